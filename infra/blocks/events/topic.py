"""An encrypted topic for alerts, and its subscribers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription

from infra.blocks.labels import labels
from infra.blocks.policy_document import Statement, aws, deny, policy, service, when
from infra.names import Limit

if TYPE_CHECKING:
    from infra.blocks.labels import DataClass
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic: `id` is its Terraform id, `what` goes into its name."""

    id: str
    what: str
    data_class: DataClass
    key_arn: str


def add_alert_topic(place: Place, spec: TopicSpec) -> str:
    """Add a topic that alarms, rules and principals of the account publish to. Returns its ARN.

    Active tracing shows once the account's X-Ray resource policy admits SNS, which is account set-up.
    """
    topic = SnsTopic(
        place.stack,
        spec.id,
        name=place.names.of(spec.what, limit=Limit.TOPIC),
        kms_master_key_id=spec.key_arn,
        tracing_config="Active",
        tags=labels(data_class=spec.data_class),
        provider=place.provider,
    )
    arn: str = topic.arn
    publish, this = ("sns:Publish",), (arn,)
    own = when("StringEquals", "aws:SourceAccount", place.account)
    alarms = when("ArnLike", "aws:SourceArn", place.arn("cloudwatch", "alarm:*"))
    rules = when("ArnLike", "aws:SourceArn", place.arn("events", "rule/*"))
    SnsTopicPolicy(
        place.stack,
        f"{spec.id}_policy",
        arn=arn,
        policy=policy(
            deny("TlsOnly", publish, this, when("Bool", "aws:SecureTransport", "false")),
            Statement(
                "Account",
                ("sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish", "sns:Subscribe"),
                this,
                aws(place.account_principal),
                # It is our account already; checkov reads that in a condition only (CKV_AWS_385).
                (when("StringEquals", "aws:PrincipalAccount", place.account),),
            ),
            Statement("Alarms", publish, this, service("cloudwatch.amazonaws.com"), (own, alarms)),
            Statement("Rules", publish, this, service("events.amazonaws.com"), (own, rules)),
        ),
        provider=place.provider,
    )
    return arn


def subscribe_queue(place: Place, resource_id: str, topic_arn: str, queue_arn: str, *, lost_arn: str) -> None:
    """Deliver the topic's messages to a queue, also of another region; what cannot be delivered goes to
    `lost_arn`, a queue of the topic's region.
    """
    SnsTopicSubscription(
        place.stack,
        resource_id,
        topic_arn=topic_arn,
        protocol="sqs",
        endpoint=queue_arn,
        redrive_policy=json.dumps({"deadLetterTargetArn": lost_arn}),
        provider=place.provider,
    )


def subscribe_function_to_alarms(
    place: Place, resource_id: str, topic_arn: str, function_arn: str, *, lost_arn: str
) -> None:
    """Call a function, also of another region, with each alarm on the topic and with nothing else: what
    the function itself publishes must not come back to it.
    """
    SnsTopicSubscription(
        place.stack,
        resource_id,
        topic_arn=topic_arn,
        protocol="lambda",
        endpoint=function_arn,
        filter_policy=json.dumps({"AlarmArn": [{"exists": True}]}),
        filter_policy_scope="MessageBody",
        redrive_policy=json.dumps({"deadLetterTargetArn": lost_arn}),
        provider=place.provider,
    )


def subscribe_email(place: Place, resource_id: str, topic_arn: str, address: str) -> None:
    """Tell a person, who has to confirm the subscription once."""
    SnsTopicSubscription(
        place.stack,
        resource_id,
        topic_arn=topic_arn,
        protocol="email",
        endpoint=address,
        provider=place.provider,
    )
