"""Who starts a task says something to a container that it has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import TASK as STATE
from policies.examples import definition_text
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
from policies.related.machines import MACHINE, definition, scopes
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers
from policies.strict_json import StrictJsonError, loads
from policies.values import as_list, is_known

_RUN: Final = ":states:::ecs:runTask"
_PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "aws_cloudwatch_event_target": ("input", "ecs_target.task_definition_arn"),
    "aws_scheduler_schedule": ("target.input", "target.ecs_parameters.task_definition_arn"),
}
"""Where each type says what it tells a task, and which it starts."""


class _Start(NamedTuple):
    """A start of a task: its definition, and what is told to its containers."""

    task: object
    told: object


def check(starter: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each container that an override names is one of the task definition that is started: with another name
    the start is refused (Amazon ECS API Reference, ContainerOverride, "name").
    """
    starts = tuple(_starts(starter))
    if not starts:
        yield NOT_APPLICABLE
    for start in starts:
        yield from _named(starter, start, configuration)


def _named(starter: Resource, start: _Start, configuration: Configuration) -> Iterator[Judgement]:
    names = [
        str(each.get("name", each.get("Name"))) for each in as_list(start.told) if isinstance(each, Mapping)
    ]
    task = configuration.target(starter, start.task)
    if names and task is None and not is_known(start.task):
        yield unknown(f"the task definition is {start.task}, which only the plan can tell")
    if task is None or task.type != TASK:
        return
    found = containers(task)
    has = {str(each.get("name")) for each in found or ()}
    for name in names if found is not None else ():
        if is_known(name) and name not in has and all(map(is_known, has)):
            yield fail(
                f"it overrides the container {name}, and {task.address} has {', '.join(sorted(has))}: the "
                "start is refused",
                name,
            )


def _starts(starter: Resource) -> Iterator[_Start]:
    if starter.type == MACHINE:
        whole = definition(starter)
        for scope in () if isinstance(whole, Judgement) else scopes(whole):
            for state in scope.states.values():
                given = state.get("Parameters", state.get("Arguments"))
                if _RUN in str(state.get("Resource")) and isinstance(given, Mapping):
                    told = given.get("Overrides")
                    yield _Start(
                        given.get("TaskDefinition"),
                        told.get("ContainerOverrides") if isinstance(told, Mapping) else None,
                    )
        return
    text, task = (starter.get(path) for path in _PLACES[starter.type])
    if task is None:
        return
    try:
        read = loads(str(text))
    except StrictJsonError:
        read = None
    yield _Start(task, read.get("containerOverrides") if isinstance(read, Mapping) else None)


def _schedule(name: str, task: str = "${aws_ecs_task_definition.export.arn}") -> Terraform:
    told = json.dumps({"containerOverrides": [{"name": name, "command": ["export"]}]})
    target = {"ecs_parameters": {"task_definition_arn": task}, "input": told}
    return _beside({"aws_scheduler_schedule": {"example": {"target": target}}})


def _machine(name: str) -> Terraform:
    parameters = {
        "TaskDefinition": "${aws_ecs_task_definition.export.arn}",
        "Overrides": {"ContainerOverrides": [{"Name": name}]},
    }
    state = {**STATE, "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": parameters}
    text = definition_text(task=state, tell={"Type": "Fail"})
    return _beside({MACHINE: {"example": {"definition": text}}})


def _beside(more: Mapping[str, Any]) -> Terraform:
    listed = json.dumps([{"name": "export"}, {"name": "proxy"}])
    return {"resource": {TASK: {"export": {"container_definitions": listed}}, **more}}


RULE = Rule(
    id="ecs-override",
    title="Schedules, rules and workflows override containers that the task has",
    severity=Severity.HIGH,
    types=(*_PLACES, MACHINE),
    scope="configuration",
    check=check,
    rationale=(
        "A schedule that starts the wrong task, or calls a container by a name that it does not have, is "
        "refused at its hour, and the nightly export is never made."
    ),
    remediation="Name the task definition that is meant, and a container of it in containerOverrides.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-10"),
    requirements=("R140",),
    examples=Examples(
        passing=(_schedule("export"), _machine("proxy")),
        failing=(_schedule("backoffice"), _machine("backoffice")),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_scheduler_schedule": {"example": {"name": "x"}}}}),
        unknown=(Status.UNKNOWN, _schedule("export", "${var.task}")),
    ),
)
