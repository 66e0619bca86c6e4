"""A composite alarm joins alarms that are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from policies import service_values
from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.called import HIDDEN, called_here, is_ours
from policies.resource import Resource
from policies.rules.alarms._conditions import UnreadableError, read_condition
from policies.rules.alarms._watched import ALARM
from policies.values import is_known

_COMPOSITE: Final = "aws_cloudwatch_composite_alarm"
_NAME: Final = "alarm_name"
_MOST: Final = 10
"""Alarms of which every state together is asked for."""


def check(composite: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The condition is one that CloudWatch reads, and each alarm in it is one of its region.

    CloudWatch User Guide, "Create a composite alarm". The name of an alarm that is not in the configuration
    may be somebody else's, where it lacks the suffix of the environment.
    """
    text = composite.get("alarm_rule")
    try:
        condition, names = read_condition(str(text or ""))
    except UnreadableError:
        said = f"alarm_rule is no condition of alarms, AND, OR and NOT: {text}"
        yield fail(said, "alarm_rule") if _is_whole(text) else unknown(said)
        return
    if len(names) <= _MOST and "INSUFFICIENT_DATA" not in str(text):
        states = product((False, True), repeat=len(names))
        if not any(condition(dict(zip(names, state, strict=True))) for state in states):
            yield fail("alarm_rule is true for no state of its alarms: it never goes off", "never")
    for name in names:
        alarm = configuration.target(composite, name)
        if alarm is not None:
            region, there = alarm.region, alarm.type.removeprefix("data.") in (ALARM, _COMPOSITE)
            if not there or (is_known(region) and is_known(composite.region) and region != composite.region):
                yield fail(f"{name} is {alarm.address}, and no alarm of {composite.region}", name)
        else:
            yield from _by_name(composite, name.rsplit(":alarm:", 1)[-1], configuration)


def _is_whole(text: object) -> bool:
    """Whether all of it stands there, but for the names of alarms."""
    return "%{" not in str(text) and not str(text).startswith("${")


def _by_name(composite: Resource, name: str, configuration: Configuration) -> Iterator[Judgement]:
    known = called_here(configuration, composite.region, (ALARM, _NAME), (_COMPOSITE, _NAME))
    if name in known:
        return
    ours = is_ours(composite, name) or service_values.nearest(name, known)
    if is_known(name) and ours and HIDDEN not in known:
        yield fail(f"no alarm of {composite.region} is called {name}", name)
    else:
        yield unknown(f"the alarm {name} is not in the configuration")


def _joining(rule: object, **alarm: object) -> Terraform:
    return {
        "resource": {
            ALARM: {"one": {"alarm_name": "one-zq7", **alarm}, "two": {"alarm_name": "two-zq7"}},
            _COMPOSITE: {"example": {"alarm_name": "both-zq7", "alarm_rule": rule}},
        }
    }


_ONE: Final = "${aws_cloudwatch_metric_alarm.one.alarm_name}"

RULE = Rule(
    id="alarms-composite",
    title="Composite alarms join alarms that are there",
    severity=Severity.HIGH,
    types=(_COMPOSITE,),
    scope="configuration",
    check=check,
    rationale="A composite alarm on an alarm that is not there is refused, or never goes off.",
    remediation="Name each alarm by its alarm_name, and join them by AND, OR and NOT.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _joining(f'ALARM("{_ONE}") AND NOT OK(two-zq7)'),
            _joining("ALARM(arn:aws:cloudwatch:xx-test-1:999988887777:alarm:one-zq7)"),
        ),
        failing=(
            _joining('ALARM("three-zq7")'),
            _joining("ALARM(one-zq7) AND OK(one-zq7)"),
            _joining(f'ALARM("{_ONE}") AND ALARM("tow-zq7")'),
            _joining(f'ALARM("{_ONE}") && ALARM("two-zq7")'),
            _joining('ALARM("${aws_cloudwatch_composite_alarm.example.alarm_name} OR'),
        ),
        absent=(Status.FAIL, _joining(None)),
        unknown=(Status.UNKNOWN, _joining("ALARM(another)")),
    ),
)
