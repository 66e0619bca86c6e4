"""The verdict for people: what fails, worst first, where it was made and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from policies.gate.verdict import Verdict
from policies.model import Finding, Severity, Status


def complaints(findings: Iterable[Finding]) -> list[str]:
    """Failures in full, one text a cause, worst first: what is wrong, how to mend it, where it is.

    Each place is a stack and address, with the construct and the line of Python that made it.
    """
    causes: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        causes.setdefault((finding.rule, finding.message), []).append(finding)
    return [_complaint(found) for found in causes.values()]


def _complaint(found: Sequence[Finding]) -> str:
    first = found[0]
    checks = sorted({same.rule for finding in found for same in finding.also})
    also = f" (checkov too: {', '.join(checks)})" if checks else ""
    lines = [f"{first.severity.upper()} {first.rule}{also}: {first.message}", f"  mend: {first.remediation}"]
    for finding in found:
        lines.append(f"  at:   {finding.stack}: {finding.address}")
        if finding.path:
            made = f", made by {finding.source}" if finding.source else ""
            lines.append(f"        {finding.path}{made}")
    return "\n".join(map(_printable, lines))


def render(verdict: Verdict) -> str:
    """The whole verdict as text, ending with one summary line."""
    return "\n".join(
        (
            *(f"{text}\n" for text in complaints(verdict.failures)),
            *map(_printable, _brief("UNKNOWN until the plan", Status.UNKNOWN, verdict.findings)),
            *map(_printable, _brief("WAIVED", Status.WAIVED, verdict.findings)),
            *(_printable(f"note: {note}") for note in verdict.notes),
            *(_printable(f"COULD NOT JUDGE: {problem}") for problem in verdict.problems),
            summary(verdict),
        )
    )


def _printable(text: str) -> str:
    """The text as one line without control characters: a name must not write lines of the verdict."""
    return "".join(character if character.isprintable() else "?" for character in text)


def summary(verdict: Verdict) -> str:
    """One line: the verdict and what it rests on."""
    counts = verdict.counts
    managed = sum(element.is_managed for element in verdict.estate.elements)
    rules = len({finding.rule for finding in verdict.findings})
    worst = [
        f"{number} {severity}"
        for severity in Severity
        if (number := sum(finding.severity is severity for finding in verdict.failures))
    ]
    by_severity = f" ({', '.join(worst)})" if worst else ""
    return (
        f"{verdict.outcome.upper()}: {len(verdict.stacks)} stacks, {managed} resources, "
        f"{rules} rules and checks ({', '.join(verdict.engines)}): "
        f"{counts[Status.FAIL]} failed{by_severity}, "
        f"{counts[Status.WAIVED]} waived, {counts[Status.UNKNOWN]} unknown, {counts[Status.PASS]} passed"
    )


def _brief(title: str, status: Status, findings: Sequence[Finding]) -> Iterable[str]:
    """Findings of one status, one line a rule and reason, with the places counted."""
    chosen = sorted(
        (finding for finding in findings if finding.status is status),
        key=lambda finding: (finding.rule, finding.waiver or finding.message),
    )
    for (rule, why), group in groupby(
        chosen, key=lambda finding: (finding.rule, finding.waiver or finding.message)
    ):
        places = [f"{finding.stack}: {finding.address}" for finding in group]
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield f"{title}: {rule} at {places[0]}{more}: {why}"
