"""What is sent to people waits in a queue until they are back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.sns._subscriptions import SUBSCRIPTION
from policies.rules.sqs.dead_letter_retention import FOURTEEN_DAYS

_READER: Final = "aws_lambda_event_source_mapping"
_ARN: Final = "${aws_sqs_queue.example.arn}"


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A queue that is subscribed to a topic, and that no function reads, retains messages for 14 days."""
    if not configuration.naming(queue, SUBSCRIPTION, "endpoint") or configuration.naming(
        queue, _READER, "event_source_arn"
    ):
        yield NOT_APPLICABLE
        return
    yield from expect.between(queue, "message_retention_seconds", FOURTEEN_DAYS)


def _queue(endpoint: str = _ARN, read: str | None = None, **queue: object) -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {"example": {"name": "inbox-zq7", **queue}, "other": {"name": "other-zq7"}},
            SUBSCRIPTION: {"inbox": {"protocol": "sqs", "endpoint": endpoint}},
            _READER: {"reader": {"event_source_arn": read}} if read else {},
        }
    }


RULE = Rule(
    id="sqs-inbox-retention",
    title="Queues in which alerts wait for people keep them for 14 days",
    severity=Severity.MEDIUM,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "An alert that has expired before anybody is on duty again was never raised, and nothing tells "
        "that there was one."
    ),
    remediation="Set message_retention_seconds=1209600 on the SqsQueue that is subscribed to the topic.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(_queue(message_retention_seconds=1_209_600),),
        failing=(_queue(message_retention_seconds=300), _queue(message_retention_seconds="345600"), _queue()),
        absent=(Status.NOT_APPLICABLE, _queue("${aws_sqs_queue.other.arn}", read=_ARN)),
        unknown=(Status.UNKNOWN, _queue(message_retention_seconds="${var.retention}")),
    ),
)
