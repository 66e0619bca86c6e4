"""One cause at one place is told once: by the rule that knows it best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from policies.model import Finding, Rule, Status


def unrepeated(findings: Collection[Finding], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """The findings, with those that only repeat another beside it in the `also` of that one.

    A failure repeats that of a rule which its own names (`Rule.told_by`) at the same address, where each of
    its subjects stands in one of the other's. Only failures are joined, after waivers: a waiver of the one is
    no waiver of the other.
    """
    repeated = _repeated(findings, rules)
    repeats: dict[Finding, list[Finding]] = defaultdict(list)
    for finding, other in repeated.items():
        teller = other
        while teller in repeated:  # it ends: no rule is told by one that it tells
            teller = repeated[teller]
        repeats[teller] += (replace(finding, also=()), *finding.also)
    for finding in findings:
        if finding in repeats:
            also = (*finding.also, *repeats[finding])
            yield replace(finding, also=tuple(sorted(also, key=lambda each: each.order)))
        elif finding not in repeated:
            yield finding


def _repeated(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Mapping[Finding, Finding]:
    """The failures that only repeat another one, with that."""
    failed = [each for each in findings if each.status is Status.FAIL and each.engine == "rules"]
    beside: dict[tuple[str, str], dict[str, Finding]] = defaultdict(dict)
    for finding in failed:
        beside[finding.stack, finding.address][finding.rule] = finding
    tellers = ((each, _teller(each, beside[each.stack, each.address], rules)) for each in failed)
    return {finding: teller for finding, teller in tellers if teller is not None}


def _teller(finding: Finding, beside: Mapping[str, Finding], rules: Mapping[str, Rule]) -> Finding | None:
    """The failure beside it that tells the same; None where it says something of its own."""
    for name in rules[finding.rule].told_by if finding.rule in rules else ():
        other = beside.get(name)
        if other is not None and all(
            any(subject in theirs for theirs in other.subjects) for subject in finding.subjects
        ):
            return other
    return None
