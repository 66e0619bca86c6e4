"""What a task of DMS says in JSON, as several rules ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads

TASK: Final = "aws_dms_replication_task"
SETTINGS: Final = "replication_task_settings"
MAPPINGS: Final = "table_mappings"


def object_of(task: Resource, attribute: str) -> Mapping[str, Any] | None:
    """The object that the attribute is; None where it is no JSON of one."""
    try:
        said = loads(str(task.get(attribute)))
    except StrictJsonError:
        return None
    return said if isinstance(said, Mapping) else None


def section(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within another; an empty one where there is none."""
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def rules_of(task: Resource) -> tuple[Mapping[str, Any], ...] | None:
    """The rules by which it takes tables; None where they are no list of objects."""
    rules = (object_of(task, MAPPINGS) or {}).get("rules")
    if not isinstance(rules, list) or not all(isinstance(rule, Mapping) for rule in rules):
        return None
    return tuple(rules)
