"""Logs are kept for a year or more, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, WithOptions, fail
from policies.options import Chosen, Number
from policies.resource import Resource

ACCEPTED: Final = frozenset(
    {"365", "400", "545", "731", "1096", "1827", "2192", "2557", "2922", "3288", "3653"}
)
"""What CloudWatch Logs accepts from a year upwards (PutRetentionPolicy)."""


MONTH: Final = 30
"""Days of logs, below which no system may promise less: a fault is looked for weeks after it happened."""
_LEAST: Final = Number(
    "least_days",
    365,
    365,
    3653,
    "days for which logs are kept, where their system promises no others",
    stricter="higher",
    because="PCI DSS 10.5.1 wants twelve months, and CloudWatch Logs knows ten years",
)


def check(group: Resource, _configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """At least 365 days, in a value that CloudWatch accepts; exactly those that the system promises.

    Unset and 0 mean for ever, which is no retention. The class DELIVERY keeps two days, whatever is set
    (Terraform registry, aws_cloudwatch_log_group).
    """
    days = int(expect.number(group.get("retention_in_days")) or 0)
    if 0 < days < MONTH:
        yield fail(f"retention_in_days is {days}, which is less than a month, the least that may be promised")
        return
    promised = (Promises(), Promises(log_days=days), Promises(log_days=days + 1))
    yield from expect.whichever(group, "promises", promised, partial(_judged, least=_LEAST.of(chosen)))


def _judged(group: Resource, least: int) -> Iterator[Judgement]:
    promises = group.context.promises or Promises()
    if group.get("log_group_class") == "DELIVERY":
        yield fail("log_group_class is 'DELIVERY', which keeps logs for two days")
    elif promises.log_days is not None:
        yield from expect.between(group, "retention_in_days", promises.log_days, promises.log_days)
    elif expect.number(group.get("retention_in_days")) == 0 or group.get("retention_in_days") is None:
        said = "not set" if group.get("retention_in_days") is None else "0"
        yield fail(f"retention_in_days is {said}: logs are kept for ever, under no limit that anyone set")
    else:
        found = tuple(expect.between(group, "retention_in_days", least))
        yield from found
        if not found and str(group.get("retention_in_days")) not in ACCEPTED:
            yield fail(f"retention_in_days is {group.get('retention_in_days')}, which CloudWatch refuses")


RULE = Rule(
    id="logs-retention",
    title="Log groups keep logs for a year or more, up to a limit that is set",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_log_group",),
    check=WithOptions(check, _LEAST),
    rationale=(
        "A breach is found months after it began; PCI DSS wants twelve months of audit logs. Logs without "
        "any limit are data without an owner."
    ),
    remediation=(
        "Set retention_in_days=365 on the CloudwatchLogGroup, or exactly the days that the system's settings "
        "promise."
    ),
    controls=("pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-11"),
    requirements=("R46", "R47", "R110"),
    examples=Examples(
        passing=(
            resources(aws_cloudwatch_log_group={"retention_in_days": 365}),
            resources(aws_cloudwatch_log_group={"retention_in_days": "731"}),
        ),
        failing=(
            resources(aws_cloudwatch_log_group={"retention_in_days": 3}),
            resources(aws_cloudwatch_log_group={"retention_in_days": 30}),
            resources(aws_cloudwatch_log_group={"retention_in_days": 0}),
            resources(aws_cloudwatch_log_group={"retention_in_days": 366}),
            resources(aws_cloudwatch_log_group={"retention_in_days": True}),
            resources(aws_cloudwatch_log_group={"retention_in_days": 365, "log_group_class": "DELIVERY"}),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_log_group={"name": "/payments/zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_log_group={"retention_in_days": "${var.days}"})),
    ),
)
