"""What a dashboard shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from policies.resource import Resource

_Found = TypeVar("_Found")


def shown(dashboard: Resource) -> tuple[tuple[str, str], ...] | None:
    """Each metric that it shows with the region that it names, which may be none; None for no dashboard."""
    return _of_widgets(dashboard, _metrics)


def expressions(dashboard: Resource) -> tuple[tuple[str, frozenset[str]], ...] | None:
    """Each expression that it computes, with the ids of the graph that it is in; None for no dashboard."""
    return _of_widgets(dashboard, _expressions)


def _of_widgets(
    dashboard: Resource, look: Callable[[Mapping[str, Any]], Iterator[_Found]]
) -> tuple[_Found, ...] | None:
    try:
        widgets = json.loads(str(dashboard.get("dashboard_body")))["widgets"]
        return tuple(found for widget in widgets for found in look(widget))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _expressions(widget: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    rows = widget.get("properties", {}).get("metrics", [])
    options = [row[-1] for row in rows if isinstance(row[-1], dict)]
    ids = frozenset(str(each["id"]) for each in options if "id" in each)
    yield from ((str(each["expression"]), ids) for each in options if "expression" in each)


def _metrics(widget: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The metrics of a widget, each with its region; expressions have none of their own."""
    properties = widget.get("properties", {})
    for row in properties.get("metrics", []):
        options = row[-1] if isinstance(row[-1], dict) else {}
        if "expression" not in options:
            yield f"{row[0]} {row[1]}", options.get("region") or properties.get("region") or ""
