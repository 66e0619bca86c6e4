"""What is wrong is heard of while it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import texts

_MOST: Final = 15  # minutes
_DAILY: Final = {"AWS/Backup", "AWS/Billing", "AWS/CertificateManager", "BucketSizeBytes", "NumberOfObjects"}
"""What AWS counts once in hours or a day (the "CloudWatch metrics" page of each service's guide)."""
_NEEDED: Final = ("datapoints_to_alarm", "evaluation_periods")


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """As many periods as have to be beyond the threshold are a quarter of an hour at the most. Without a
    number of them, all have to be that are looked at.
    """
    periods = [period for block in looks(alarm) if (period := block.get("period")) is not None] or [60]
    needed = next((value for name in _NEEDED if (value := alarm.get(name)) is not None), 1)
    seconds, count = [expect.number(period) for period in periods], expect.number(needed)
    known = [each for each in seconds if each is not None]
    if count is None or len(known) < len(seconds):
        yield unknown("only the plan can tell when it goes off")
    elif (minutes := max(known) * count / 60) > _MOST and not _is_of_days(alarm):
        yield fail(f"it goes off after {minutes:g} minutes of trouble at the earliest; allowed: {_MOST}")


def _is_of_days(alarm: Resource) -> bool:
    """Whether it watches what happens, or is told, once a day."""
    measured = [block for block in looks(alarm) if block.get("metric_name") is not None]
    daily = [
        each for each in measured if {*texts(each.get("namespace")), *texts(each["metric_name"])} & _DAILY
    ]
    return len(daily) == len(measured) > 0


def _alarm(needed: object, period: object = 60, periods: int = 30) -> Terraform:
    said = {"datapoints_to_alarm": needed, "evaluation_periods": periods, "period": period}
    return resources(**{ALARM: said})


def _daily(namespace: str) -> Terraform:
    said = {"namespace": namespace, "metric_name": "Jobs", "evaluation_periods": 1, "period": 86400}
    return resources(**{ALARM: said})


def _of_expression(period: int) -> Terraform:
    query = [{"id": "a", "expression": "b"}, {"id": "b", "metric": {"period": period}}]
    return resources(**{ALARM: {"metric_query": query, "evaluation_periods": 3}})


RULE = Rule(
    id="alarms-in-time",
    title="Alarms go off within a quarter of an hour",
    severity=Severity.MEDIUM,
    types=(ALARM,),
    check=check,
    rationale=(
        "An alarm that wants thirty minutes of thirty beyond its threshold is green through half an hour in "
        "which nobody can pay, and through every trouble with one good minute in it."
    ),
    remediation=("Set datapoints_to_alarm so that it and the period come to 15 minutes or less."),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _alarm(3),
            _alarm("15"),
            _alarm(3, 300),
            _alarm(None, periods=3),
            _of_expression(300),
            _daily("AWS/Backup"),
        ),
        failing=(
            _alarm(30),
            _alarm(None),
            _alarm(4, "300"),
            _of_expression(3600),
            _daily("AWS/SQS"),
        ),
        absent=(Status.PASS, resources(**{ALARM: {"alarm_name": "x"}})),
        unknown=(Status.UNKNOWN, _alarm("${var.periods}")),
    ),
)
