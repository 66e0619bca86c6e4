"""The verdict as Markdown: for a step's summary and for a comment on a pull request.

What comes from stacks and scanners stands in code spans only. In them there are no links, images,
HTML, mentions or references to issues, so that a resource's name cannot be any of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from policies.counting import counted
from policies.gate.formats.causes import Cause, causes
from policies.gate.formats.safe_text import printable
from policies.gate.formats.text import summary
from policies.gate.verdict import Verdict
from policies.model import Finding, Status

LIMIT: Final = 60_000
"""Characters; GitHub takes 65,536 in a comment."""

_PLACES: Final = 5
_LONGEST: Final = 400
_MARKS: Final = {"pass": "✅", "fail": "❌", "error": "⛔"}


def render(verdict: Verdict) -> str:
    """A heading with the verdict, what fails by cause, and what neither fails nor passes, within `LIMIT`."""
    head = f"## {_MARKS[verdict.outcome]} Policy gate: {verdict.outcome}\n\n{code(summary(verdict))}\n"
    parts, hidden, used = [head], 0, len(head)
    for block in _blocks(verdict):
        if used + len(block) > LIMIT - 200:
            hidden += 1
            continue
        used += len(block)
        parts.append(block)
    if hidden:
        parts.append(
            f"\nLeft out for want of room: {counted(hidden, 'entry', 'entries')}; the report has all.\n"
        )
    return "".join(parts)


def _blocks(verdict: Verdict) -> Iterator[str]:
    if verdict.limits:
        yield "\n### Narrowed: this clears no deployment\n\n"
        yield from (f"- {code(limit)}\n" for limit in verdict.limits)
    if verdict.problems:
        yield "\n### It could not judge\n\n"
        yield from (f"- {code(problem)}\n" for problem in verdict.problems)
    failing = causes(verdict.failures)
    if failing:
        yield "\n### What fails, worst first\n\n"
        yield from (_cause(cause, verdict) for cause in failing)
    unknown = [finding for finding in verdict.findings if finding.status is Status.UNKNOWN]
    for who in sorted({each.decided_by for each in unknown}, reverse=True):
        yield from _brief(f"Unknown until {who}", [each for each in unknown if each.decided_by == who])
    told = (
        *(("Declared", Status.DECLARED), ("Waived", Status.WAIVED)),
        ("In the baseline", Status.BASELINE),
    )
    for title, status in told:
        yield from _brief(title, [finding for finding in verdict.findings if finding.status is status])
    if verdict.notes:
        yield "\n### Notes\n\n"
        yield from (f"- {code(note)}\n" for note in verdict.notes)


def _cause(cause: Cause, verdict: Verdict) -> str:
    rule = verdict.rules.get(cause.rule)
    fix = prose(rule.remediation) if rule else code(cause.remediation)
    lines = [
        f"- **{cause.severity.upper()}** {code(cause.rule)}: {code(cause.message)}",
        f"  - fix: {fix}",
        *(f"  - at {place}" for place in _places(cause.findings)),
    ]
    return "\n".join(lines) + "\n"


def _places(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings[:_PLACES]:
        made = f", made by {code(finding.source)}" if finding.source else ""
        yield f"{code(f'{finding.stack}: {finding.address}')}{made}"
    if len(findings) > _PLACES:
        yield counted(len(findings) - _PLACES, "more place")


def _brief(title: str, findings: list[Finding]) -> Iterable[str]:
    """One line a rule and reason, with the places counted."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.rule, finding.waiver or finding.message), []).append(finding)
    if grouped:
        yield f"\n### {title}\n\n"
    for (rule, why), found in grouped.items():
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield f"- {code(rule)} at {code(f'{found[0].stack}: {found[0].address}')}{more}: {code(why)}\n"


def code(text: str) -> str:
    """The text as one code span of at most 400 characters, whatever is in it."""
    line = printable(text)
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 3] + "..."
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    return (
        f"{fence} {line or '-'} {fence}" if "`" in line or line != line.strip() or not line else f"`{line}`"
    )


def prose(text: str) -> str:
    """Words in which no character is markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", printable(text))
