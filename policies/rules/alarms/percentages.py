"""Rates are percentages of something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.estate import Estate, Resource, is_known
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    resources,
    unknown,
)

_LEAST, _MOST = 0.01, 100
_PERCENT: Final = re.compile(r"\b100\s*\*|\*\s*100\b")


def check(alarm: Resource, _estate: Estate) -> Iterator[Judgement]:
    """An expression that divides is a percentage, fills gaps, does not divide by nothing, and is compared
    with a percentage.
    """
    expressions = [str(query.get("expression") or "") for query in alarm.blocks("metric_query")]
    hidden = [expression for expression in expressions if not is_known(expression)]
    dividing = [expression.upper() for expression in expressions if "/" in expression]
    if hidden:
        yield unknown(f"the expression {hidden[0]} can be told by the plan only")
    elif not dividing:
        yield NOT_APPLICABLE
    for expression in dividing:
        if not expression.lstrip().startswith("IF("):
            yield fail("its expression divides without IF(...): little traffic makes one failure an alarm")
        if "FILL(" not in expression:
            yield fail("its expression does not FILL gaps: without a failure there is no data, and no rate")
        if not _PERCENT.search(expression):
            yield fail("its expression is a fraction, not a percentage: multiply by 100")
    if dividing and not hidden:
        yield from _threshold(alarm)


def _threshold(alarm: Resource) -> Iterator[Judgement]:
    value = alarm.get("threshold")
    if not is_known(value):
        yield unknown(f"threshold is {value}, which only the plan can tell")
    elif (percentage := expect.number(value)) is None or not _LEAST <= percentage <= _MOST:
        yield fail(f"threshold is {value}, which is no sane percentage: 0.1 means one in a thousand")


def _rate(expression: str, threshold: object = 0.1) -> Terraform:
    query = [
        {"id": "rate", "expression": expression, "return_data": True},
        {"id": "total", "metric": [{"metric_name": "Started"}]},
    ]
    return resources(aws_cloudwatch_metric_alarm={"metric_query": query, "threshold": threshold})


_GOOD = "IF(FILL(total, 0) >= 100, 100*FILL(failed, 0)/FILL(total, 0), 0)"

RULE = Rule(
    id="alarms-percentages",
    title="Alarms on rates compare percentages, and not of little",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_metric_alarm",),
    check=check,
    rationale=(
        "0.1 % of the payments is a threshold of 0.1. As 0.001 it goes off at every failure, as a fraction "
        "it waits until a tenth of the payments is lost; and by night one failure of two would be half."
    ),
    remediation="Write IF(<enough>, 100*FILL(failed, 0)/FILL(total, 0), 0), and the threshold in percent.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    rows=("R75",),
    examples=Examples(
        passing=(_rate(_GOOD), _rate(_GOOD, 5)),
        failing=(
            _rate(_GOOD, 0.001),
            _rate(_GOOD, 101),
            _rate(_GOOD.replace("100*", "")),
            _rate("100*FILL(failed, 0)/FILL(total, 0)"),
            _rate("IF(total >= 100, 100*failed/total, 0)"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_metric_alarm={"metric_name": "Errors"})),
        unknown=(Status.UNKNOWN, _rate("${var.rate}")),
    ),
)
