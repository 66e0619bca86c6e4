"""What a dashboard shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from policies.related.metrics import Look
from policies.resource import Resource

_Found = TypeVar("_Found")


def shown(dashboard: Resource) -> tuple[tuple[str, str], ...] | None:
    """Each metric that it shows with the region that it names, which may be none; None for no dashboard."""
    return _of_widgets(dashboard, _metrics)


def expressions(dashboard: Resource) -> tuple[tuple[str, frozenset[str]], ...] | None:
    """Each expression that it computes, with the ids of the graph that it is in; None for no dashboard."""
    return _of_widgets(dashboard, _expressions)


def looks(dashboard: Resource) -> tuple[tuple[Look, str], ...] | None:
    """Each look at a metric that its graphs are of, with what is wrong with how its row says it, else empty;
    None for no dashboard.
    """
    return _of_widgets(dashboard, _looks)


def widgets_of(dashboard: Resource, kind: str) -> tuple[Mapping[str, Any], ...]:
    """The properties of its widgets of a type (`log`, `alarm`)."""
    found = _of_widgets(dashboard, lambda widget: iter([widget] if widget.get("type") == kind else []))
    told = (widget.get("properties") for widget in found or ())
    return tuple(each for each in told if isinstance(each, Mapping))


def _looks(widget: Mapping[str, Any]) -> Iterator[tuple[Look, str]]:
    properties = widget.get("properties", {})
    above: list[Any] = []
    for row in properties.get("metrics", []):
        options = row[-1] if isinstance(row[-1], dict) else {}
        fields = [each for each in row if not isinstance(each, dict)]
        if "expression" in options or len(fields) < 2:
            continue
        above = _as_above(fields, above)
        named, odd = above[2:], len(above) % 2 == 1
        pairs = dict(zip(named[::2], named[1::2], strict=False))
        told = {**properties, **options}
        look = Look(
            str(above[0]),
            str(above[1]),
            pairs,
            told.get("stat"),
            told.get("period"),
            str(told.get("region") or ""),
        )
        yield look, f"the dimension {above[-1]} has no value" if odd else ""


def _as_above(fields: list[Any], above: list[Any]) -> list[Any]:
    """A row with what it takes from the one above: `.` one field, `...` as many as are left out.

    CloudWatch API Reference, "Dashboard body structure and syntax".
    """
    if "..." in fields:
        at = fields.index("...")
        left_out = len(above) - len(fields) + 1
        fields = [*fields[:at], *above[at : at + left_out], *fields[at + 1 :]]
    return [
        above[place] if field == "." and place < len(above) else field for place, field in enumerate(fields)
    ]


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
