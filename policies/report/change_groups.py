"""What aspects changed, told once for all the places where the same was changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.report.model import Change


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The same change made at several places. `differences` are (name, before, after)."""

    anchor: str
    aspect: str
    attribute: str
    differences: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]

    @property
    def resources(self) -> tuple[str, ...]:
        """The resources changed, each once."""
        return tuple(dict.fromkeys(each for change in self.changes for each in change.resources))

    @property
    def lost(self) -> tuple[str, ...]:
        """Construct paths of changes that no resource of the output came of."""
        return tuple(change.path for change in self.changes if not change.resources)


def change_groups(changes: Iterable[Change]) -> tuple[ChangeGroup, ...]:
    """The changes that are the same but for their place, by aspect and attribute."""
    groups: dict[tuple[str, str, tuple[tuple[str, str, str], ...]], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.aspect, change.attribute, _differences(change)].append(change)
    return tuple(
        ChangeGroup(f"change-{number}", aspect, attribute, differences, tuple(made))
        for number, ((aspect, attribute, differences), made) in enumerate(sorted(groups.items()), 1)
    )


def _differences(change: Change) -> tuple[tuple[str, str, str], ...]:
    """What changed: of objects such as tags, the keys that did; of everything else, the value."""
    before, after = _object(change.before), _object(change.after)
    if after is None or (before is None and change.before != "null"):
        return ((change.attribute, _value(change.before), _value(change.after)),)
    before = before or {}
    return tuple(
        (key, _shown(before, key), _shown(after, key))
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    )


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _shown(values: Mapping[str, Any], key: str) -> str:
    return _value(json.dumps(values[key], sort_keys=True, ensure_ascii=False)) if key in values else ""


def _value(text: str) -> str:
    """A JSON text for people; empty where it says that nothing is set."""
    return "" if text == "null" else text
