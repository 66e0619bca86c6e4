"""An alarm notifies somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_HEAR: Final = (
    *("aws_sns_topic", "aws_lambda_function", "aws_lambda_alias", "aws_appautoscaling_policy"),
    *("aws_autoscaling_policy", "aws_ssmincidents_response_plan", "terraform_remote_state"),
)
_SERVICES: Final = ("sns", "lambda", "autoscaling", "automate", "ssm", "ssm-incidents", "swf", "aiops")
"""CloudWatch User Guide, "Alarm actions"."""


def check(alarm: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """There is an action for the state ALARM, each is one that CloudWatch can take, and actions are not
    switched off (they are on by default).
    """
    actions = alarm.values.get("alarm_actions")
    if not actions:
        yield fail("alarm_actions is empty: the alarm notifies no topic")
    elif not is_known(actions):
        yield unknown(f"alarm_actions is {actions}, which only the plan can tell")
    for action in as_list(actions):
        target, arn = configuration.target(alarm, action), read_arn(action)
        if target is not None and target.type.removeprefix("data.") not in _HEAR:
            yield fail(f"alarm_actions has {target.address}, which CloudWatch tells nothing", str(action))
        elif arn is not None and is_known(arn.service) and arn.service not in _SERVICES:
            yield fail(f"alarm_actions has {action}, which CloudWatch tells nothing", str(action))
    if alarm.get("actions_enabled") is not None:
        yield from expect.true(alarm, "actions_enabled")


_HEARD = {"alarm_actions": ["${aws_sns_topic.alerts.arn}"]}

RULE = Rule(
    id="alarms-actions",
    title="Every alarm has an action, which is on",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    scope="configuration",
    check=check,
    rationale="An alarm without an action only changes state on a dashboard, which no one watches at night.",
    remediation="Set alarm_actions to the ARN of an alert topic of the alarm's region.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R109", "R113"),
    examples=Examples(
        passing=(
            resources(aws_cloudwatch_metric_alarm=_HEARD),
            resources(aws_cloudwatch_composite_alarm={**_HEARD, "actions_enabled": True}),
        ),
        failing=(
            resources(aws_cloudwatch_metric_alarm={"alarm_actions": []}),
            resources(aws_cloudwatch_metric_alarm={"ok_actions": ["${aws_sns_topic.alerts.arn}"]}),
            resources(aws_cloudwatch_metric_alarm={**_HEARD, "actions_enabled": False}),
            resources(
                aws_sqs_queue={"name": "alerts-zq7"},
                aws_cloudwatch_metric_alarm={"alarm_actions": ["${aws_sqs_queue.example.arn}"]},
            ),
            resources(
                aws_cloudwatch_metric_alarm={"alarm_actions": ["arn:aws:sqs:xx-test-1:999988887777:a-zq7"]}
            ),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_composite_alarm={"alarm_rule": "x"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_metric_alarm={"alarm_actions": "${var.actions}"})),
    ),
)
