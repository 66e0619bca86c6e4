"""The gate itself, compared: what a head asks less or otherwise than its base, and its verdict under both.

A head that changes rules, waivers or frameworks would else be its own judge. The gate of its base judges it
too: what fails by that, and passes by its own, is told first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final, Literal

from policies.diff.posture import FindingCounts
from policies.gate.engines.expected import is_checkov_id
from policies.gate.waivers.waiver import Waiver
from policies.model import Finding, Severity
from policies.options import Option, OptionError, Value, shown

Outcome = Literal["pass", "fail", "error"]
"""A verdict, as the gate says it."""

_WORST_FIRST: Final = ("removed", "loosened", "unreadable", "new", "changed", "tightened", "added")
_OF_WAIVERS: Final = "the waiver of "
"""How a problem of a waiver begins, whatever waiver it is."""


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What one rule asks, or a check of checkov as it was taken over.

    options: by name, what each is.
    """

    severity: Severity
    waivable: bool
    types: frozenset[str]
    controls: frozenset[str]
    requirements: frozenset[str]
    options: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Gate:
    """By what a checkout judges.

    rules: what each asks, by id.
    waivers: all of its file, in use or not.
    controls: by key, what each control is.
    """

    rules: Mapping[str, RuleTerms]
    waivers: tuple[Waiver, ...]
    controls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one gate says of the head.

    failures: what fails, worst first.
    """

    outcome: Outcome
    counts: FindingCounts
    failures: tuple[Finding, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateChange:
    """One thing of the gate that is different in the head.

    kind: what became of it, one of those of `_WORST_FIRST`.
    what: `the rule kms-key-rotation`, `the waiver of ...`, `2 files of the rules`.
    looser: in which ways it asks less than before.
    otherwise: how else it is different.
    """

    kind: str
    what: str
    looser: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateDiff:
    """The gate of the base against that of the head.

    unjudged: why the gate of the base could not judge the head; empty where it did.
    base, head: what each says of the head; None for the base where it could not.
    changes: what is different in it, worst first.
    """

    head: Judgement
    changes: tuple[GateChange, ...] = ()
    base: Judgement | None = None
    unjudged: str = ""

    @property
    def failing(self) -> tuple[Finding, ...]:
        """What fails by the gate of the base, and does not in the same words by that of the head."""
        own = {_key(finding) for finding in self.head.failures}
        return tuple(each for each in (self.base.failures if self.base else ()) if _key(each) not in own)

    @property
    def problems(self) -> tuple[str, ...]:
        """What kept the gate of the base from judging all, and not that of the head.

        A waiver of the base that nothing needs any more is none: what it waived is gone.
        """
        problems = self.base.problems if self.base else ()
        return tuple(
            each for each in problems if each not in self.head.problems and not each.startswith(_OF_WAIVERS)
        )

    @property
    def is_refused(self) -> bool:
        """Whether the head has not what its base asks, or nobody can tell."""
        return bool(self.unjudged or self.failing or self.problems)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different, neither in the gate nor in what it says of the head."""
        return not self.is_refused and not self.changes


def compare_gates(
    base: Gate, head: Gate, options: Mapping[str, tuple[Option, ...]]
) -> tuple[GateChange, ...]:
    """What is different in the head, worst first.

    options: those of the rules of the head, which say what is looser.
    """
    changes = (
        *_rules(base.rules, head.rules, options),
        *_waivers(base.waivers, head.waivers),
        *_controls(base.controls, head.controls),
    )
    return worst_first(changes)


def worst_first(changes: Iterable[GateChange]) -> tuple[GateChange, ...]:
    """The changes in the order in which people read them; those of one kind as they came."""
    return tuple(sorted(changes, key=lambda change: _WORST_FIRST.index(change.kind)))


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.stack, finding.address, finding.message


def _rules(
    base: Mapping[str, RuleTerms], head: Mapping[str, RuleTerms], options: Mapping[str, tuple[Option, ...]]
) -> Iterator[GateChange]:
    for rule in sorted(base.keys() | head.keys()):
        what = f"the {'check' if is_checkov_id(rule) else 'rule'} {rule}"
        if rule not in head:
            yield GateChange("removed", what)
        elif rule not in base:
            yield GateChange("added", what)
        else:
            looser, otherwise = _terms(base[rule], head[rule], options.get(rule, ()))
            if looser:
                yield GateChange("loosened", what, looser, otherwise)
            elif otherwise:
                yield GateChange("changed", what, (), otherwise)


def _terms(
    base: RuleTerms, head: RuleTerms, options: tuple[Option, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In which ways a rule asks less than before, and how else it is different."""
    looser: list[str] = []
    otherwise: list[str] = []
    if base.severity is not head.severity:
        ranks = list(Severity)
        milder = ranks.index(head.severity) > ranks.index(base.severity)
        (looser if milder else otherwise).append(f"severity: {base.severity} -> {head.severity}")
    if base.waivable is not head.waivable:
        (looser if head.waivable else otherwise).append(
            "it may be waived now" if head.waivable else "nobody may waive it any more"
        )
    for name in ("types", "controls", "requirements"):
        before, after = getattr(base, name), getattr(head, name)
        if gone := sorted(before - after):
            looser.append(f"{name} no longer: {', '.join(gone)}")
        if come := sorted(after - before):
            otherwise.append(f"{name} now: {', '.join(come)}")
    declared = {option.name: option for option in options}
    for name in sorted(base.options.keys() | head.options.keys()):
        old, new = base.options.get(name), head.options.get(name)
        if old == new:
            continue
        turn = f"{name}: {_said(old)} -> {_said(new)}"
        (looser if _is_looser(declared.get(name), new, old) else otherwise).append(turn)
    return tuple(looser), tuple(otherwise)


def _is_looser(option: Option | None, new: Value | None, old: Value | None) -> bool:
    if option is None or new is None or old is None:
        return False
    try:
        return option.is_looser(new, old)
    except OptionError:  # its bounds are others now
        return True


def _said(value: Value | None) -> str:
    return "no option" if value is None else shown(value)


def _waivers(base: Iterable[Waiver], head: Iterable[Waiver]) -> Iterator[GateChange]:
    before, after = _named(base), _named(head)
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if new is None:
            yield GateChange("tightened", f"{name} is gone")
        elif old is None:
            until = f"until {new.expires}" if new.expires else "without a last day"
            yield GateChange(
                "new", name, (), (new.reason, f"approved by {new.approver} for {new.owner}, {until}")
            )
        elif old != new:
            turns = (
                f"{each.name}: {_turn(getattr(old, each.name), getattr(new, each.name))}"
                for each in fields(new)
                if getattr(old, each.name) != getattr(new, each.name)
            )
            yield GateChange("changed", name, (), tuple(turns))


def _named(waivers: Iterable[Waiver]) -> Mapping[str, Waiver]:
    """Waivers by what messages call them, with a number where one has the name of another."""
    named: dict[str, Waiver] = {}
    for waiver in waivers:
        name, number = waiver.label, 1
        while name in named:
            number += 1
            name = f"{waiver.label}, {number}"
        named[name] = waiver
    return named


def _turn(before: object, after: object) -> str:
    return f"{_plain(before)} -> {_plain(after)}"


def _plain(value: object) -> str:
    listed = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    return listed or "none"


def _controls(base: Mapping[str, str], head: Mapping[str, str]) -> Iterator[GateChange]:
    for key in sorted(base.keys() | head.keys()):
        what = f"the control {key}"
        if key not in head:
            yield GateChange("removed", what, (), (base[key],))
        elif key not in base:
            yield GateChange("added", what, (), (head[key],))
        elif base[key] != head[key]:
            yield GateChange("changed", what, (), (_turn(base[key], head[key]),))


def summary_of(judgement: Judgement) -> str:
    """A verdict in a few words: `FAIL (3 failed, 1 waived, 0 unknown, 80 passed)`."""
    counts = judgement.counts
    return (
        f"{judgement.outcome.upper()} ({counts.failed} failed, {counts.waived} waived, "
        f"{counts.unknown} unknown, {counts.passed} passed)"
    )
