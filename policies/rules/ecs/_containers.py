"""The containers of a task definition, as several rules ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.examples import resources
from policies.expressions.json_texts import loads
from policies.model import Judgement, Terraform, fail, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import as_list, is_known

TASK: Final = "aws_ecs_task_definition"
_DEFINITIONS: Final = "container_definitions"


def containers(task: Resource) -> tuple[Mapping[str, Any], ...] | None:
    """The containers that a task definition writes out; None where it does not, or nobody can read them."""
    try:
        parsed = loads(str(task.get(_DEFINITIONS)))
    except StrictJsonError:
        return None
    if not isinstance(parsed, list) or not parsed or not all(isinstance(each, Mapping) for each in parsed):
        return None
    return tuple(parsed)


def objects(container: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """The objects that a container lists under a name; what is none, ECS refuses."""
    return tuple(each for each in as_list(container.get(name)) if isinstance(each, Mapping))


def variables(task: Resource) -> tuple[tuple[str, object], ...] | None:
    """The variables that its containers are told, by name; None where nobody can read the containers."""
    found = containers(task)
    if found is None:
        return None
    told = (each for part in found for each in objects(part, "environment"))
    return tuple((str(each.get("name")), each.get("value")) for each in told)


def each_container(task: Resource, check: Callable[[Resource], Iterable[Judgement]]) -> Iterator[Judgement]:
    """What `check` says of each container, taken for a resource of its own whose attributes are its keys."""
    found = containers(task)
    if found is None:
        value = task.get(_DEFINITIONS)
        if value is not None and not is_known(value):
            yield unknown(f"{_DEFINITIONS} is an expression, which only the plan can tell")
        else:
            yield fail(f"{_DEFINITIONS} is no JSON list of containers")
    for container in found or ():
        name = f"container {container.get('name')}"
        for judgement in expect.apart(name, check(replace(task, values=container))):
            yield replace(judgement, message=f"{name}: {judgement.message}")


def task_of(*definitions: Mapping[str, object], **values: object) -> Terraform:
    """An example: a task definition with these containers."""
    return resources(**{TASK: {_DEFINITIONS: json.dumps(definitions), **values}})
