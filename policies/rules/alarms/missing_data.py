"""An alarm says what it makes of no data."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, resources


def check(alarm: Resource, _estate: Estate) -> Iterator[Judgement]:
    """treat_missing_data is written out. AWS's default, `missing`, leaves the alarm as it was for ever."""
    yield from expect.one_of(alarm, "treat_missing_data", ("notBreaching", "breaching", "ignore"))


RULE = Rule(
    id="alarms-missing-data",
    title="Every alarm says what no data means",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_metric_alarm",),
    check=check,
    rationale=(
        "A region that is dead measures nothing. An alarm that takes no data for neither well nor ill stays "
        "green then, or red long after the trouble is over."
    ),
    remediation="Set treat_missing_data: 'breaching' where silence is the trouble, else 'notBreaching'.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    rows=("R51",),
    examples=Examples(
        passing=(
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "notBreaching"}),
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "breaching"}),
        ),
        failing=(
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "missing"}),
            resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "not_breaching"}),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_metric_alarm={"threshold": 1})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_metric_alarm={"treat_missing_data": "${var.x}"})),
    ),
)
