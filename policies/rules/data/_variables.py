"""What programs are told by variables of their environment, as several rules ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, objects

FUNCTION: Final = "aws_lambda_function"
PROGRAMS: Final = (TASK, FUNCTION)
"""What is given variables: the containers of a task, and a function."""


def environments(program: Resource) -> Iterator[tuple[str, Mapping[str, Any]] | None]:
    """The variables of each container or of the function, with what to call it (`container web`, or nothing);
    None where only the plan can tell them.
    """
    if program.type == FUNCTION:
        told = program.get("environment.variables")
        yield ("", told or {}) if told is None or isinstance(told, Mapping) else None
        return
    found = containers(program)
    if found is None:
        yield None
    for container in found or ():
        yield (
            f"container {container.get('name')}: ",
            {str(each.get("name")): each.get("value") for each in objects(container, "environment")},
        )
