"""An alarm that looks at many periods says how many of them have to be bad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM

_MANY: Final = 3  # periods, of which all may be asked for without a word
_PERIODS: Final = "evaluation_periods"
_NEEDED: Final = "datapoints_to_alarm"


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Of more than three periods it is written out how many have to be beyond the threshold: not all without
    a word.
    """
    periods = alarm.get(_PERIODS)
    count = 1 if periods is None else expect.number(periods)
    if count is None:
        yield unknown(f"{_PERIODS} is {periods}, which only the plan can tell")
    elif count > _MANY and alarm.get(_NEEDED) is None:
        yield fail(f"one good period of {count:g} keeps it silent: {_NEEDED} is not set", _NEEDED)


def _alarm(periods: object, needed: object = None) -> Terraform:
    said = {} if needed is None else {_NEEDED: needed}
    return resources(**{ALARM: {_PERIODS: periods, **said}})


RULE = Rule(
    id="alarms-datapoints",
    title="Alarms over many periods say how many have to be bad",
    severity=Severity.LOW,
    types=(ALARM,),
    check=check,
    rationale=(
        "Trouble comes and goes. An alarm that wants each of five minutes to be bad is quiet through an hour "
        "in which one of five is good."
    ),
    remediation="Set datapoints_to_alarm, below evaluation_periods where trouble comes and goes.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(_alarm(5, 3), _alarm("5", "5"), _alarm(3)),
        failing=(_alarm(5), _alarm("4")),
        absent=(Status.PASS, resources(**{ALARM: {"alarm_name": "x"}})),
        unknown=(Status.UNKNOWN, _alarm("${var.periods}")),
    ),
)
