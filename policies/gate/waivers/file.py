"""Waivers: what one is, and how `waivers.toml` is read. Whether one holds is judged in `waiving`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from policies.estate import UNKNOWN
from policies.model import Finding
from policies.requirements import UnknownRequirementError, requirement

DEFAULT: Final = Path(__file__).parents[2] / "waivers.toml"
_TEXTS: Final = {
    "rule": "the id of the rule or of checkov's check",
    "reason": "why the failure stands",
    "owner": "who answers for it",
    "approver": "who allowed it, and is not its owner",
}
_OPTIONAL: Final = {
    "row": "the requirement that supports it",
    "ticket": "where it is followed up",
    "compensating": "the rule that holds in its stead",
}
_FIELDS: Final = (*_TEXTS, "scope", "subjects", *_OPTIONAL, "expires", "by_design")
_SCOPE: Final = ("system", "stack", "region", "address")


class WaiverError(ValueError):
    """The waivers cannot be used; the text names file, entry, what was found and what is needed."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a waiver holds: in one system, at addresses, and in stacks or else in regions.

    In a pattern `*` stands for any characters, and everything else for itself.
    """

    system: str
    addresses: tuple[str, ...]
    stacks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def reaches(self, finding: Finding, system: str) -> bool:
        """Whether a finding, in a stack of that system, is in its stacks or regions, at any address."""
        return system == self.system and (
            matches(finding.stack, self.stacks) or matches(finding.region, self.regions)
        )

    def covers(self, finding: Finding, system: str) -> bool:
        """Whether a finding, in a stack of that system, is within it."""
        return self.reaches(finding, system) and matches(finding.address, self.addresses)

    def __str__(self) -> str:
        return f"{', '.join(self.stacks or self.regions)}: {', '.join(self.addresses)}"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A failure that somebody answers for.

    subjects: what it allows there, where the rule tells several ways to break it apart: nothing else.
    row, ticket: what supports it, at least one of them; one by design has a row.
    expires: the last UTC date on which it holds; None for one by design.
    compensating: the rule that must pass where this one fails; empty where none is named.
    """

    rule: str
    scope: Scope
    reason: str
    owner: str
    approver: str
    row: str = ""
    ticket: str = ""
    expires: date | None = None
    compensating: str = ""
    subjects: tuple[str, ...] = ()

    def covers(self, finding: Finding, system: str) -> bool:
        """Whether a finding of a stack of that system is of its rule and in its scope."""
        return finding.rule == self.rule and self.scope.covers(finding, system)

    def accounts_for(self, finding: Finding, system: str) -> bool:
        """Whether it answers for a finding of a stack of that system, or for some of its subjects."""
        named = bool(set(self.subjects) & set(finding.subjects)) if finding.subjects else not self.subjects
        return named and self.covers(finding, system)

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


def read_waivers(path: Path = DEFAULT) -> tuple[Waiver, ...]:
    """Read a waivers file. Raises WaiverError for everything that is not exactly a list of waivers."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WaiverError(f"{path}: the waivers do not parse: {error}") from error
    entries = content.get("waiver", [])
    if (
        set(content) - {"waiver"}
        or not isinstance(entries, list)
        or not all(isinstance(entry, dict) for entry in entries)
    ):
        raise WaiverError(f"{path}: it may hold [[waiver]] entries only")
    waivers = []
    for number, entry in enumerate(entries, 1):
        try:
            waivers.append(_waiver(entry))
        except WaiverError as error:
            named = f" ({entry['rule']})" if isinstance(entry.get("rule"), str) else ""
            raise WaiverError(f"{path}: waiver {number}{named}: {error}") from error
    return tuple(waivers)


def _waiver(entry: Mapping[str, Any]) -> Waiver:
    _refuse_others(entry, _FIELDS, "")
    required = {name: _text(entry, name, meaning) for name, meaning in _TEXTS.items()}
    optional = {name: _text(entry, name, meaning) for name, meaning in _OPTIONAL.items() if name in entry}
    waiver = Waiver(
        scope=_scope(entry.get("scope")),
        expires=_expiry(entry),
        subjects=_subjects(entry),
        **required,
        **optional,
    )
    if waiver.approver == waiver.owner:
        raise WaiverError(f"'{waiver.owner}' is owner and approver; nobody approves what is their own")
    if waiver.row:
        try:
            requirement(waiver.row)
        except UnknownRequirementError as error:
            raise WaiverError(f"'row' must be the id of a requirement: {error}") from error
    if waiver.expires is None:
        if not waiver.row:
            raise WaiverError("'row' is missing: what is by design names the requirement that demands it")
    elif not (waiver.row or waiver.ticket):
        raise WaiverError("'row' and 'ticket' are missing: name the requirement or the ticket behind it")
    elif not waiver.compensating:
        raise WaiverError(
            "'compensating' is missing: name the rule that holds where this one fails, until it is mended"
        )
    return waiver


def _scope(given: object) -> Scope:
    if not isinstance(given, Mapping):
        raise WaiverError("'scope' must be a table with system, stack or region, and address")
    _refuse_others(given, _SCOPE, "scope.")
    if ("stack" in given) == ("region" in given):
        raise WaiverError("'scope' must name either stack or region, and not both")
    if given.get("system") == UNKNOWN:
        raise WaiverError(f"'scope.system' must be the name of a system; '{UNKNOWN}' is what nobody told")
    return Scope(
        system=_text(given, "system", "the system whose failure it is", "scope."),
        addresses=_patterns(given, "address"),
        stacks=_patterns(given, "stack") if "stack" in given else (),
        regions=_patterns(given, "region") if "region" in given else (),
    )


def _subjects(entry: Mapping[str, Any]) -> tuple[str, ...]:
    given = entry.get("subjects", [])
    if (
        not isinstance(given, list)
        or not all(isinstance(each, str) and each for each in given)
        or ("subjects" in entry and not given)
        or len(set(given)) != len(given)
    ):
        raise WaiverError(
            f"'subjects' must be a list of the subjects of its rule's findings, each once, found {given!r}"
        )
    return tuple(given)


def _expiry(entry: Mapping[str, Any]) -> date | None:
    by_design = entry.get("by_design", False)
    if not isinstance(by_design, bool):
        raise WaiverError(f"'by_design' must be true or false, found {by_design!r}")
    expires = entry.get("expires")
    if by_design:
        if expires is not None:
            raise WaiverError("what is by_design has no date: remove 'expires', or 'by_design'")
        return None
    if expires is None:
        raise WaiverError(
            "'expires' is missing: give the last UTC date on which it holds; "
            "what a requirement demands says by_design = true instead"
        )
    if type(expires) is not date:  # a TOML time of day would be a date, too
        raise WaiverError(f"'expires' must be a date without quotes, as in 2030-01-31, found {expires!r}")
    return expires


def _refuse_others(given: Mapping[str, Any], allowed: Iterable[str], prefix: str) -> None:
    if others := sorted(set(given) - set(allowed)):
        raise WaiverError(f"'{prefix}{others[0]}' is not a field; these are: {', '.join(allowed)}")


def _text(given: Mapping[str, Any], name: str, meaning: str, prefix: str = "") -> str:
    if name not in given:
        raise WaiverError(f"'{prefix}{name}' is missing: say {meaning}")
    value = given[name]
    if not isinstance(value, str) or not value.strip():
        raise WaiverError(f"'{prefix}{name}' must be a text that is not empty, found {value!r}")
    return value


def _patterns(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """One pattern, or a list of them."""
    if name not in given:
        raise WaiverError(f"'scope.{name}' is missing: say where it holds")
    value = given[name]
    patterns = value if isinstance(value, list) else [value]
    if not patterns or not all(isinstance(each, str) and each.strip() for each in patterns):
        raise WaiverError(f"'scope.{name}' must be a pattern or a list of patterns, found {value!r}")
    return tuple(patterns)
