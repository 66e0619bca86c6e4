"""How `waivers.toml` is read: strictly, each entry in full. Whether a waiver holds is told by `applying`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from policies.context import PROFILES, UNKNOWN
from policies.gate.waivers.dates import LONGEST_DAYS
from policies.gate.waivers.people import DEFAULT as PEOPLE
from policies.gate.waivers.people import Register, RegisterError, UnknownPersonError, read_people
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.requirements import UnknownRequirementError, requirement

DEFAULT: Final = Path(__file__).parents[2] / "waivers.toml"
_TEXTS: Final = {
    "rule": "the id of the rule or of checkov's check",
    "reason": "why the failure is accepted",
    "owner": "who answers for it",
    "approver": "who allowed it, and is not its owner",
}
_OPTIONAL: Final = {
    "row": "the requirement that supports it",
    "ticket": "where it is followed up",
    "compensating": "the rule that holds in its stead",
}
_FIELDS: Final = (*_TEXTS, "approved", "scope", "subjects", *_OPTIONAL, "expires", "by_design", "reviewed")
_SCOPE: Final = ("system", "stack", "region", "address", "profile")


class WaiverError(ValueError):
    """The waivers cannot be used; the text names file, entry, what was found and what is needed."""


def read_waivers(path: Path = DEFAULT, people: Path = PEOPLE) -> tuple[Waiver, ...]:
    """Read a waivers file, whose owners and approvers are of the register `people`.

    Raises WaiverError for everything that is not exactly a list of waivers, or no register.
    """
    try:
        register = read_people(people)
    except RegisterError as error:
        raise WaiverError(str(error)) from error
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
            waivers.append(_waiver(entry, register))
        except WaiverError as error:
            named = f" ({entry['rule']})" if isinstance(entry.get("rule"), str) else ""
            raise WaiverError(f"{path}: waiver {number}{named}: {error}") from error
    return tuple(waivers)


def _waiver(entry: Mapping[str, Any], register: Register) -> Waiver:
    _refuse_others(entry, _FIELDS, "")
    required = {name: _text(entry, name, meaning) for name, meaning in _TEXTS.items()}
    optional = {name: _text(entry, name, meaning) for name, meaning in _OPTIONAL.items() if name in entry}
    approved, expires, reviewed = _dates(entry)
    waiver = Waiver(
        scope=_scope(entry.get("scope")),
        approved=approved,
        expires=expires,
        reviewed=reviewed,
        subjects=_subjects(entry),
        **required | _people(entry, register),
        **optional,
    )
    if waiver.row:
        _refuse_row(waiver)
    if waiver.expires is None:
        if not waiver.row:
            raise WaiverError("'row' is missing: what is by design names the requirement that demands it")
    elif not (waiver.row or waiver.ticket):
        raise WaiverError("'row' and 'ticket' are missing: name the requirement or the ticket behind it")
    elif not waiver.compensating:
        raise WaiverError(
            "'compensating' is missing: name the rule that holds where this one fails, until it is fixed"
        )
    return waiver


def _refuse_row(waiver: Waiver) -> None:
    try:
        found = requirement(waiver.row)
    except UnknownRequirementError as error:
        raise WaiverError(f"'row' must be the id of a requirement: {error}") from error
    if not found.applies_to([waiver.scope.system]):
        raise WaiverError(
            f"'row' is {waiver.row}, which is required of {', '.join(found.systems)} and not of "
            f"{waiver.scope.system}"
        )


def _scope(given: object) -> WaiverScope:
    if not isinstance(given, Mapping):
        raise WaiverError("'scope' must be a table with system, stack or region, and address")
    _refuse_others(given, _SCOPE, "scope.")
    if ("stack" in given) == ("region" in given):
        raise WaiverError("'scope' must name either stack or region, and not both")
    if given.get("system") == UNKNOWN:
        raise WaiverError(
            f"'scope.system' must be the name of a system; '{UNKNOWN}' stands for one that is not known"
        )
    profiles = _patterns(given, "profile") if "profile" in given else ()
    if others := sorted(set(profiles) - set(PROFILES)):
        raise WaiverError(f"'scope.profile' has '{others[0]}'; these are: {', '.join(PROFILES)}")
    return WaiverScope(
        system=_text(given, "system", "the system whose failure it is", "scope."),
        addresses=_patterns(given, "address"),
        stacks=_patterns(given, "stack") if "stack" in given else (),
        regions=_patterns(given, "region") if "region" in given else (),
        profiles=profiles,
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


def _people(entry: Mapping[str, Any], register: Register) -> dict[str, str]:
    """Owner and approver by their ids in the register, however the entry spells them."""
    said = {}
    for name in ("owner", "approver"):
        try:
            said[name] = register.person(entry[name])
        except UnknownPersonError as error:
            raise WaiverError(f"'{name}': {error}") from error
    owner, approver = said.values()
    if owner == approver:
        raise WaiverError(f"'{owner.id}' is owner and approver; an owner does not approve their own waiver")
    if not approver.approves:
        raise WaiverError(
            f"'approver' is '{approver.id}', who may not approve; these may: {', '.join(register.approvers)}"
        )
    return {name: person.id for name, person in said.items()}


def _dates(entry: Mapping[str, Any]) -> tuple[date, date | None, date | None]:
    """When it was approved, its last day, and when it was reviewed: the last of what is by design alone."""
    by_design = entry.get("by_design", False)
    if not isinstance(by_design, bool):
        raise WaiverError(f"'by_design' must be true or false, found {by_design!r}")
    approved = _date(entry, "approved", "give the UTC date on which its approver allowed it")
    if by_design:
        if "expires" in entry:
            raise WaiverError("what is by_design has no last day: remove 'expires', or 'by_design'")
        reviewed = _date(entry, "reviewed", "give the UTC date on which it was last found to be right")
        if reviewed < approved:
            raise WaiverError(f"'reviewed' is {reviewed}, before it was approved on {approved}")
        return approved, None, reviewed
    expires = _date(
        entry,
        "expires",
        "give the last UTC date on which it holds; what a requirement demands says by_design = true instead",
    )
    if "reviewed" in entry:
        raise WaiverError("only what is by_design is reviewed: remove 'reviewed'; 'expires' ends this one")
    if expires < approved:
        raise WaiverError(f"'expires' is {expires}, before it was approved on {approved}")
    if (expires - approved).days > LONGEST_DAYS:
        latest = approved + timedelta(days=LONGEST_DAYS)
        raise WaiverError(
            f"'expires' is {expires}, more than a year after it was approved on {approved}; "
            f"{latest} at the latest is allowed"
        )
    return approved, expires, None


def _date(entry: Mapping[str, Any], name: str, meaning: str) -> date:
    given = entry.get(name)
    if given is None:
        raise WaiverError(f"'{name}' is missing: {meaning}")
    if type(given) is not date:  # a TOML time of day would be a date, too
        raise WaiverError(f"'{name}' must be a date without quotes, as in 2030-01-31, found {given!r}")
    return given


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
