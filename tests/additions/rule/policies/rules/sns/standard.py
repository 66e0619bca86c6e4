"""Topics for alerts are of the standard kind."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(topic: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """It is not FIFO: no alarm may publish to such a topic."""
    yield from expect.not_true(topic, "fifo_topic")


RULE = Rule(
    id="sns-standard",
    title="Topics are of the standard kind",
    severity=Severity.MEDIUM,
    types=("aws_sns_topic",),
    check=check,
    rationale="CloudWatch alarms do not publish to FIFO topics, so that nobody would hear of them.",
    remediation="Leave fifo_topic out.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "house-1:H1"),
    requirements=("R<next>",),
    examples=Examples(
        passing=(resources(aws_sns_topic={"fifo_topic": False}),),
        failing=(resources(aws_sns_topic={"fifo_topic": True}),),
        absent=(Status.PASS, resources(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_sns_topic={"fifo_topic": "${var.fifo}"})),
    ),
)
