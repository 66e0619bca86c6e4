"""The verdict: every engine's findings, after waivers, with what kept the gate from judging."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Final, Literal

from policies.adopted import adopted
from policies.configuration import Configuration
from policies.engine import judge, unknown_as_failures
from policies.gate.engines.forms import limited_by_form
from policies.gate.engines.parity import compare
from policies.gate.reading.metadata import METADATA_FILE
from policies.gate.rulebook import loosened, notes_of
from policies.gate.telling import unrepeated
from policies.gate.waivers.applying import Waived, apply_waivers
from policies.gate.waivers.waiver import Waiver
from policies.masking import ambiguous_secret_masker, distinctive_secrets, masked, masker
from policies.model import Finding, Rule, Status
from policies.registry import Registry, load
from policies.types.table import table

EXIT_STATUS: Final = {"pass": 0, "fail": 1, "error": 2}


@dataclass(frozen=True)
class Verdict:
    """What the gate says of a configuration.

    findings: every finding of every engine, what fails first.
    problems: why it could not judge; with one of them the verdict is `error`, whatever was found.
    notes: what a reader of the verdict should know.
    engines: those that ran.
    rules: our rules by id, and those from outside.
    today: the UTC date by which waivers were judged.
    waivers: those that hold.
    limits: how it was narrowed by options; with one of them it clears no deployment.
    whole: whether all that the engines were asked was answered; a problem of waivers alone leaves it so.
    """

    configuration: Configuration
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    engines: tuple[str, ...]
    rules: Mapping[str, Rule]
    today: date
    waivers: tuple[Waiver, ...] = ()
    whole: bool = True
    limits: tuple[str, ...] = ()

    @property
    def outcome(self) -> Literal["pass", "fail", "error"]:
        """`error` before `fail` before `pass`."""
        if self.problems:
            return "error"
        return "fail" if self.counts[Status.FAIL] else "pass"

    @property
    def exit_status(self) -> int:
        """0 nothing fails, 1 violations, 2 it could not judge."""
        return EXIT_STATUS[self.outcome]

    @cached_property
    def counts(self) -> Counter[Status]:
        """How many findings of each status."""
        return Counter(finding.status for finding in self.findings)

    @cached_property
    def stacks(self) -> tuple[str, ...]:
        """The stacks that were judged, in order."""
        return tuple(dict.fromkeys(element.stack for element in self.configuration.elements))

    @cached_property
    def generic_types(self) -> Mapping[str, int]:
        """The types that only rules about every type looked at, with the number of resources of each."""
        found = Counter(element.type for element in self.configuration.elements if element.is_managed)
        classed = table().types
        return {
            kind: number
            for kind, number in sorted(found.items())
            if kind not in classed or not set(classed[kind].judges) & set(self.engines)
        }

    @property
    def loosened(self) -> tuple[str, ...]:
        """A sentence for each option by which a rule that judged asks for less than by itself."""
        return tuple(loosened(self.rules.values())) if "rules" in self.engines else ()

    @cached_property
    def failures(self) -> tuple[Finding, ...]:
        """What fails, worst first."""
        return tuple(finding for finding in self.findings if finding.status is Status.FAIL)


@dataclass(frozen=True, slots=True)
class RulesResult:
    """What our own rules said, before waivers; `problems` are rules that did not load or that broke."""

    configuration: Configuration
    engines: tuple[str, ...]
    rules: Mapping[str, Rule]
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]


def evaluate_rules(
    configuration: Configuration,
    engines: tuple[str, ...] = ("rules",),
    registry: Registry | None = None,
    *,
    strict: bool = False,
) -> RulesResult:
    """Judge a configuration by every rule, where `rules` is among the engines. Never raises.

    strict: what a rule cannot tell fails.
    """
    registry = registry or load()
    rules = {rule.id: rule for rule in registry.rules}
    problems = tuple(f"a rule did not load: {error}" for error in registry.errors)
    if "rules" not in engines:
        return RulesResult(configuration, engines, rules, (), problems)
    judged = judge(configuration, registry.rules)
    findings = tuple(limited_by_form(judged.findings, configuration))
    findings = tuple(unknown_as_failures(findings)) if strict else findings
    return RulesResult(configuration, engines, rules, findings, problems + judged.errors)


def conclude(  # noqa: PLR0913 - each argument is an input of its own
    result: RulesResult,
    scanned: Iterable[Finding] = (),
    *,
    today: date,
    waivers: Collection[Waiver] = (),
    problems: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Verdict:
    """Join what the rules said with a scanner's findings, apply the waivers as of `today` (UTC), compare
    the verdicts of regions, and mask.

    Every verdict is made here, so that no format has a credential to print.
    """
    unjudged = (*problems, *result.problems)
    waive = partial(
        apply_waivers,
        waivers=waivers,
        rules=result.rules,
        configuration=result.configuration,
        engines=result.engines,
        today=today,
    )
    findings = (*result.findings, *scanned)
    # Regions are compared as they stand after waivers; what differs may be waived in its turn.
    settle = partial(_settled, waive)
    parity = compare(settle(findings), result.configuration, result.rules, settle)
    unjudged += parity.errors
    compared = limited_by_form(parity.findings, result.configuration)
    waived = waive((*findings, *compared), whole=not unjudged)
    mask = masker(distinctive_secrets(result.configuration))
    hide = ambiguous_secret_masker(result.configuration)
    return Verdict(
        configuration=result.configuration,
        findings=masked(
            tuple(
                _hidden(found, hide)
                for found in sorted(
                    unrepeated(tuple(_united(waived.findings)), result.rules),
                    key=lambda each: each.order,
                )
            ),
            mask,
        ),
        problems=masked(tuple(hide(text, text) for text in (*unjudged, *waived.problems)), mask),
        notes=masked((*notes, *notes_of(_judging(result)), *_unspecified(findings), *waived.notes), mask),
        engines=result.engines,
        rules=result.rules,
        today=today,
        waivers=waived.holding,
        whole=not unjudged,
    )


def _settled(waive: Callable[..., Waived], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they stand after waivers, whether these are all or not."""
    return tuple(waive(findings, whole=False).findings)


def _judging(result: RulesResult) -> Collection[Rule]:
    return result.rules.values() if "rules" in result.engines else ()


def _hidden(finding: Finding, hide: Callable[[str, str], str]) -> Finding:
    """The finding without what is a secret in its place alone."""
    about = f"{finding.address} {finding.message}"
    message = hide(finding.message, about)
    if message == finding.message:
        return finding
    return replace(
        finding, message=message, parts=tuple((subject, hide(text, about)) for subject, text in finding.parts)
    )


def _unspecified(findings: Iterable[Finding]) -> Iterator[str]:
    """A sentence for each thing that would decide what is unknown because nobody said it."""
    rules = Counter(
        finding.unspecified
        for finding in findings
        if finding.unspecified and finding.decided_by in ("an option", "the metadata")
    )
    for what, number in sorted(rules.items()):
        on = "1 rule depends" if number == 1 else f"{number} rules depend"
        say = f"give it with --{what}"
        how = f"put the {METADATA_FILE} of their synthesis beside them" if what == "promises" else say
        yield f"some stacks do not say their {what}, on which {on}: {how}"


def _united(findings: Collection[Finding]) -> Iterator[Finding]:
    """The findings, with one for what a rule of ours and a check of checkov both say of one place.

    They are united after waivers, and what is waived is not: a waiver of the one is no waiver of the other.
    """
    ours = {_place(finding.rule, finding) for finding in findings if finding.engine == "rules"}
    also: dict[_Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.engine != "rules":
            place = _place(adopted(finding.rule).same_as, finding)
            if place in ours and finding.status is not Status.WAIVED:
                also[place].append(finding)
            else:
                yield finding
    for finding in findings:
        if finding.engine == "rules":
            same = also.pop(_place(finding.rule, finding), ())
            yield replace(finding, also=tuple(sorted(same, key=lambda each: each.order))) if same else finding


_Place = tuple[str, str, str, Status]
"""A rule, a stack, an address, and what is said there."""


def _place(rule: str, finding: Finding) -> _Place:
    return rule, finding.stack, finding.address, finding.status


def separated(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Every rule's and check's own findings: what was united is told again by each."""
    for finding in findings:
        yield finding
        yield from finding.also
