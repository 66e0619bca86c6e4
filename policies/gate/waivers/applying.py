"""Applies waivers to findings, and tells each one that does not hold apart with its own sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from policies.adopted import adopted
from policies.configuration import Configuration
from policies.context import Context
from policies.gate.engines.expected import expected, is_checkov_id
from policies.gate.waivers.dates import how_to_keep, out_of_time, warning
from policies.gate.waivers.neighbours import is_at
from policies.gate.waivers.unjudged import unjudged
from policies.gate.waivers.waiver import Waiver, matches
from policies.model import Finding, Rule, Status


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings after waivers.

    holding: the waivers whose failures became waived.
    problems: a sentence for each waiver that is not as it must be.
    notes: a sentence for each that soon expires or was long not reviewed, and for those of nothing that
        was judged.
    """

    findings: tuple[Finding, ...]
    holding: tuple[Waiver, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def apply_waivers(  # noqa: PLR0913 - each argument is an input of its own
    findings: Iterable[Finding],
    waivers: Collection[Waiver],
    *,
    rules: Mapping[str, Rule],
    configuration: Configuration,
    engines: Collection[str],
    today: date,
    whole: bool,
) -> Waived:
    """Turn each failure that a waiver covers, and that it may cover, into `waived`.

    Where a waiver lists some subjects of a failure, those are waived and the rest still fails, each as a
    finding of its own.

    whole: whether all that the engines were asked was answered; where not, nobody can tell that
        nothing fails, so that no waiver is called unused, too broad or not compensated.
    """
    judging = _Judging(tuple(findings), rules, configuration, engines, today, whole=whole)
    refusals = {waiver: judging.refusal(waiver) for waiver in waivers}
    holding = tuple(waiver for waiver, refusal in refusals.items() if not refusal)
    return Waived(
        findings=tuple(judging.waived(holding)),
        holding=holding,
        problems=tuple(
            f"{waiver.label}: {problem}"
            for waiver, refusal in refusals.items()
            if (problem := refusal or judging.excess(waiver))
        ),
        notes=(
            *(
                f"{waiver.label}: {warned}. {how_to_keep(waiver)}"
                for waiver in holding
                if (warned := warning(waiver, today))
            ),
            *unjudged(waivers, configuration),
        ),
    )


class _Judging:
    """One run of the engines, against which waivers are held."""

    def __init__(  # noqa: PLR0913 - see apply_waivers
        self,
        findings: tuple[Finding, ...],
        rules: Mapping[str, Rule],
        configuration: Configuration,
        engines: Collection[str],
        today: date,
        *,
        whole: bool,
    ) -> None:
        self.findings = findings
        self._rules = rules
        self._configuration = configuration
        self._contexts = {element.stack: element.context for element in configuration.elements}
        self._engines = engines
        self._today = today
        self._whole = whole

    @cached_property
    def _by_rule(self) -> Mapping[str, Sequence[Finding]]:
        by_rule: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            by_rule[finding.rule].append(finding)
        return by_rule

    def waived(self, holding: Sequence[Waiver]) -> Iterable[Finding]:
        """The findings as they stand after the waivers that hold: one in two, where they list some of it."""
        return self._after(holding) if holding else self.findings

    def _after(self, holding: Sequence[Waiver]) -> Iterator[Finding]:
        for finding in self.findings:
            covering = (
                [waiver for waiver in holding if waiver.accounts_for(finding, self._context(finding))]
                if finding.status is Status.FAIL
                else ()
            )
            if not covering:
                yield finding
                continue
            listed = {subject for waiver in covering for subject in waiver.subjects}
            accounts = "; ".join(waiver.account for waiver in covering)
            yield replace(finding.about(listed), status=Status.WAIVED, waiver=accounts)
            rest = [subject for subject in finding.subjects if subject not in listed]
            if rest:
                yield finding.about(rest)

    def refusal(self, waiver: Waiver) -> str:
        """Why a waiver may cover nothing; empty where it may."""
        if not self._exists(waiver.rule):
            return f"there is no such {_kind(waiver.rule)}. Remove the waiver, or correct its rule."
        if waiver.rule in self._rules and not self._rules[waiver.rule].waivable:
            return "this rule cannot be waived. Fix the resource and remove the waiver."
        if objection := out_of_time(waiver, self._today) or self._unserved_row(waiver):
            return objection
        failing = self._covered(waiver, Status.FAIL)
        if unlisted := [finding for finding in failing if bool(finding.subjects) != bool(waiver.subjects)]:
            return _how_to_list(unlisted)
        return self._missing_compensation(waiver) if waiver.compensating else ""

    def excess(self, waiver: Waiver) -> str:
        """What is in a waiver's scope without need; empty where all of it is needed."""
        if not self._is_judged(waiver):
            return ""
        failing = self._covered(waiver, Status.FAIL)
        if not failing:
            return "nothing fails there any more. Remove the waiver."
        found = {subject for finding in failing for subject in finding.subjects}
        if unused := [subject for subject in waiver.subjects if subject not in found]:
            return (
                f"it is broader than what fails: nothing fails for {_quoted(unused)}. "
                "Leave that out of its subjects."
            )
        failing = [each for each in failing if waiver.accounts_for(each, self._context(each))]
        idle = dict.fromkeys((*self._idle_places(waiver, failing), *_idle_addresses(waiver, failing)))
        if idle:
            return (
                f"it is broader than what fails: nothing fails in {', '.join(idle)}. "
                "Leave that out of its scope."
            )
        places = {(finding.stack, finding.address) for finding in failing}
        for finding in self._covered(waiver, Status.PASS):
            if (finding.stack, finding.address) not in places:
                return (
                    "it is broader than what fails: the rule passes at "
                    f"{finding.stack}: {finding.address}. Leave that out of its scope."
                )
        return ""

    def _unserved_row(self, waiver: Waiver) -> str:
        """Why the row of a waiver by design does not support it: what it waives does not serve that."""
        rows = self._rows(waiver.rule)
        if waiver.expires or waiver.row in rows:
            return ""
        told = "policies/adopted.py names for the check" if is_checkov_id(waiver.rule) else "the rule serves"
        served = f"Name one of {', '.join(rows)}, or give" if rows else "Give"
        return f"its row {waiver.row} is none that {told}. {served} it a last day instead."

    def _rows(self, rule: str) -> tuple[str, ...]:
        return adopted(rule).rows if is_checkov_id(rule) else self._rules[rule].requirements

    def _controls(self, rule: str) -> tuple[str, ...]:
        return adopted(rule).controls if is_checkov_id(rule) else self._rules[rule].controls

    def _missing_compensation(self, waiver: Waiver) -> str:
        """Why its compensating rule does not stand in for what it waives."""
        return self._unfit(waiver) or self._not_passing(waiver)

    def _unfit(self, waiver: Waiver) -> str:
        rule = waiver.compensating
        if not self._exists(rule):
            return f"its compensating rule {rule} is no {_kind(rule)}. Name one that exists."
        if is_checkov_id(rule) and not is_checkov_id(waiver.rule):
            return (
                f"its compensating rule {rule} is checkov's, which does not judge at synthesis. "
                "Name a rule of ours."
            )
        controls = self._controls(waiver.rule)
        if set(controls) & set(self._controls(rule)):
            return ""
        wanted = (
            f"Name one that serves {' or '.join(controls)}."
            if controls
            else "Nobody said which controls that serves: policies/adopted.py does."
        )
        return f"its compensating rule {rule} shares no control with {waiver.rule}. {wanted}"

    def _not_passing(self, waiver: Waiver) -> str:
        rule = waiver.compensating
        failing = self._covered(waiver, Status.FAIL) if self._is_judged(waiver) else []
        if failing and _engine(rule) not in self._engines:
            return f"its compensating rule {rule} was not asked. Judge with every engine."
        for stack in dict.fromkeys(finding.stack for finding in failing):
            found = [
                finding
                for finding in self._by_rule.get(rule, ())
                if finding.stack == stack and waiver.scope.reaches(finding, self._context(finding))
            ]
            for finding in found:
                if finding.status in (Status.FAIL, Status.UNKNOWN):
                    told = "fails" if finding.status is Status.FAIL else "is unknown"
                    return (
                        f"its compensating rule {rule} {told} at {stack}: {finding.address}. "
                        "Fix that, or what is waived."
                    )
            passed = [finding.address for finding in found if finding.status is Status.PASS]
            for address in dict.fromkeys(each.address for each in failing if each.stack == stack):
                if not any(is_at(self._configuration, stack, address, other) for other in passed):
                    return (
                        f"its compensating rule {rule} does not pass at {stack}: {address}, "
                        "nor at what refers to it or it refers to. Name one that judges what is there."
                    )
        return ""

    def _is_judged(self, waiver: Waiver) -> bool:
        """Whether its engine and system were there, so that what it covers can be told."""
        is_there = any(map(waiver.scope.is_of, self._contexts.values()))
        return self._whole and is_there and _engine(waiver.rule) in self._engines

    def _covered(self, waiver: Waiver, status: Status) -> list[Finding]:
        return [
            finding
            for finding in self._by_rule.get(waiver.rule, ())
            if finding.status is status and waiver.covers(finding, self._context(finding))
        ]

    def _idle_places(self, waiver: Waiver, failing: Sequence[Finding]) -> Iterator[str]:
        """Stacks or regions of its scope in which nothing fails; a pattern of none stands for itself."""
        elements = [
            element
            for element in self._configuration.elements
            if element.is_managed and waiver.scope.is_of(element.context)
        ]
        if waiver.scope.stacks:
            patterns, there = waiver.scope.stacks, {element.stack for element in elements}
            needed = {finding.stack for finding in failing}
        else:
            patterns, there = waiver.scope.regions, {element.region for element in elements}
            needed = {finding.region for finding in failing}
        for pattern in patterns:
            meant = sorted(place for place in there | needed if place and matches(place, [pattern]))
            yield from (place for place in meant or [pattern] if place not in needed)

    def _exists(self, rule: str) -> bool:
        if not is_checkov_id(rule):
            return rule in self._rules
        # What checkov answered it has, whatever the list of another version says.
        return rule in expected().ids or rule in self._by_rule

    def _context(self, finding: Finding) -> Context:
        return self._contexts.get(finding.stack, Context())


def _idle_addresses(waiver: Waiver, failing: Sequence[Finding]) -> Iterator[str]:
    for pattern in waiver.scope.addresses:
        if not any(matches(finding.address, [pattern]) for finding in failing):
            yield pattern


def _how_to_list(failing: Sequence[Finding]) -> str:
    """What a waiver without subjects has to list, or that it has none to list."""
    subjects = dict.fromkeys(subject for finding in failing for subject in finding.subjects)
    if not subjects:
        return "what fails there has no subjects. Remove 'subjects'."
    return f"it does not say what it allows. List in 'subjects' what it is for, of: {_quoted(subjects)}."


def _quoted(subjects: Iterable[str]) -> str:
    return ", ".join(f"'{subject}'" for subject in subjects)


def _engine(rule: str) -> str:
    return "checkov" if is_checkov_id(rule) else "rules"


def _kind(rule: str) -> str:
    return f"check of checkov {expected().version}" if is_checkov_id(rule) else "rule"
