"""A bucket tells its events to what the stacks themselves make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_TARGETS: Final = {
    "lambda_function": "lambda_function_arn",
    "queue": "queue_arn",
    "topic": "topic_arn",
}
"""Blocks of a notification, with the argument that says where it goes."""


def check(notification: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each function, queue and topic is one that a stack makes, and that rules judge.

    EventBridge (`eventbridge`) keeps events in the bucket's own account.
    """
    for block, attribute in _TARGETS.items():
        for target in notification.blocks(block):
            value = target.get(attribute)
            found = configuration.target(notification, value)
            if found is not None and found.is_managed:
                continue
            verdict = fail if is_known(value) else unknown
            yield verdict(f"{attribute} is {value}, which is not known to be made by a stack that is judged")


def _topic(arn: object) -> dict[str, object]:
    return {"bucket": "receipts-zq7", "topic": [{"topic_arn": arn, "events": ["s3:ObjectCreated:*"]}]}


RULE = Rule(
    id="s3-notification",
    title="A bucket's events go to what the stacks themselves make",
    severity=Severity.MEDIUM,
    types=("aws_s3_bucket_notification",),
    scope="configuration",
    check=check,
    rationale=(
        "Each event names the object, its size and who wrote it. A function or queue of another account "
        "learns of every receipt, and may be the first to fetch it."
    ),
    remediation="Refer to a queue, topic or function of a stack, or set eventbridge=True and a rule there.",
    controls=(
        *("pci-dss-4.0.1:1.4.1", "pci-dss-4.0.1:7.2.1"),
        *("nist-800-53-r5:AC-4", "nist-800-53-r5:SC-7"),
    ),
    requirements=("R74",),
    examples=Examples(
        passing=(
            resources(aws_s3_bucket_notification={"bucket": "receipts-zq7", "eventbridge": True}),
            {
                "resource": {
                    "aws_s3_bucket_notification": {"example": _topic("${aws_sns_topic.events.arn}")},
                    "aws_sns_topic": {"events": {"name": "events-zq7"}},
                }
            },
        ),
        failing=(
            resources(aws_s3_bucket_notification=_topic("arn:aws:sns:xx-test-1:000000000000:events")),
            resources(
                aws_s3_bucket_notification={
                    "eventbridge": True,
                    "queue": {"queue_arn": "arn:aws:sqs:xx-test-1:000000000000:events"},
                }
            ),
            resources(
                aws_s3_bucket_notification={
                    "lambda_function": [
                        {"lambda_function_arn": "arn:aws:lambda:xx-test-1:000000000000:function:seed"}
                    ]
                }
            ),
        ),
        absent=(Status.PASS, resources(aws_s3_bucket_notification={"bucket": "receipts-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_s3_bucket_notification=_topic("${var.topic}"))),
    ),
)
