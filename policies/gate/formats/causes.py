"""What fails, by cause: the same rule broken in the same way is told once, with every place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policies.model import Finding, Severity

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


def causes(findings: Iterable[Finding], *, alike: bool = False) -> tuple[Cause, ...]:
    """The findings by rule and message; findings that come worst first give causes that do.

    alike: messages that differ by the addresses in them alone are one cause, under the first of them.
    """
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        message = _ADDRESS.sub("*", finding.message) if alike else finding.message
        grouped.setdefault((finding.rule, message), []).append(finding)
    return tuple(Cause(found[0].rule, found[0].message, tuple(found)) for found in grouped.values())
