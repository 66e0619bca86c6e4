"""An alarm says what it makes of no data, and one that waits for too little takes none for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_LESS: Final = ("LessThanThreshold", "LessThanOrEqualToThreshold")
_GREATER: Final = ("GreaterThanThreshold", "GreaterThanOrEqualToThreshold")
_COUNTS: Final = ("Sum", "SampleCount")
_SAID: Final = ("notBreaching", "breaching", "missing")


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """treat_missing_data is written out; without it AWS takes `missing`, which tells of no trouble.

    Where the alarm goes off below its threshold, no data is less than anything, unless its expression fills
    what is missing. Where it goes off above it, a count that is missing is none of what it counts: silence
    and plenty of the same are not both wrong. It never stays as it was, however long there is no data.
    """
    attribute = "treat_missing_data"
    expressions = [str(query.get("expression")) for query in alarm.blocks("metric_query")]
    if alarm.get("comparison_operator") in _LESS and not any("FILL(" in each for each in expressions):
        said = list(expect.one_of(alarm, attribute, ("breaching",)))
        hidden = said and not all(map(is_known, expressions))
        yield from (
            [unknown("only the plan can tell whether its expression fills what is missing")]
            if hidden
            else said
        )
        return
    less = alarm.get("comparison_operator") in _LESS
    yield from expect.one_of(alarm, attribute, _SAID[:2] if less else _SAID)
    counts = alarm.get("comparison_operator") in _GREATER and alarm.get("statistic") in _COUNTS
    if counts and alarm.get(attribute) == "breaching":
        yield fail("it goes off where it counts many, and where it counts none: it compares the wrong way")


def _alarm(missing: str, operator: str, **values: object) -> Terraform:
    said = {"treat_missing_data": missing, "comparison_operator": operator, **values}
    return resources(aws_cloudwatch_metric_alarm=said)


RULE = Rule(
    id="alarms-missing-data",
    title="Every alarm says what no data means",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_metric_alarm",),
    check=check,
    rationale=(
        "A region that is dead measures nothing. An alarm that does not say what missing data means "
        "stays green then, or stays red long after the problem is over. A heartbeat that stops is no data, "
        "which is what its alarm is for: one that rings while hearts beat looks the wrong way."
    ),
    remediation=(
        "Set treat_missing_data: 'breaching' where silence is the problem, and comparison_operator to less; "
        "else 'notBreaching'."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "notBreaching"}),
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "breaching"}),
            _alarm("breaching", "LessThanThreshold"),
            _alarm("missing", "GreaterThanThreshold", statistic="Maximum"),
            _alarm("breaching", "LessThanThreshold", statistic="Sum"),
            _alarm("notBreaching", "GreaterThanThreshold", statistic="Sum"),
            _alarm("breaching", "GreaterThanThreshold", statistic="Maximum"),
            _alarm("notBreaching", "LessThanThreshold", metric_query=[{"expression": "FILL(m0, 0)"}]),
        ),
        failing=(
            _alarm("missing", "LessThanThreshold"),
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "not_breaching"}),
            _alarm("notBreaching", "LessThanThreshold"),
            _alarm("breaching", "GreaterThanThreshold", statistic="Sum"),
            _alarm("breaching", "GreaterThanOrEqualToThreshold", statistic="SampleCount"),
            _alarm("ignore", "LessThanOrEqualToThreshold", metric_query=[{"expression": "m0 + m1"}]),
            _alarm("ignore", "LessThanThreshold", metric_query=[{"expression": "FILL(m0, 0)"}]),
            _alarm("ignore", "GreaterThanThreshold"),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_metric_alarm={"threshold": 1})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "${var.x}"})),
    ),
)
