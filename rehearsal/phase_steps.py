"""What a plan of Terraform's for a step between phases may do: change what the phases declare, in place."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from infra.settings.phases import TAG, Phase
from rehearsal.states import is_settled

_TAGGED: Final = re.compile(rf"tags(_all)?\.{TAG}")
_WEIGHT: Final = re.compile(r"(.+\.)?weight")
_BOUNDS: Final = {"min_capacity": 0, "max_capacity": 1}
_SCALED: Final = "aws_appautoscaling_target"
_UNKNOWN: Final = "(known after apply)"

Difference = tuple[str, object, object]
"""A dotted path of an argument, and its value before and after."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one phase to another. Side by side: what the phases declare."""

    before: str
    after: str
    phases: Mapping[str, Phase]

    @property
    def weights(self) -> set[tuple[object, object]]:
        """The weight of each side that changes, before and after."""
        one, other = self.phases[self.before].weights, self.phases[self.after].weights
        return {(one[side], other[side]) for side in one if one[side] != other[side]}

    @property
    def tasks(self) -> set[tuple[str, object, object]]:
        """The bounds of tasks that change, before and after."""
        one, other = self.phases[self.before].tasks or {}, self.phases[self.after].tasks or {}
        return {
            (name, one[side][end], other[side][end])
            for side in one
            for name, end in _BOUNDS.items()
            if one[side][end] != other[side][end]
        }


@dataclass
class Judged:
    """What plans of a step do. problems: what they may not. seen: the declared changes that are made.

    counted: how often what is changed.
    """

    problems: list[str] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)

    def plan(self, step: Step, plan: Mapping[str, Any]) -> None:
        """Judge the plan of one stack."""
        for change in plan["resource_changes"]:
            if change["mode"] != "managed":
                continue
            self.counted["resources"] += 1
            if not is_settled(change):
                self._change(step, change)
        for name, change in plan.get("output_changes", {}).items():
            told = change.get("before"), change.get("after", _UNKNOWN)
            if change["actions"] != ["no-op"] and told != (step.before, step.after):
                self.problems.append(f"the output {name} changes")

    def conclude(self, step: Step) -> None:
        """Name the declared changes that no plan makes; where nothing was planned, that alone."""
        if not self.counted["resources"]:
            self.problems.append("no plan has a resource, so that nothing was judged")
            return
        missing = [
            f"a weight of {one} to {other}" for one, other in sorted(step.weights - self.seen, key=str)
        ]
        missing += [
            f"{name} of {one} to {other}" for name, one, other in sorted(step.tasks - self.seen, key=str)
        ]
        if not self.counted[TAG]:
            missing.append(f"the tag {TAG}")
        self.problems += [f"declared, and changed nowhere: {each}" for each in missing]

    def _change(self, step: Step, change: Mapping[str, Any]) -> None:
        address, actions = change["address"], change["change"]["actions"]
        if actions != ["update"]:
            what = {("create",): "made", ("delete",): "destroyed"}.get(tuple(actions), "replaced")
            because = ", ".join(
                ".".join(map(str, path)) for path in change["change"].get("replace_paths", ())
            )
            self.problems.append(f"{address} would be {what}{f' because of {because}' if because else ''}")
            return
        for path, before, after in differences(change["change"]):
            if _TAGGED.fullmatch(path) and (before, after) == (step.before, step.after):
                self.counted[TAG] += path.startswith("tags.")
            elif _WEIGHT.fullmatch(path) and (before, after) in step.weights:
                self.seen.add((before, after))
                self.counted["weights"] += 1
            elif change["type"] == _SCALED and (path, before, after) in step.tasks:
                self.seen.add((path, before, after))
                self.counted["bounds of tasks"] += 1
            else:
                self.problems.append(f"{address} would change in {path}: {before!r} -> {after!r}")


def differences(change: Mapping[str, Any]) -> Iterator[Difference]:
    """The arguments that an update changes."""
    yield from _different("", change["before"], change["after"], change["after_unknown"])


def _different(path: str, before: Any, after: Any, unknown: Any) -> Iterator[Difference]:
    if unknown is True:
        yield path, before, _UNKNOWN
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        inner = unknown if isinstance(unknown, Mapping) else {}
        for key in sorted({*before, *after, *inner}):
            where = f"{path}.{key}" if path else key
            yield from _different(where, before.get(key), after.get(key), inner.get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        # Blocks of a set have no order: what differs in its weight alone is the same one.
        known = unknown if isinstance(unknown, list) and len(unknown) == len(after) else [None] * len(after)
        others = sorted(zip(after, known, strict=True), key=_first)
        for number, (one, (other, how)) in enumerate(
            zip(sorted(before, key=_unweighted), others, strict=True)
        ):
            yield from _different(f"{path}.{number}", one, other, how)
    elif before != after and (before or after):  # to the provider, null and empty are one value
        yield path, before, after


def _first(pair: tuple[Any, Any]) -> str:
    return _unweighted(pair[0])


def _unweighted(value: Any) -> str:
    kept = (
        {key: each for key, each in value.items() if key != "weight"} if isinstance(value, Mapping) else value
    )
    return json.dumps(kept, sort_keys=True)
