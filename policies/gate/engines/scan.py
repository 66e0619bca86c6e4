"""What checkov found in a configuration, apart from the scanner that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from policies.model import Finding


@dataclass(frozen=True, slots=True)
class Scan:
    """What checkov found, why its answer is not whole (empty where it is), and its version.

    findings: one a check and address, of both shapes together: what fails in either fails.
    counts: how many elements a check passed or failed, by (shape, check).
    """

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    version: str = ""
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)


NOT_SCANNED: Final = Scan((), ())
"""Of what checkov was not asked about."""
