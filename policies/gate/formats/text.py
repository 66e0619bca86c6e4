"""The verdict for people: what fails, worst first, where it was made and how to fix it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from policies.counting import counted
from policies.gate.formats.causes import Cause, causes
from policies.gate.formats.safe_text import printable
from policies.gate.verdict import Verdict, separated
from policies.model import Finding, Severity, Status

PLACES: Final = 3
"""How many places of one cause are named, unless every one is asked for."""


def complaints(findings: Iterable[Finding], places: int | None = None) -> list[str]:
    """Failures, one text a cause, worst first: what is wrong, how to fix it, where it is. Messages that
    differ by the addresses in them are one cause, and stand at their places.

    Each place is a stack and address, with the construct and the line of Python that made it.
    places: how many are named; the others are counted.
    """
    return [_complaint(cause, places) for cause in causes(findings, alike=True)]


def _complaint(cause: Cause, places: int | None) -> str:
    too = {(same.engine, same.rule) for finding in cause.findings for same in finding.also}
    also = "".join(
        f" ({who} too: {', '.join(names)})"
        for who, engine in (("told by", "rules"), ("checkov", "checkov"))
        if (names := sorted(name for each, name in too if each == engine))
    )
    number = f" ({len(cause.findings)} places)" if len(cause.findings) > 1 else ""
    lines = [
        f"{cause.severity.upper()} {cause.rule}{also}: {cause.message}{number}",
        f"  fix: {cause.remediation}",
    ]
    for finding in cause.findings[:places]:
        own = "" if finding.message == cause.message else f": {finding.message}"
        lines.append(f"  at:   {finding.stack}: {finding.address}{own}")
        made = f"made by {finding.source}" if finding.source else ""
        if finding.path or made:
            lines.append(f"        {', '.join(filter(None, (finding.path, made)))}")
    if hidden := len(cause.findings) - len(cause.findings[:places]):
        lines.append(f"        and {hidden} more (--all names each)")
    return "\n".join(map(printable, lines))


def render(verdict: Verdict, *, every: bool = False) -> str:
    """The whole verdict as text, ending with one summary line.

    every: whether every place of a cause is named, rather than the first and the number of the others.
    """
    return "\n".join(
        (
            *(f"{text}\n" for text in complaints(verdict.failures, None if every else PLACES)),
            *map(printable, _brief(Status.UNKNOWN, verdict.findings)),
            *map(printable, _declared(verdict.findings)),
            *map(printable, _brief(Status.WAIVED, verdict.findings)),
            *map(printable, _brief(Status.BASELINE, verdict.findings)),
            *(printable(f"note: {note}") for note in verdict.notes),
            *map(printable, _generic(verdict)),
            *(printable(f"COULD NOT JUDGE: {problem}") for problem in verdict.problems),
            summary(verdict),
        )
    )


def summary(verdict: Verdict) -> str:
    """One line: the verdict and what it rests on."""
    counts = verdict.counts
    managed = sum(element.is_managed for element in verdict.configuration.elements)
    rules = len({finding.rule for finding in separated(verdict.findings)})
    worst = [
        f"{number} {severity}"
        for severity in Severity
        if (number := sum(finding.severity is severity for finding in verdict.failures))
    ]
    unmade = len(verdict.configuration.unmade)
    not_made = f" ({unmade} more not made: count or for_each is nothing)" if unmade else ""
    by_severity = f" ({', '.join(worst)})" if worst else ""
    known = f"{counts[Status.BASELINE]} in the baseline, " if counts[Status.BASELINE] else ""
    differs = f"{counts[Status.DECLARED]} declared, " if counts[Status.DECLARED] else ""
    narrowed = "".join(f"NARROWED: {limit}: this clears no deployment. " for limit in verdict.limits)
    return printable(
        f"{narrowed}"
        f"{verdict.outcome.upper()}: {counted(len(verdict.stacks), 'stack')}, "
        f"{counted(managed, 'resource')}{not_made}, "
        f"{counted(rules, 'rule or check', 'rules and checks')} ({', '.join(verdict.engines)}): "
        f"{counts[Status.FAIL]} failed{by_severity}, {known}"
        f"{counts[Status.WAIVED]} waived, {differs}{counts[Status.UNKNOWN]} unknown, "
        f"{counts[Status.PASS]} passed"
    )


_TITLES: Final = {Status.WAIVED: "WAIVED", Status.BASELINE: "IN THE BASELINE"}


def _generic(verdict: Verdict) -> Iterable[str]:
    """The types that nothing but rules about every type looked at, in one line."""
    if verdict.generic_types:
        listed = ", ".join(f"{kind} ({number})" for kind, number in verdict.generic_types.items())
        yield f"note: only rules about every type looked at {listed}"


def _declared(findings: Iterable[Finding]) -> Iterable[str]:
    """How regions differ by what the settings override, one line a cause, with the places counted."""
    for cause in causes((each for each in findings if each.status is Status.DECLARED), alike=True):
        first, more = cause.findings[0], len(cause.findings) - 1
        also = f" and {more} more" if more else ""
        yield f"DECLARED: {cause.rule} at {first.stack}: {first.address}{also}: {cause.message}"


def _brief(status: Status, findings: Sequence[Finding]) -> Iterable[str]:
    """Findings of one status, one line a rule and reason, with the places counted."""
    chosen = sorted(
        (finding for finding in findings if finding.status is status),
        key=lambda finding: (finding.rule, finding.waiver or finding.message),
    )
    for (rule, why), group in groupby(
        chosen, key=lambda finding: (finding.rule, finding.waiver or finding.message)
    ):
        found = list(group)
        places = [f"{finding.stack}: {finding.address}" for finding in found]
        title = _TITLES.get(status) or f"UNKNOWN until {found[0].decided_by}"
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield f"{title}: {rule} at {places[0]}{more}: {why}"
