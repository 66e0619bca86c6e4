"""What the filters of the page choose from and count: findings by rule, place, status and owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from policies.model import Severity
from policies.report.agreement import Agreement
from policies.report.controls import keys_by_rule
from policies.report.extents import Extents
from policies.report.model import Report

STATUSES: Final = ("failed", "unknown", "waived", "declared", "passed")
NO_REGION: Final = "no region"
NOT_KNOWN: Final = "not known"


class Facets:
    """Numbers for names. A place is a system and a region; an owner is who answers for a waiver."""

    def __init__(self, report: Report, agreement: Agreement, extents: Extents) -> None:
        self._report = report
        self._extents = extents
        systems = {each.name: each.system or NOT_KNOWN for each in report.stacks}
        place = {
            each.id: (systems.get(each.stack, NOT_KNOWN), each.region or NO_REGION)
            for each in report.resources
        }
        self._owners_at: dict[tuple[str, str], list[str]] = {}
        for waiver in report.waivers:
            for resource in waiver.resources:
                owners = self._owners_at.setdefault((waiver.rule, resource), [])
                owners += [waiver.owner] if waiver.owner and waiver.owner not in owners else []
        self.places = sorted(set(place.values()))
        self.systems = sorted({system for system, _ in self.places})
        self.regions = sorted({region for _, region in self.places})
        self.severities = [each.value for each in Severity]
        self.owners = sorted({waiver.owner for waiver in report.waivers if waiver.owner})
        self._controls = [control.key for each in report.frameworks for control in each.controls]
        self._rule_numbers = {rule.id: number for number, rule in enumerate(report.rules)}
        numbers = {each: number for number, each in enumerate(self.places)}
        self._places = {each: numbers[found] for each, found in place.items()}
        self._counted: Counter[tuple[int, int, int, tuple[int, ...]]] = Counter()
        for number, rule in enumerate(report.rules):
            for result in agreement.results(rule):
                status = STATUSES.index(result.status)
                answering = self.owners_at(rule.id, result.resource, result.status)
                self._counted[number, self._places[result.resource], status, answering] += 1
            passed = STATUSES.index("passed")
            self._counted.update(
                (number, self._places[resource], passed, ()) for resource in agreement.passed(rule)
            )

    def rule(self, rule: str) -> int:
        """The number of a rule."""
        return self._rule_numbers[rule]

    def place(self, resource: str) -> int:
        """The number of the system and region that a resource is in."""
        return self._places[resource]

    def owners_at(self, rule: str, resource: str, status: str) -> tuple[int, ...]:
        """The numbers of those who answer for what a rule finds at a resource, where that is waived."""
        found = self._owners_at.get((rule, resource), ()) if status == "waived" else ()
        return tuple(self.owners.index(owner) for owner in found)

    @property
    def data(self) -> Mapping[str, Any]:
        """What the script reads: names, each rule's severity and controls, and the findings, counted.

        findings: rule, place, status, owners, how many.
        judges: the rules that judge each of a type or of a group, by its anchor.
        """
        number = {key: position for position, key in enumerate(self._controls)}
        shown = keys_by_rule(self._report.frameworks)
        report, types = self._report, self._extents.types
        return {
            "statuses": STATUSES,
            "severities": self.severities,
            "places": self.places,
            "owners": self.owners,
            "controls": self._controls,
            "rules": [
                [
                    self.severities.index(rule.severity),
                    [number[key] for key in shown.get(rule.id, ())],
                ]
                for rule in report.rules
            ],
            "findings": [[*key, many] for key, many in sorted(self._counted.items())],
            "judges": {
                **{each.anchor: self._rules(each.rules) for each in types},
                **{group.anchor: self._rules(group.rules) for each in types for group in each.groups},
            },
        }

    def _rules(self, rules: Iterable[str]) -> list[int]:
        return [self.rule(each) for each in rules]
