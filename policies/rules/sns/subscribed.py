"""Somebody listens to every topic."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource, is_known
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, resources, unknown


def check(topic: Resource, estate: Estate) -> Iterator[Judgement]:
    """At least one subscription names the topic, from whichever stack or region.

    A subscription in the topic's stack whose topic only the plan can tell may be the one.
    """
    if estate.naming(topic, "aws_sns_topic_subscription", "topic_arn"):
        return
    for found in estate.of("aws_sns_topic_subscription", stack=topic.stack):
        arn = found.get("topic_arn")
        if not is_known(arn) and estate.target(found, arn) is None:
            yield unknown(f"{found.address} subscribes to {arn}, which only the plan can tell")
            return
    kind = "aws_sns_topic_subscription"
    yield expect.absent(topic, estate, kind, "topic_arn", f"no {kind} names it")


LITERAL = "arn:aws:sns:xx-test-1:999988887777:alerts-zq7"


def _topic(arn: str) -> Terraform:
    return {
        "resource": {
            "aws_sns_topic": {"example": {"name": "alerts-zq7"}, "other": {"name": "other-zq7"}},
            "aws_sns_topic_subscription": {
                "desk": {"topic_arn": arn, "protocol": "sqs", "endpoint": "${aws_sqs_queue.desk.arn}"}
            },
        }
    }


RULE = Rule(
    id="sns-subscribed",
    title="Every topic has a subscription",
    severity=Severity.HIGH,
    types=("aws_sns_topic",),
    scope="estate",
    check=check,
    rationale="An alarm that publishes to a topic without subscribers changes its colour and wakes nobody.",
    remediation="Add an SnsTopicSubscription with the topic's arn, its endpoint taken from the settings.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    rows=("R51", "R71"),
    examples=Examples(
        passing=(
            _topic("${aws_sns_topic.example.arn}"),
            _topic(LITERAL),
            _topic("arn:${data.aws_partition.x.partition}:sns:${data.aws_region.x.region}:9:alerts-zq7"),
        ),
        failing=(
            _topic("${aws_sns_topic.other.arn}"),
            _topic(LITERAL.replace("xx-test-1", "xx-test-2")),
            _topic(LITERAL.replace("alerts", "more-alerts")),
            _topic(LITERAL.replace(":sns:", ":sqs:")),
        ),
        absent=(Status.FAIL, resources(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, _topic("${var.topic}")),
    ),
)
