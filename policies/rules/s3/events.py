"""A bucket tells what happens in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_NOTIFICATION: Final = "aws_s3_bucket_notification"
_RECEIVERS: Final = ("lambda_function", "queue", "topic")


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A notification names the bucket, and tells EventBridge, a function, a queue or a topic."""
    yield from expect.each_related(bucket, configuration, expect.Related(_NOTIFICATION), _tells)


def _tells(notification: Resource) -> Iterator[Judgement]:
    value = notification.get("eventbridge")
    if expect.is_true(value) or any(map(notification.blocks, _RECEIVERS)):
        return
    if not is_known(value):
        yield unknown(f"eventbridge is {value}, which only the plan can tell")
    else:
        yield fail("it names neither EventBridge nor a function, queue or topic")


def _bucket(**notification: object) -> Terraform:
    return resources(aws_s3_bucket={"bucket": "receipts-zq7"}, aws_s3_bucket_notification=notification)


_OWN = "${aws_s3_bucket.example.id}"

RULE = Rule(
    id="s3-events",
    title="Buckets publish events about what happens in them",
    severity=Severity.LOW,
    types=("aws_s3_bucket", _NOTIFICATION),
    scope="configuration",
    check=check,
    rationale=(
        "Who watches for an object that is written, deleted or restored out of turn needs the bucket's "
        "events; one that sends none can be emptied before its access log is read."
    ),
    remediation="Add an S3BucketNotification with the bucket and eventbridge=True.",
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _bucket(bucket=_OWN, eventbridge=True),
            _bucket(bucket="receipts-zq7", eventbridge="true"),
            _bucket(bucket=_OWN, topic=[{"topic_arn": "${aws_sns_topic.a.arn}"}]),
        ),
        failing=(
            _bucket(bucket=_OWN),
            _bucket(bucket=_OWN, eventbridge=False),
            _bucket(bucket="others-zq7", eventbridge=True),
        ),
        absent=(Status.FAIL, resources(aws_s3_bucket={"bucket": "receipts-zq7"})),
        unknown=(Status.UNKNOWN, _bucket(bucket=_OWN, eventbridge="${var.told}")),
    ),
)
