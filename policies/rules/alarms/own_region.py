"""An alarm tells a topic of its own region."""

from __future__ import annotations

from collections.abc import Iterator

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known


def check(alarm: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each action that is a topic is one of the alarm's region: CloudWatch reaches no other."""
    actions = alarm.values.get("alarm_actions") or []
    for action in actions if isinstance(actions, list) else [actions]:
        topic = configuration.target(alarm, action)
        arn = read_arn(action)
        written = arn.region if arn is not None and arn.service == "sns" and is_known(arn.region) else ""
        region = topic.region if topic is not None and topic.type == "aws_sns_topic" else ""
        region = region or written
        if region and alarm.region and region != alarm.region:
            yield fail(f"it tells a topic of {region}, and stands in {alarm.region}", str(action))
        elif not region and not is_known(action):
            yield unknown(f"alarm_actions holds {action}, which only the plan can tell")


def _two(topic: str, **alarm: object) -> Terraform:
    """An alarm in xx-test-1, and a topic in each of two regions."""
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_sns_topic": {"here": {"name": "a-zq7"}, "there": {"name": "a-zq7", "provider": "aws.other"}},
            "aws_cloudwatch_metric_alarm": {"example": {"alarm_actions": [topic], **alarm}},
        },
    }


RULE = Rule(
    id="alarms-own-region",
    title="Alarms notify a topic of their own region",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    scope="configuration",
    check=check,
    rationale="CloudWatch notifies topics of the alarm's own region only; any other is refused or not heard.",
    remediation="Name the region's own topic, and subscribe other regions' queues or functions to it.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R71"),
    examples=Examples(
        passing=(
            _two("${aws_sns_topic.here.arn}"),
            _two("arn:aws:sns:xx-test-1:999988887777:alerts-zq7"),
        ),
        failing=(
            _two("${aws_sns_topic.there.arn}"),
            _two("arn:aws:sns:xx-test-2:999988887777:alerts-zq7"),
            _two("${aws_sns_topic.here.arn}", provider="aws.other"),
        ),
        absent=(Status.PASS, resources(aws_cloudwatch_metric_alarm={"alarm_name": "dead-zq7"})),
        unknown=(Status.UNKNOWN, _two("${var.topic}")),
    ),
)
