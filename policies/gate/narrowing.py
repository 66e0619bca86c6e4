"""A verdict narrowed to some rules: for a team that takes them up one after the other.

Everything is judged, waived and compared as ever; what was not asked for is left out of what is told. Each
format says so, and a narrowed verdict clears no deployment.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from policies.adopted import adopted
from policies.gate.engines.expected import expected
from policies.gate.verdict import Verdict
from policies.model import Finding, Rule, Severity
from policies.packs import ABOUT, pack_of

_FEW: Final = 9  # names that are all told to whoever misspelt one
_ORDER: Final = list(Severity)


class NarrowingError(ValueError):
    """What was asked for is not there; the text says what, and what comes close."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is told of a verdict; what is empty narrows nothing.

    rules, skipped: ids of rules and of checkov's checks.
    packs: names of packs; a check of checkov is of the pack of the rule that asks for the same.
    severity: the least that is told.
    """

    rules: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()
    severity: Severity | None = None

    @classmethod
    def asked(cls, options: argparse.Namespace, there: Iterable[Rule]) -> Narrowing:
        """What the options of a command say of the rules that are there.

        Raises NarrowingError for an id or pack that there is not.
        """
        rules, skipped = _named(options.rules), _named(options.skip)
        packs = _named(options.packs)
        if rules or skipped:
            _known("rule or check", rules | skipped, {rule.id for rule in there} | expected().ids)
        _known("pack", packs, ABOUT)
        return cls(rules, skipped, packs, Severity(options.severity) if options.severity else None)

    def takes(self, rule: str, severity: Severity) -> bool:
        """Whether what a rule or check finds is told."""
        same = adopted(rule).same_as or rule
        return (
            (not self.rules or rule in self.rules)
            and rule not in self.skipped
            and (not self.packs or pack_of(same) in self.packs)
            and (self.severity is None or _ORDER.index(severity) <= _ORDER.index(self.severity))
        )

    def __str__(self) -> str:
        said = (
            ("--rules", ",".join(sorted(self.rules))),
            ("--skip", ",".join(sorted(self.skipped))),
            ("--packs", ",".join(sorted(self.packs))),
            ("--severity", self.severity or ""),
        )
        return " ".join(f"{option} {value}" for option, value in said if value)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--rules`, `--skip`, `--packs` and `--severity`."""
    group = parser.add_argument_group(
        "narrowing",
        "What is reported; everything is judged all the same. A narrowed verdict clears no deployment.",
    )
    for option, what in (("--rules", "only these rules and checks"), ("--skip", "all but these")):
        group.add_argument(option, action="append", default=[], metavar="ID,...", help=what)
    about = "; ".join(f"{pack}: {what}" for pack, what in ABOUT.items())
    group.add_argument(
        "--packs",
        action="append",
        default=[],
        metavar="PACK,...",
        help=f"only rules of these packs ({about})",
    )
    group.add_argument(
        "--severity", choices=[each.value for each in Severity], help="only what is at least as bad"
    )


def narrowed(verdict: Verdict, narrowing: Narrowing) -> Verdict:
    """The verdict with what the narrowing takes; it cannot judge where that is nothing."""
    if narrowing == Narrowing():
        return verdict
    every = {rule.id: rule.severity for rule in verdict.rules.values() if "rules" in verdict.engines}
    for finding in verdict.findings:
        every |= {each.rule: each.severity for each in (finding, *finding.also)}
    taken = [rule for rule, severity in every.items() if narrowing.takes(rule, severity)]
    findings = tuple(sorted(_taken(verdict, narrowing), key=lambda finding: finding.order))
    problems = () if taken else (f"{narrowing} leaves nothing to judge",)
    if taken and verdict.findings and not findings:
        problems = (f"nothing there concerns {narrowing}, so nothing was judged",)
    return replace(
        verdict,
        findings=findings,
        rules={name: rule for name, rule in verdict.rules.items() if narrowing.takes(name, rule.severity)},
        problems=(*verdict.problems, *problems),
        limits=(*verdict.limits, f"judged {len(taken)} of {len(every)} rules and checks ({narrowing})"),
    )


def _taken(verdict: Verdict, narrowing: Narrowing) -> Iterator[Finding]:
    for finding in verdict.findings:
        also = tuple(same for same in finding.also if narrowing.takes(same.rule, same.severity))
        if narrowing.takes(finding.rule, finding.severity):
            yield replace(finding, also=also)
        else:
            yield from also


def _named(said: Collection[str]) -> frozenset[str]:
    names = [name.strip() for names in said for name in names.split(",")]
    if "" in names:
        raise NarrowingError("an id or pack is empty: write them as ID,ID")
    return frozenset(names)


def _known(what: str, names: Collection[str], there: Collection[str]) -> None:
    for name in sorted(names):
        if name not in there:
            if close := get_close_matches(name, there, n=3):
                help_ = f"; did you mean {' or '.join(close)}?"
            else:
                help_ = f"; the {what}s are {', '.join(sorted(there))}" if len(there) < _FEW else ""
            raise NarrowingError(f"there is no {what} '{name}'{help_}")
