"""What the page needs beside the report itself: anchors, groups, words and the parts of its bars."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policies.adopted import adoptions
from policies.model import Severity
from policies.report.agreement import Agreement
from policies.report.change_groups import ChangeGroup, change_groups
from policies.report.charts import WIDTH, Segment, bar
from policies.report.controls import keys_by_rule
from policies.report.extents import Extent, Extents
from policies.report.facets import STATUSES, Facets
from policies.report.model import (
    ControlEntry,
    Counts,
    Coverage,
    FrameworkEntry,
    Report,
    ResourceEntry,
    Result,
    RuleEntry,
    Standing,
)

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
    Standing.UNKNOWN: Label("?", "Unknown", "what is written does not tell; it is not a pass"),
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
class Borrowed:
    """Where the severities and controls of the checks that ran are from, in numbers of checks.

    of_ours: those that ask for what a rule of ours asks for, and have its severity and controls.
    given: those that this project gave a severity.
    medium: those of which nothing is said, which count as medium and in no control.
    """

    of_ours: int
    given: int
    medium: int


@dataclass(frozen=True, slots=True)
class WaiverLink:
    """Where a waiver stands, and who answers for it."""

    anchor: str
    owner: str


class View:
    """A report, arranged for the page."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.labels = LABELS
        self.bar_width = WIDTH
        self.agreement = Agreement(report)
        self.extents = Extents(report)
        self.facets = Facets(report, self.agreement, self.extents)
        self.resources: Mapping[str, ResourceEntry] = {each.id: each for each in report.resources}
        self.rules: Mapping[str, RuleEntry] = {each.id: each for each in report.rules}
        self._resource_anchors = {each.id: f"r{n}" for n, each in enumerate(report.resources, 1)}
        self._rule_anchors = _anchors("rule", [rule.id for rule in report.rules])
        self._keys_by_rule = keys_by_rule(report.frameworks)
        self._controls = {control.key: control for each in report.frameworks for control in each.controls}
        self._control_anchors = _anchors("control", self._controls)
        self._requirements = {each.row: each.text for each in report.rows}
        self._requirements |= {each.row: each.text for each in report.unjudged_rows}
        self.requirements = sum(each.applies for each in report.rows) + len(report.unjudged_rows)
        self.waivers = [(waiver, f"waiver-{n}") for n, waiver in enumerate(report.waivers, 1)]
        self._waivers_at: dict[tuple[str, str], list[WaiverLink]] = defaultdict(list)
        for waiver, anchor in self.waivers:
            for resource in waiver.resources:
                self._waivers_at[waiver.rule, resource].append(WaiverLink(anchor, waiver.owner))
        self.change_groups = change_groups(report.changes)
        self._groups_by_resource: dict[str, list[ChangeGroup]] = defaultdict(list)
        for group in self.change_groups:
            for resource in group.resources:
                self._groups_by_resource[resource].append(group)

    @property
    def declares(self) -> bool:
        """Whether a difference between regions is declared, which has a column of its own then."""
        return self._report.summary.counts.declared > 0

    def resource_anchor(self, resource: str) -> str:
        """The id of a resource's entry."""
        return self._resource_anchors[resource]

    def rule_anchor(self, rule: str) -> str:
        """The id of a rule's entry."""
        return self._rule_anchors[rule]

    def control_anchor(self, key: str) -> str:
        """The id of a control's page; empty for a key of no framework."""
        return self._control_anchors.get(key, "")

    def requirement_anchor(self, requirement: str) -> str:
        """The id of a requirement's row; empty for one that has none."""
        return f"requirement-{requirement}" if requirement in self._requirements else ""

    def requirement_text(self, requirement: str) -> str:
        """What one asks for that has a row."""
        return self._requirements[requirement]

    def waivers_of(self, rule: str, resource: str) -> Sequence[WaiverLink]:
        """The waivers that account for what a rule finds at a resource."""
        return self._waivers_at.get((rule, resource), ())

    def changes_of(self, resource: str) -> Sequence[ChangeGroup]:
        """The groups of changes that touched a resource."""
        return self._groups_by_resource.get(resource, ())

    def beside(self, check: RuleEntry, resources: Iterable[str]) -> int:
        """At how many resources the rule of ours passes that asks for what a check asks for."""
        rule = self.agreement.rule_for(check)
        return len(set(resources) & set(rule.passed)) if rule else 0

    def finding(self, rule: str, status: str, resource: str) -> str:
        """What the filters read of a finding: the numbers of rule, place, status and owners."""
        numbers = (self.facets.rule(rule), self.facets.place(resource), STATUSES.index(status))
        owners = ",".join(map(str, self.facets.owners_at(rule, resource, status)))
        return " ".join([*map(str, numbers), owners]).strip()

    @property
    def failing_rules(self) -> tuple[RuleEntry, ...]:
        """Rules that fail somewhere: the worst first, then those that fail in most places. A check that
        only fails where a rule of ours says the same is left out.
        """
        ranks = [each.value for each in Severity]
        failures = {rule.id: len(self.found(rule, "failed")) for rule in self._report.rules}
        return tuple(
            sorted(
                (rule for rule in self._report.rules if failures[rule.id]),
                key=lambda rule: (ranks.index(rule.severity), -failures[rule.id], rule.id),
            )
        )

    def found(self, rule: RuleEntry, status: str) -> tuple[Result, ...]:
        """A rule's results of a status, without what a rule of ours says of the same resource."""
        return tuple(result for result in self.agreement.results(rule) if result.status == status)

    def also(self, rule: RuleEntry, status: str) -> tuple[str, ...]:
        """The checks that find the same as a rule of ours, somewhere."""
        checks = {check for each in self.found(rule, status) for check in self.agreement.also(rule, each)}
        return tuple(sorted(checks))

    def failures(self, rule: RuleEntry) -> Sequence[tuple[str, Sequence[str]]]:
        """What a rule finds wrong, and the resources at which it finds that; the most frequent first."""
        groups: dict[str, list[str]] = defaultdict(list)
        for result in self.found(rule, "failed"):
            groups[result.message].append(result.resource)
        return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))

    def open_results(self, control: ControlEntry) -> Sequence[tuple[RuleEntry, str, Sequence[str]]]:
        """What does not pass under a control: rule, status, resources; what fails first."""
        found = [
            (self.rules[rule], status, [each.resource for each in self.found(self.rules[rule], status)])
            for status in STATUSES[:-1]
            for rule in control.rules
        ]
        return [each for each in found if each[2]]

    def counts(self, control: ControlEntry) -> Counts:
        """The findings under a control; what two engines say alike counts once."""
        rules = [self.rules[rule] for rule in control.rules]
        statuses = Counter(result.status for rule in rules for result in self.agreement.results(rule))
        return Counts(
            failed=statuses["failed"],
            unknown=statuses["unknown"],
            waived=statuses["waived"],
            declared=statuses["declared"],
            passed=sum(len(self.agreement.passed(rule)) for rule in rules),
        )

    def judged(self, rules: Iterable[str]) -> tuple[Extent, ...]:
        """What some rules judge together, by type."""
        return self.extents.of(rules)

    def everything(self, extents: Sequence[Extent]) -> int:
        """The number of managed resources, where these are all of them; else 0."""
        number = sum(each.judged for each in extents if each.managed)
        return number if number == self._report.summary.resources else 0

    def by_standing(self, rules: Iterable[str]) -> Sequence[tuple[Standing, Sequence[RuleEntry]]]:
        """Rules under how each stands, worst first."""
        found = [self.rules[rule] for rule in rules]
        groups = [(standing, [rule for rule in found if rule.standing is standing]) for standing in Standing]
        return [group for group in groups if group[1]]

    def controls_of(self, rules: Iterable[str]) -> Sequence[tuple[FrameworkEntry, Sequence[ControlEntry]]]:
        """The controls that some rules are mapped to, by framework, in its order."""
        keys = {key for rule in rules for key in self._keys_by_rule.get(rule, ())}
        found = [(each, [it for it in each.controls if it.key in keys]) for each in self._report.frameworks]
        return [each for each in found if each[1]]

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

    @property
    def borrowed(self) -> Borrowed:
        """Where the severities of the checks that ran are from."""
        checks = [rule for rule in self._report.rules if rule.engine != "rules"]
        ours = sum(self.agreement.rule_for(rule) is not None for rule in checks)
        said = sum(rule.id in adoptions() for rule in checks)
        return Borrowed(ours, said - ours, len(checks) - said)

    def by_stack(self, resources: Iterable[str]) -> Sequence[tuple[str, Sequence[ResourceEntry]]]:
        """Resources under the stack that each is in."""
        groups: dict[str, list[ResourceEntry]] = defaultdict(list)
        for resource in resources:
            groups[self.resources[resource].stack].append(self.resources[resource])
        return sorted(groups.items())

    def segments(self, framework: FrameworkEntry) -> tuple[Segment, ...]:
        """The bar of a framework: its configuration controls by standing; what no rule covers comes last."""
        return bar([*framework.coverage.standings.items(), (UNCOVERED, framework.coverage.uncovered)])

    def posture(self, counts: Counts) -> tuple[Segment, ...]:
        """The bar of findings."""
        return bar(
            [
                (Standing.FAILING.value, counts.failed),
                (Standing.UNKNOWN.value, counts.unknown),
                (Standing.WAIVED.value, counts.waived),
                (Standing.DECLARED.value, counts.declared),
                (Standing.PASSING.value, counts.passed),
            ]
        )

    def percent(self, coverage: Coverage) -> int:
        """The covered share of the configuration controls, rounded down."""
        return 100 * coverage.covered // coverage.configuration if coverage.configuration else 0


def _anchors(prefix: str, names: Iterable[str]) -> Mapping[str, str]:
    """A readable HTML id for each name, no two the same."""
    anchors: dict[str, str] = {}
    for name in names:
        if name not in anchors:
            wanted = f"{prefix}-" + re.sub(r"[^A-Za-z0-9._-]", "-", name)
            taken = set(anchors.values())
            anchors[name] = wanted if wanted not in taken else f"{wanted}-{len(anchors)}x"
    return anchors
