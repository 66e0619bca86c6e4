"""What a trail records is looked at while it happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
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
from policies.resource import Resource
from policies.values import is_expression

_TO: Final = "cloud_watch_logs_group_arn"
_BY: Final = "via CloudTrail"
_WATCHERS: Final = ("aws_guardduty_detector", "aws_securityhub_account", "aws_cloudtrail_event_data_store")
"""What looks at the events of an account by itself."""


def check(trail: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It writes to CloudWatch Logs too, where filters count and alarms tell; or rules hear of its events, or
    a detector looks at them (CloudTrail User Guide, "Monitoring CloudTrail log files with CloudWatch Logs").

    A trail of the organization is watched by the account that owns it.
    """
    if expect.is_true(trail.get("is_organization_trail")):
        yield NOT_APPLICABLE
        return
    if trail.get(_TO):
        return
    rules = configuration.of("aws_cloudwatch_event_rule")
    hidden = False
    for rule in (each for each in rules if each.region == trail.region):
        pattern = rule.get("event_pattern")
        if _BY in str(pattern):
            return
        hidden |= is_expression(pattern) and str(pattern).startswith("${")
    if any(each.region == trail.region for each in configuration.of(*_WATCHERS)):
        return
    said = f"{_TO} is not set, and no rule hears of what is recorded: it raises no alarm"
    yield (
        unknown(f"{said}, unless a rule does whose pattern only the plan can tell") if hidden else fail(said)
    )


def _trail(**values: object) -> Terraform:
    return resources(aws_cloudtrail={"name": "main-zq7", **values})


RULE = Rule(
    id="cloudtrail-watched",
    title="What a trail records raises alarms",
    severity=Severity.MEDIUM,
    types=("aws_cloudtrail",),
    scope="configuration",
    check=check,
    rationale=(
        "A trail in a bucket is read after the damage. That the root user came, a key was disabled or a "
        "policy was opened has to be told when it happens."
    ),
    remediation=(
        "Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn, with metric filters and alarms, or "
        "add CloudwatchEventRules for 'AWS API Call via CloudTrail'."
    ),
    controls=(
        "pci-dss-4.0.1:10.4.1",
        "pci-dss-4.0.1:10.4.1.1",
        "nist-800-53-r5:AU-6",
        "nist-800-53-r5:SI-4(5)",
    ),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _trail(cloud_watch_logs_group_arn="${aws_cloudwatch_log_group.trail.arn}:*"),
            resources(
                aws_cloudtrail={"name": "main-zq7"},
                aws_cloudwatch_event_rule={
                    "event_pattern": '{"detail-type": ["AWS API Call via CloudTrail"]}'
                },
            ),
            resources(aws_cloudtrail={"name": "main-zq7"}, aws_guardduty_detector={"enable": True}),
        ),
        failing=(
            _trail(cloud_watch_logs_group_arn=""),
            resources(
                aws_cloudtrail={"name": "main-zq7"},
                aws_cloudwatch_event_rule={"event_pattern": '{"source": ["aws.ecs"]}'},
            ),
        ),
        absent=(Status.FAIL, _trail()),
        unknown=(
            Status.UNKNOWN,
            resources(
                aws_cloudtrail={"name": "main-zq7"},
                aws_cloudwatch_event_rule={"event_pattern": "${var.pattern}"},
            ),
        ),
    ),
)
