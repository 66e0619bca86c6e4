"""What the page needs beside the report itself: anchors, groups and the geometry of its bars."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from policies.model import Severity
from policies.report.model import (
    Change,
    Coverage,
    FrameworkEntry,
    Report,
    ResourceEntry,
    RuleEntry,
    Standing,
)

BAR_WIDTH: Final = 1000
"""The width of a bar in the units of its drawing."""

UNCOVERED: Final = "uncovered"


@dataclass(frozen=True, slots=True)
class Label:
    """How a status is told: by symbol and word, never by colour alone."""

    symbol: str
    word: str
    meaning: str


LABELS: Final[Mapping[str, Label]] = {
    Standing.FAILING: Label("✕", "Failing", "a rule fails at a resource, and no waiver accounts for it"),
    Standing.NOT_JUDGED: Label(
        "!", "Not judged", "the gate could not judge everything, or the engine did not run; nothing is proven"
    ),
    Standing.UNKNOWN: Label("?", "Unknown", "a value that only the plan or the account can tell; not a pass"),
    Standing.WAIVED: Label("◇", "Waived", "a rule fails, and an owner answers for it with a reason"),
    Standing.DECLARED: Label(
        "≠", "Declared", "regions differ by what the settings override, and by nothing else; not a pass"
    ),
    Standing.PASSING: Label("✓", "Passing", "every rule passes at every resource that it judges"),
    Standing.NO_RESOURCE: Label(
        "-", "No resource", "a rule exists, and the configuration has nothing that it judges"
    ),
    UNCOVERED: Label("○", "No rule", "configuration could evidence the control, and no rule judges it"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: what it stands for, how many, and where it is drawn."""

    standing: str
    number: int
    start: int
    width: int


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


class View:
    """A report, arranged for the page."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.labels = LABELS
        self.bar_width = BAR_WIDTH
        self.resources: Mapping[str, ResourceEntry] = {each.id: each for each in report.resources}
        self._resource_anchors = {each.id: f"r{n}" for n, each in enumerate(report.resources, 1)}
        self._rule_anchors = _anchors("rule", [rule.id for rule in report.rules])
        self._control_anchors = _anchors(
            "control", [control.key for each in report.frameworks for control in each.controls]
        )
        self._requirements = {each.row: each.text for each in report.rows}
        self._requirements |= {each.row: each.text for each in report.unjudged_rows}
        self.requirements = sum(each.applies for each in report.rows) + len(report.unjudged_rows)
        self.change_groups = _change_groups(report.changes)
        self._groups_by_resource: dict[str, list[ChangeGroup]] = defaultdict(list)
        for group in self.change_groups:
            for resource in group.resources:
                self._groups_by_resource[resource].append(group)

    @property
    def declares(self) -> bool:
        """Whether a difference between regions is declared, which has a column of its own then."""
        return self._report.summary.counts.declared > 0

    def resource_anchor(self, resource: str) -> str:
        """The id of a resource's row."""
        return self._resource_anchors[resource]

    def rule_anchor(self, rule: str) -> str:
        """The id of a rule's entry."""
        return self._rule_anchors[rule]

    def control_anchor(self, key: str) -> str:
        """The id of a control's row; empty for a key of no framework."""
        return self._control_anchors.get(key, "")

    def requirement_anchor(self, requirement: str) -> str:
        """The id of a requirement's row; empty for one that has none."""
        return f"requirement-{requirement}" if requirement in self._requirements else ""

    def requirement_text(self, requirement: str) -> str:
        """What one asks for that has a row."""
        return self._requirements[requirement]

    def changes_of(self, resource: str) -> Sequence[ChangeGroup]:
        """The groups of changes that touched a resource."""
        return self._groups_by_resource.get(resource, ())

    @property
    def failing_rules(self) -> tuple[RuleEntry, ...]:
        """Rules that fail somewhere: the worst first, then those that fail in most places."""
        ranks = [each.value for each in Severity]
        return tuple(
            sorted(
                (rule for rule in self._report.rules if rule.counts.failed),
                key=lambda rule: (ranks.index(rule.severity), -rule.counts.failed, rule.id),
            )
        )

    def rules_of(self, engine: str) -> tuple[RuleEntry, ...]:
        """The rules of one engine, the worst standing first."""
        order = list(Standing)
        return tuple(
            sorted(
                (rule for rule in self._report.rules if rule.engine == engine),
                key=lambda rule: (order.index(rule.standing), rule.id),
            )
        )

    @property
    def engines(self) -> tuple[str, ...]:
        """Every engine that has a rule."""
        return tuple(dict.fromkeys(rule.engine for rule in self._report.rules))

    def failures(self, rule: RuleEntry) -> Sequence[tuple[str, Sequence[str]]]:
        """What a rule finds wrong, and the resources at which it finds that; the most frequent first."""
        groups: dict[str, list[str]] = defaultdict(list)
        for result in rule.results:
            if result.status == "failed":
                groups[result.message].append(result.resource)
        return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))

    def by_stack(self, resources: Iterable[str]) -> Sequence[tuple[str, Sequence[ResourceEntry]]]:
        """Resources under the stack that each is in."""
        groups: dict[str, list[ResourceEntry]] = defaultdict(list)
        for resource in resources:
            groups[self.resources[resource].stack].append(self.resources[resource])
        return sorted(groups.items())

    def segments(self, framework: FrameworkEntry) -> tuple[Segment, ...]:
        """The bar of a framework: its configuration controls by standing; what no rule covers comes last."""
        numbers = [*framework.coverage.standings.items(), (UNCOVERED, framework.coverage.uncovered)]
        return _segments(numbers, framework.coverage.configuration)

    def percent(self, coverage: Coverage) -> int:
        """The covered share of the configuration controls, rounded down."""
        return 100 * coverage.covered // coverage.configuration if coverage.configuration else 0


def _segments(numbers: Sequence[tuple[str, int]], whole: int) -> tuple[Segment, ...]:
    segments = []
    done = 0
    for standing, number in numbers:
        if number:
            # Both ends are rounded, not the width: so that the parts fill the bar exactly.
            start, end = BAR_WIDTH * done // whole, BAR_WIDTH * (done + number) // whole
            segments.append(Segment(standing, number, start, end - start))
        done += number
    return tuple(segments)


def _anchors(prefix: str, names: Iterable[str]) -> Mapping[str, str]:
    """A readable HTML id for each name, no two the same."""
    anchors: dict[str, str] = {}
    for name in names:
        if name not in anchors:
            wanted = f"{prefix}-" + re.sub(r"[^A-Za-z0-9._-]", "-", name)
            taken = set(anchors.values())
            anchors[name] = wanted if wanted not in taken else f"{wanted}-{len(anchors)}x"
    return anchors


def _change_groups(changes: Iterable[Change]) -> tuple[ChangeGroup, ...]:
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
