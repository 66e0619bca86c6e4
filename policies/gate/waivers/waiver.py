"""What a waiver is, where it holds, and what it accounts for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from policies.context import Context
from policies.model import Finding


@dataclass(frozen=True, slots=True)
class WaiverScope:
    """Where a waiver holds: in one system, at addresses, and in stacks or else in regions.

    In a pattern `*` stands for any characters, and everything else for itself.
    profiles: those in which it holds; none for every one.
    """

    system: str
    addresses: tuple[str, ...]
    stacks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()

    def is_of(self, context: Context) -> bool:
        """Whether what belongs there is of its system, in a profile in which it holds."""
        return context.system == self.system and (not self.profiles or context.profile in self.profiles)

    def reaches(self, finding: Finding, context: Context) -> bool:
        """Whether a finding, in a stack that belongs there, is in its stacks or regions, at any address."""
        return self.is_of(context) and (
            matches(finding.stack, self.stacks) or matches(finding.region, self.regions)
        )

    def covers(self, finding: Finding, context: Context) -> bool:
        """Whether a finding, in a stack that belongs there, is within it."""
        return self.reaches(finding, context) and matches(finding.address, self.addresses)

    def __str__(self) -> str:
        where = f"{', '.join(self.stacks or self.regions)}: {', '.join(self.addresses)}"
        return f"{where} in {', '.join(self.profiles)}" if self.profiles else where


@dataclass(frozen=True, slots=True)
class Waiver:
    """A failure that somebody answers for.

    owner, approver: ids of the register of people.
    approved: the UTC date on which it was approved.
    subjects: what it allows there, where the rule tells several ways to break it apart: nothing else.
    row, ticket: what supports it, at least one of them; one by design has a row.
    expires: the last UTC date on which it holds; None for one by design.
    reviewed: the UTC date on which one by design was last found to be right; None for every other.
    compensating: the rule that must pass where this one fails; empty where none is named.
    """

    rule: str
    scope: WaiverScope
    reason: str
    owner: str
    approver: str
    approved: date
    row: str = ""
    ticket: str = ""
    expires: date | None = None
    reviewed: date | None = None
    compensating: str = ""
    subjects: tuple[str, ...] = ()

    def covers(self, finding: Finding, context: Context) -> bool:
        """Whether a finding of a stack that belongs there is of its rule and in its scope."""
        return finding.rule == self.rule and self.scope.covers(finding, context)

    def accounts_for(self, finding: Finding, context: Context) -> bool:
        """Whether it answers for a finding of a stack that belongs there, or for some of its subjects."""
        named = bool(set(self.subjects) & set(finding.subjects)) if finding.subjects else not self.subjects
        return named and self.covers(finding, context)

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"the waiver of {self.rule} for {self.where}"

    @property
    def where(self) -> str:
        """Its scope in words, with the subjects that it allows."""
        return f"{self.scope}" + (f" ({', '.join(self.subjects)})" if self.subjects else "")

    @property
    def account(self) -> str:
        """What a waived finding says: the reason, what supports it, who answers, and for how long."""
        until = f"until {self.expires}" if self.expires else ""
        support = ", ".join(filter(None, (self.row, self.ticket, self.owner, until)))
        return f"{self.reason} ({support})"


def matches(text: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns is the whole text."""
    return any(_compiled(pattern).fullmatch(text) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
