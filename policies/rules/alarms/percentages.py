"""Rates are percentages of something."""

from __future__ import annotations

import re
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
from policies.rules.alarms._watched import FEW, arguments, least_of
from policies.values import is_known

_LEAST, _MOST = 0.01, 100
_PERCENT: Final = re.compile(r"\b100\s*\*|\*\s*100\b")


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """An expression that divides is a percentage, fills gaps, does not divide by nothing, is not 0 whatever
    fails at little traffic, and is compared with a percentage.
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
        elif (least := _deaf_below(expression)) is not None:
            yield fail(
                f"its expression is 0 below {least:g}, even where all fails: a failure by night is not heard"
            )
        if "FILL(" not in expression:
            yield fail("its expression does not FILL gaps: without a failure there is no data, and no rate")
        if not _PERCENT.search(expression):
            yield fail("its expression is a fraction, not a percentage: multiply by 100")
    if dividing and not hidden:
        yield from _threshold(alarm)


def _deaf_below(expression: str) -> float | None:
    """The traffic below which `IF(traffic >= least, rate, 0)` is 0; None where it is none to speak of."""
    condition, *_, otherwise = arguments(expression)
    least = least_of(condition) if otherwise == "0" else None
    return least if (least or 0) > FEW else None


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


_FAILED, _TOTAL = "FILL(failed, 0)", "FILL(total, 0)"
_GOOD = f"IF({_TOTAL} >= 100, 100*{_FAILED}/{_TOTAL}, IF(2*{_FAILED} > {_TOTAL}, 100, 0))"
_ONE = f"IF({_TOTAL} >= 1, 100*{_FAILED}/{_TOTAL}, 0)"

RULE = Rule(
    id="alarms-percentages",
    title="Alarms on rates compare percentages, and only of enough events",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_metric_alarm",),
    check=check,
    rationale=(
        "0.1 % of the payments is a threshold of 0.1. As 0.001 it goes off at every failure, as a fraction "
        "it waits until a tenth of the payments is lost; and by night one failure of two would be half. "
        "Where little traffic counts for none, the night in which every payment fails is a quiet one."
    ),
    remediation=(
        "Write IF(<enough>, 100*FILL(failed, 0)/FILL(total, 0), IF(<more than half failed>, 100, 0)), and "
        "the threshold in percent."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R75",),
    examples=Examples(
        passing=(_rate(_GOOD), _rate(_GOOD, 5), _rate(_ONE)),
        failing=(
            _rate(_GOOD, 0.001),
            _rate(_GOOD, 101),
            _rate(_GOOD.replace("100*", "")),
            _rate(_ONE.replace(">= 1,", ">= 100,")),
            _rate("100*FILL(failed, 0)/FILL(total, 0)"),
            _rate("IF(total >= 100, 100*failed/total, 0)"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_metric_alarm={"metric_name": "Errors"})),
        unknown=(Status.UNKNOWN, _rate("${var.rate}")),
    ),
)
