"""What a dashboard shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from policies.estate import Resource


def shown(dashboard: Resource) -> tuple[tuple[str, str], ...] | None:
    """Each metric that it shows with the region that it names, which may be none; None for no dashboard."""
    try:
        widgets = json.loads(str(dashboard.get("dashboard_body")))["widgets"]
        return tuple(metric for widget in widgets for metric in _metrics(widget))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _metrics(widget: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The metrics of a widget, each with its region; expressions have none of their own."""
    properties = widget.get("properties", {})
    for row in properties.get("metrics", []):
        options = row[-1] if isinstance(row[-1], dict) else {}
        if "expression" not in options:
            yield f"{row[0]} {row[1]}", options.get("region") or properties.get("region") or ""
