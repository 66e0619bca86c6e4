"""What fails, by cause: the same rule broken in the same way is told once, with every place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from policies.model import Finding, Severity

_SOURCE: Final = re.compile(r"(?P<file>[^/:][^:]*):(?P<line>[1-9]\d{0,8})")

_ADDRESS: Final = re.compile(r"\b(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]\s]*\])?")


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
        """How to fix it."""
        return self.findings[0].remediation


class PythonLine(NamedTuple):
    """A line of the user's Python; the file is relative to the project."""

    file: str
    line: int


def causes(findings: Iterable[Finding], *, alike: bool = False) -> tuple[Cause, ...]:
    """The findings by rule and message; findings that come worst first give causes that do.

    alike: messages that differ by the addresses in them alone are one cause, under the first of them.
    """
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        message = _ADDRESS.sub("*", finding.message) if alike else finding.message
        grouped.setdefault((finding.rule, message), []).append(finding)
    return tuple(Cause(found[0].rule, found[0].message, tuple(found)) for found in grouped.values())


def python_line(finding: Finding) -> PythonLine | None:
    """The line that made the resource; None where it is not known or lies outside the project."""
    match = _SOURCE.fullmatch(finding.source)
    if match is None or ".." in match["file"].split("/"):
        return None
    return PythonLine(match["file"], int(match["line"]))
