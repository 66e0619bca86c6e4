"""Where a check of checkov says what a rule of ours says: that is one finding, told in the words of ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from policies.adopted import adopted
from policies.report.model import Report, Result, RuleEntry

_Place = tuple[str, str, str]
"""A rule, a resource, and a status."""


class Agreement:
    """Which findings of a report are told by two engines, as `policies.gate.verdict` unites them."""

    def __init__(self, report: Report) -> None:
        ours = {rule.id: rule for rule in report.rules if rule.engine == "rules"}
        self._same: Mapping[str, RuleEntry] = {
            rule.id: ours[same]
            for rule in report.rules
            if rule.engine != "rules" and (same := adopted(rule.id).same_as) in ours
        }
        needed = {each.id for each in self._same.values()}
        said = {place for id_ in needed for place in _places(ours[id_])}
        self._also: dict[_Place, list[str]] = defaultdict(list)
        self._checks: dict[str, list[str]] = defaultdict(list)
        for rule in report.rules:
            if rule.id in self._same:
                same = self._same[rule.id].id
                self._checks[same].append(rule.id)
                for _, resource, status in _places(rule):
                    if (same, resource, status) in said and status != "waived":
                        self._also[same, resource, status].append(rule.id)
        self._repeated = {
            (check, resource, status)
            for (_, resource, status), checks in self._also.items()
            for check in checks
        }

    def rule_for(self, check: RuleEntry) -> RuleEntry | None:
        """The rule of ours that asks for what a check asks for; None where there is none."""
        return self._same.get(check.id)

    def checks_for(self, rule: RuleEntry) -> Sequence[str]:
        """The checks that ask for what a rule of ours asks for, and ran."""
        return self._checks.get(rule.id, ())

    def also(self, rule: RuleEntry, result: Result) -> Sequence[str]:
        """The checks that say the same of the same resource."""
        return self._also.get((rule.id, result.resource, result.status), ())

    def results(self, rule: RuleEntry) -> tuple[Result, ...]:
        """What did not pass, without what a rule of ours says of the same resource."""
        return tuple(
            result
            for result in rule.results
            if (rule.id, result.resource, result.status) not in self._repeated
        )

    def passed(self, rule: RuleEntry) -> tuple[str, ...]:
        """The resources that passed, without those that pass a rule of ours that asks for the same."""
        return tuple(each for each in rule.passed if (rule.id, each, "passed") not in self._repeated)

    @property
    def repeated(self) -> int:
        """How many findings a check repeats."""
        return len(self._repeated)


def _places(rule: RuleEntry) -> list[_Place]:
    return [
        *((rule.id, result.resource, result.status) for result in rule.results),
        *((rule.id, resource, "passed") for resource in rule.passed),
    ]
