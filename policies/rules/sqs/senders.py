"""A queue lets in the services that deliver to it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.estate import Estate, Resource, once
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.policy_document import HiddenPolicy, documents
from policies.related.queues import redrive_target

_SENDERS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "aws_sns_topic_subscription": ("sns", ("endpoint",)),
    "aws_cloudwatch_event_target": ("events", ("arn", "dead_letter_config.arn")),
    "aws_cloudwatch_event_bus": ("events", ("dead_letter_config.arn",)),
}
"""What delivers to queues: as which service, and by which attributes. SNS and EventBridge need a policy of
the queue; Lambda and Pipes send with a role (SNS Developer Guide, "Subscribing an Amazon SQS queue";
EventBridge User Guide, "Using dead-letter queues")."""


def check(queue: Resource, estate: Estate) -> Iterator[Judgement]:
    """Each policy of the queue allows sqs:SendMessage to every service that the estate delivers with.

    Each, because a queue has one policy: the one that is applied last replaces the others.
    """
    services = sorted(_services(estate).get(queue, ()))
    if not services:
        yield NOT_APPLICABLE
        return
    companions = estate.naming(queue, "aws_sqs_queue_policy", "queue_url")
    found = [document for holder in (queue, *companions) for document in documents(holder, estate)]
    if not found:
        yield fail(f"it has no policy, so {', '.join(services)} cannot deliver to it")
    for document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{document.attribute}: {document.reason}")
            continue
        for service in services:
            if not any(statement.admits(service, "sqs:SendMessage") for statement in document.statements):
                yield fail(f"{service} delivers to it, and {document.attribute} does not let it in", service)


@once
def _services(estate: Estate) -> Mapping[Resource, set[str]]:
    """The services that deliver to each queue."""
    found: dict[Resource, set[str]] = defaultdict(set)
    for kind, (service, attributes) in _SENDERS.items():
        for sender in estate.of(kind):
            named = [sender.get(attribute) for attribute in attributes]
            for value in (*named, redrive_target(sender.get("redrive_policy"))):
                for queue in estate.named(sender, value):
                    found[queue].add(service)
    return found


def _delivered(*services: str, policy: str | None = None, **senders: Mapping[str, object]) -> Terraform:
    statements = [
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": {"Service": f"{service}.amazonaws.com"}}
        for service in services
    ]
    return {
        "resource": {
            "aws_sqs_queue": {"example": {"name": "inbox-zq7"}, "other": {"name": "other-zq7"}},
            "aws_sqs_queue_policy": {
                "inbox": {
                    "queue_url": "${aws_sqs_queue.example.url}",
                    "policy": policy or json.dumps({"Statement": statements}),
                }
            },
            **{kind: {"sender": values} for kind, values in senders.items()},
        }
    }


_ARN: Final = "${aws_sqs_queue.example.arn}"
_SUBSCRIBED: Final = {"protocol": "sqs", "endpoint": _ARN}
_FAILED: Final = {
    "endpoint": "${aws_sqs_queue.other.arn}",
    "redrive_policy": f'{{"deadLetterTargetArn": "{_ARN}"}}',
}

RULE = Rule(
    id="sqs-senders",
    title="Queues let in the services that deliver to them",
    severity=Severity.HIGH,
    types=("aws_sqs_queue",),
    scope="estate",
    check=check,
    rationale=(
        "SNS and EventBridge drop what a queue refuses, without a word to the sender. A dead-letter queue "
        "that refuses loses the failures too."
    ),
    remediation=(
        "Allow sqs:SendMessage to Principal {'Service': ...} in the SqsQueuePolicy, with aws:SourceArn of "
        "the topic, rule or bus."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    rows=("R70", "R71"),
    examples=Examples(
        passing=(
            _delivered("sns", aws_sns_topic_subscription=_SUBSCRIBED),
            _delivered("events", aws_cloudwatch_event_bus={"dead_letter_config": [{"arn": _ARN}]}),
            _delivered(
                "sns",
                "events",
                aws_sns_topic_subscription=_FAILED,
                aws_cloudwatch_event_target={"arn": _ARN},
            ),
        ),
        failing=(
            _delivered("events", aws_sns_topic_subscription=_SUBSCRIBED),
            _delivered("events", aws_sns_topic_subscription=_FAILED),
            _delivered("sns", aws_cloudwatch_event_target={"dead_letter_config": [{"arn": _ARN}]}),
            _delivered(aws_cloudwatch_event_bus={"dead_letter_config": {"arn": _ARN}}),
        ),
        absent=(Status.NOT_APPLICABLE, _delivered("sns")),
        unknown=(
            Status.UNKNOWN,
            _delivered(policy="${var.policy}", aws_sns_topic_subscription=_SUBSCRIBED),
        ),
    ),
)
