"""What fails, by cause: the same rule broken in the same way is told once, with every place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from policies.model import Finding, Severity

_SOURCE: Final = re.compile(r"(?P<file>[^/:][^:]*):(?P<line>[1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule and what it says, with the findings that say it, in their order."""

    rule: str
    message: str
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.findings[0].severity

    @property
    def remediation(self) -> str:
        """How to mend it."""
        return self.findings[0].remediation


class PythonLine(NamedTuple):
    """A line of the user's Python; the file is relative to the project."""

    file: str
    line: int


def causes(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """The findings by rule and message; findings that come worst first give causes that do."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.rule, finding.message), []).append(finding)
    return tuple(Cause(rule, message, tuple(found)) for (rule, message), found in grouped.items())


def python_line(finding: Finding) -> PythonLine | None:
    """The line that made the resource; None where it is not known or lies outside the project."""
    match = _SOURCE.fullmatch(finding.source)
    if match is None or ".." in match["file"].split("/"):
        return None
    return PythonLine(match["file"], int(match["line"]))
