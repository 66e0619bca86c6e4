"""A schedule is one that EventBridge keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_RULE: Final = "aws_cloudwatch_event_rule"
_RATE: Final = re.compile(r"rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)")
_ZONE: Final = "schedule_expression_timezone"
_TOLD_ZONE: Final = re.compile(
    r"\d\s?(?:[aApP][mM]\s|h\s)?\s?(?!(?:UTC|GMT|Zulu)\b)"
    r"((?:[A-Z][a-z]+ ){1,2}(?:local )?time|local time|CES?T|[ECMP][SD]T|BST|AE[SD]T|[JI]ST"
    r"|(?:Africa|America|Asia|Australia|Europe|Pacific)/\w+)\b"
)
"""An hour with the zone in which it is meant."""
_ONCE: Final = re.compile(r"at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)")


def check(rule: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The expression is a rate, with a unit that agrees with its number, or a cron of six fields, one of
    whose two days is `?`; that of a rule is on the default bus, which alone has schedules. One
    of the scheduler is of the zone that its description says.

    EventBridge User Guide, "Setting a schedule pattern".
    """
    text = rule.get("schedule_expression")
    if text is None:
        yield NOT_APPLICABLE
        return
    bus = rule.get("event_bus_name")
    if rule.type == _RULE and bus not in (None, "default"):
        yield fail(f"event_bus_name is {bus}, and schedules are kept on the default bus alone", "bus")
    if not is_known(text):
        yield unknown(f"schedule_expression is {text}, which only the plan can tell")
    elif not _is_kept(str(text), once=rule.type != _RULE):
        yield fail(f"schedule_expression is {text}, which is no rate(...) or cron(...)", "expression")
    elif rule.type != _RULE and rule.get(_ZONE) is None and read_cron(str(text)) is not None:
        zone = _TOLD_ZONE.search(str(rule.get("description") or ""))
        if zone is not None:
            yield fail(f"its description says {zone[1]}, and without {_ZONE} it is of UTC", _ZONE)


def _is_kept(text: str, *, once: bool) -> bool:
    cron = read_cron(text)
    if cron is None:
        return _RATE.fullmatch(text) is not None or (once and _ONCE.fullmatch(text) is not None)
    return (cron.day_of_month, cron.day_of_week).count("?") == 1


def _scheduled(text: object, **more: object) -> Terraform:
    return resources(aws_cloudwatch_event_rule={"schedule_expression": text, **more})


def _told(description: str, **more: object) -> Terraform:
    said = {"schedule_expression": "cron(0 18 ? * MON-FRI *)", "description": description}
    return resources(aws_scheduler_schedule={**said, **more})


RULE = Rule(
    id="events-schedule",
    title="Schedules are written as EventBridge keeps them",
    severity=Severity.MEDIUM,
    types=(_RULE, "aws_scheduler_schedule"),
    check=check,
    rationale="AWS refuses a schedule that it cannot read at deployment, when half of the rest stands.",
    remediation=(
        "Write rate(5 minutes), rate(1 day) or cron(0 3 * * ? *), on the default bus; set "
        "schedule_expression_timezone where another zone than UTC is meant."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R108",),
    examples=Examples(
        passing=(
            _scheduled("rate(1 day)"),
            _scheduled("rate(2 minutes)", event_bus_name="default"),
            _scheduled("cron(0 3 * * ? *)"),
            _scheduled("cron(0/15 8-17 ? * MON-FRI *)"),
            resources(aws_scheduler_schedule={"schedule_expression": "at(2027-01-31T03:00:00)"}),
            _told("Settles at 18:00 New York time", **{_ZONE: "America/New_York"}),
            _told("Settles at 18:00 UTC"),
            _told("Settles 4 times a day"),
        ),
        failing=(
            _scheduled("rate(1 days)"),
            _scheduled("rate(5 minute)"),
            _scheduled("cron(0 3 * * *)"),
            _scheduled("cron(0 3 * * * *)"),
            _scheduled("at(2027-01-31T03:00:00)"),
            _scheduled("rate(1 day)", event_bus_name="pay-zq7"),
            _told("Settles at 18:00 New York time"),
            _told("Settles at 6 pm CET"),
        ),
        absent=(Status.NOT_APPLICABLE, _scheduled(None)),
        unknown=(Status.UNKNOWN, _scheduled("${var.schedule}")),
    ),
)
