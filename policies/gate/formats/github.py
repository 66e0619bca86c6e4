"""The verdict as GitHub annotations: workflow commands that mark the lines of Python at fault.

Commands: `::error file=...,line=...,title=...::message`, escaped as GitHub's toolkit does. GitHub shows
ten errors and ten warnings a step and drops the rest without a word, so the rest is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from policies.gate.formats.causes import Cause, causes
from policies.gate.formats.safe_text import printable
from policies.gate.formats.text import summary
from policies.gate.verdict import Verdict
from policies.lines import PythonLine
from policies.model import Finding, Severity, Status

SHOWN: Final = 10
"""How many annotations of one level GitHub shows a step."""

_COMMANDS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
}


def render(verdict: Verdict) -> str:
    """One command a problem, then one a cause and line, worst first; then what is not shown; the summary."""
    commands = [
        *(
            ("error", _command("error", printable(problem), "The gate could not judge"))
            for problem in verdict.problems
        ),
        *(
            ("warning", _command("warning", printable(limit), "Narrowed: this clears no deployment"))
            for limit in verdict.limits
        ),
        *(
            ("warning", _command("warning", printable(text), "An option asks for less than its default"))
            for text in verdict.loosened
        ),
        *_failures(verdict),
    ]
    shown: Counter[str] = Counter()
    lines = []
    for level, command in commands:
        shown[level] += 1
        if shown[level] <= SHOWN:
            lines.append(command)
    if hidden := len(commands) - len(lines):
        lines.append(
            f"Not annotated: {hidden} more, since GitHub shows {SHOWN} of a level a step. "
            "The text and the report name everything."
        )
    waiting = Counter(each.decided_by for each in verdict.findings if each.status is Status.UNKNOWN)
    lines += [f"{waiting[who]} unknown until {who}; unknown is not a pass." for who in sorted(waiting)]
    if declared := verdict.counts[Status.DECLARED]:
        lines.append(f"{declared} declared: regions differ there by what the settings override, no further.")
    return "\n".join((*lines, summary(verdict))) + "\n"


def _failures(verdict: Verdict) -> Iterator[tuple[str, str]]:
    for cause in causes(verdict.failures):
        by_line: dict[PythonLine | None, list[Finding]] = {}
        for finding in cause.findings:
            by_line.setdefault(PythonLine.of(finding.source), []).append(finding)
        level = _COMMANDS[cause.severity]
        for line, found in by_line.items():
            yield level, _command(level, _told(cause, found), f"{cause.severity}: {cause.rule}", line)


def _told(cause: Cause, found: list[Finding]) -> str:
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    first = found[0]
    lines = (cause.message, f"at {first.stack}: {first.address}{more}", f"fix: {cause.remediation}")
    return "\n".join(map(printable, lines))


def _command(level: str, message: str, title: str, line: PythonLine | None = None) -> str:
    where = f"file={_property(line.file)},line={line.line}," if line else ""
    return f"::{level} {where}title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    # The runner's older commands begin with ##[ anywhere in a line.
    text = text.replace("##[", "## [")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
