"""The release before runs on until an alarm about the new one had time to go off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.deployments import GROUP, stopping
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import is_known

_ENDING: Final = "blue_green_deployment_config.terminate_blue_instances_on_deployment_success"
_MINUTES: Final = f"{_ENDING}.termination_wait_time_in_minutes"
_PERIOD: Final = 60
"""Seconds: the shortest in which AWS says what its load balancers and services measure."""


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The old tasks are kept, or ended after longer than each alarm of the deployment needs to go off: until
    then callers can be moved back to them.
    """
    if group.get(f"{_ENDING}.action") == "KEEP_ALIVE":
        return
    minutes = group.get(_MINUTES)
    if not is_known(minutes):
        yield unknown(f"{_MINUTES} is {minutes}, which only the plan can tell")
        return
    needed = max((_PERIOD, *map(_seconds, chain.from_iterable(stopping(group, configuration)))))
    if 60 * (expect.number(minutes) or 0) < needed:
        told = "not set" if minutes is None else minutes
        yield fail(f"{_MINUTES} is {told}; its alarms need {needed / 60:g} to go off")


def _seconds(alarm: Resource) -> float:
    """How long an alarm needs to go off: its periods, the longest of them where it has several."""
    period = max(expect.number(block.get("period")) or 0 for block in looks(alarm)) or _PERIOD
    return period * (expect.number(alarm.get("evaluation_periods")) or 1)


def _group(minutes: object, action: str = "TERMINATE", *, named: bool = True) -> Terraform:
    ending = {"action": action, "termination_wait_time_in_minutes": minutes}
    said = {
        "blue_green_deployment_config": {_ENDING.rpartition(".")[2]: ending},
        "alarm_configuration": {"alarms": [f"${{{ALARM}.slow.alarm_name}}"] if named else []},
    }
    metric = [{"metric": {"period": 300}}, {"expression": "a / b"}]
    return {
        "resource": {
            GROUP: {"example": said},
            ALARM: {"slow": {"alarm_name": "slow-zq7", "evaluation_periods": 3, "metric_query": metric}},
        }
    }


RULE = Rule(
    id="deploy-way-back",
    title="The release before runs on until alarms about the new one had time to go off",
    severity=Severity.MEDIUM,
    types=(GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "Once the old tasks are ended there is nothing to go back to: a release that turns out bad is then "
        "an outage for as long as another deployment takes."
    ),
    remediation=(
        "Set termination_wait_time_in_minutes of terminate_blue_instances_on_deployment_success to more than "
        "the periods of the deployment's alarms."
    ),
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3(5)", "nist-800-53-r5:CP-10"),
    requirements=("R123", "C28"),
    examples=Examples(
        passing=(_group(60), _group("15"), _group(1, named=False), _group(0, "KEEP_ALIVE")),
        failing=(_group(0), _group(14), _group(None), _group(0, named=False)),
        absent=(Status.FAIL, resources(**{GROUP: {}})),
        unknown=(Status.UNKNOWN, _group("${var.minutes}")),
    ),
)
