"""An encrypted topic for alerts, and its subscribers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription

from infra.blocks.labels import labels
from infra.blocks.policy_document import Statement, aws, deny, policy, service, when

if TYPE_CHECKING:
    from infra.blocks.labels import DataClass
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic: `id` is its Terraform id and goes into its name."""

    id: str
    data_class: DataClass
    key_arn: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str


@dataclass(frozen=True, slots=True)
class SubscriptionSpec:
    """A subscriber of a topic: `endpoint` is a queue or function, also of another region, or an e-mail
    address, whose owner has to confirm it once.

    lost_arn: the queue of the topic's region for what cannot be delivered.
    alarms_only: nothing else is delivered; what a function itself publishes must not come back to it.
    """

    id: str
    topic_arn: str
    endpoint: str
    protocol: Literal["sqs", "lambda", "email"] = "sqs"
    lost_arn: str | None = None
    alarms_only: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription that was added: its Terraform id, and its ARN as a token."""

    id: str
    arn: str


def add_alert_topic(place: Place, spec: TopicSpec) -> Topic:
    """Add a topic that alarms, rules and principals of the account publish to.

    Active tracing shows once the account's X-Ray resource policy admits SNS, which is account set-up.
    """
    topic = SnsTopic(
        place.stack,
        spec.id,
        name=place.names.topic(spec.id),
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
    return Topic(spec.id, topic.name, arn)


def add_subscription(place: Place, spec: SubscriptionSpec) -> Subscription:
    """Deliver the topic's messages to the endpoint."""
    subscription = SnsTopicSubscription(
        place.stack,
        spec.id,
        topic_arn=spec.topic_arn,
        protocol=spec.protocol,
        endpoint=spec.endpoint,
        filter_policy=json.dumps({"AlarmArn": [{"exists": True}]}) if spec.alarms_only else None,
        filter_policy_scope="MessageBody" if spec.alarms_only else None,
        redrive_policy=json.dumps({"deadLetterTargetArn": spec.lost_arn}) if spec.lost_arn else None,
        provider=place.provider,
    )
    return Subscription(spec.id, subscription.arn)
