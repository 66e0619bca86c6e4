"""A schedule comes around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

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
from policies.related.schedules import read_cron
from policies.resource import Resource
from policies.values import is_known

_SCHEDULE: Final = "aws_scheduler_schedule"
_EXPRESSIONS: Final[Mapping[str, str]] = {
    "aws_cloudwatch_event_rule": "schedule_expression",
    _SCHEDULE: "schedule_expression",
    "aws_appautoscaling_scheduled_action": "schedule",
    "aws_backup_plan": "rule.schedule",
}
_WRITTEN: Final = "2026-11"
"""What was over in November 2026 is over."""
_ONCE: Final = re.compile(r"at\((\d{4}-\d\d).*\)")
_MONTHS: Final = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The day of a cron expression is in one of its months, its year is not over, and neither is an end date.

    EventBridge Scheduler User Guide, "Schedule types on EventBridge Scheduler".
    """
    above, _, name = _EXPRESSIONS[resource.type].rpartition(".")
    blocks = resource.blocks(above) if above else (resource.values,)
    expressions = [block.get(name) for block in blocks if block.get(name) is not None]
    if not expressions:
        yield NOT_APPLICABLE
    for expression in expressions:
        if not is_known(expression):
            yield unknown(f"{name} is {expression}, which only the plan can tell")
        elif (reason := _never(str(expression))) is not None:
            yield fail(f"{name} is {expression}, which never comes: {reason}", str(expression))
    ended = resource.get("end_date") if resource.type == _SCHEDULE else None
    if is_known(ended) and ended is not None and str(ended) < _WRITTEN:
        yield fail(f"end_date is {ended}, which is past: the schedule is over", "end_date")


def _never(expression: str) -> str | None:
    """Why an expression never comes; None where it does, or where that cannot be told."""
    once, cron = _ONCE.fullmatch(expression), read_cron(expression)
    if once is not None:
        return f"{once[1]} is past" if once[1] < _WRITTEN else None
    if cron is None:
        return None
    days, months, year = _numbers(cron.day_of_month), _numbers(cron.month), cron.year
    longest = max((_DAYS[month - 1] for month in months if 1 <= month <= len(_DAYS)), default=max(_DAYS))
    if days and min(days) > longest:
        return f"no such month has a day {min(days)}"
    if re.fullmatch(r"\d{4}", year) and year < _WRITTEN[:4]:
        return f"{year} is past"
    return None


def _numbers(field: str) -> frozenset[int]:
    """The numbers that a field lists; none where it is open, or says something else."""
    found: set[int] = set()
    for part in field.upper().split(","):
        ends = [_MONTHS.index(end) + 1 if end in _MONTHS else end for end in part.split("-")]
        if not all(isinstance(end, int) or end.isdigit() for end in ends):
            return frozenset()
        found.update(range(int(ends[0]), int(ends[-1]) + 1))
    return frozenset(found)


def _rule(expression: str) -> Terraform:
    return resources(aws_cloudwatch_event_rule={"schedule_expression": expression})


def _until(date: str) -> Terraform:
    return resources(aws_scheduler_schedule={"schedule_expression": "rate(1 hour)", "end_date": date})


RULE = Rule(
    id="events-schedule-comes",
    title="Schedules come around",
    severity=Severity.HIGH,
    types=tuple(_EXPRESSIONS),
    check=check,
    rationale="A schedule of 30 February is accepted, enabled and green, and nothing is ever reconciled.",
    remediation="Name a day that each of the months has (L is the last), and an end date that is to come.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-10"),
    requirements=("R70",),
    examples=Examples(
        passing=(
            _rule("cron(0 3 29 2 ? *)"),
            _rule("cron(0 3 31 1-3 ? *)"),
            _rule("cron(0 3 L * ? *)"),
            _rule("cron(0/5 * ? * MON-FRI *)"),
            _rule("rate(1 minute)"),
            _until("2099-12-31T23:59:00Z"),
        ),
        failing=(
            _rule("cron(0 3 30 2 ? *)"),
            _rule("cron(0 3 31 FEB,APR ? *)"),
            _rule("cron(0 3 1 1 ? 2020)"),
            _until("2023-12-31T23:59:00Z"),
            resources(aws_scheduler_schedule={"schedule_expression": "at(2024-01-01T00:00:00)"}),
            resources(aws_backup_plan={"rule": [{"schedule": "cron(0 3 31 6 ? *)"}]}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_event_rule={"event_pattern": "{}"})),
        unknown=(Status.UNKNOWN, _rule("${var.every}")),
    ),
)
