"""Waivers: failures that somebody answers for, one by one, with a reason that a row supports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from policies.estate import Estate
from policies.model import Finding, Rule, Status

DEFAULT: Final = Path(__file__).parent.parent / "waivers.toml"
_FIELDS: Final = ("rule", "scope", "reason", "row", "owner")
_SCOPE: Final = ("system", "stack", "address")
_CHECKOV_ID: Final = re.compile(r"^CKV2?_[A-Z]+_\d+$")


class WaiverError(ValueError):
    """The waivers cannot be used; the text names file, entry, what was found and what is needed."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver. `stack` and `address` are patterns in which `*` stands for any characters."""

    rule: str
    system: str
    stack: str
    address: str
    reason: str
    row: str
    owner: str

    def covers(self, finding: Finding, system: str) -> bool:
        """Whether it accounts for this finding of a stack of that system."""
        return (
            finding.rule == self.rule
            and system == self.system
            and fnmatchcase(finding.stack, self.stack)
            and fnmatchcase(finding.address, self.address)
        )

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"the waiver of {self.rule} for {self.stack}: {self.address}"


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings after waivers, and the waivers that do not hold."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]


def read_waivers(path: Path = DEFAULT) -> tuple[Waiver, ...]:
    """Read a waivers file. Raises WaiverError for everything that is not exactly a list of waivers."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WaiverError(f"{path}: the waivers do not parse: {error}") from error
    entries = content.get("waiver", [])
    if set(content) - {"waiver"} or not isinstance(entries, list):
        raise WaiverError(f"{path}: it may hold [[waiver]] entries only")
    return tuple(_waiver(path, number, entry) for number, entry in enumerate(entries, 1))


def _waiver(path: Path, number: int, entry: Mapping[str, Any]) -> Waiver:
    where = f"{path}: waiver {number}"
    scope = entry.get("scope")
    if not isinstance(scope, Mapping):
        raise WaiverError(f"{where}: 'scope' must be a table with {', '.join(_SCOPE)}")
    for given, allowed, prefix in ((entry, _FIELDS, ""), (scope, _SCOPE, "scope.")):
        if extra := sorted(set(given) - set(allowed)):
            raise WaiverError(
                f"{where}: '{prefix}{extra[0]}' is not a field; these are: {', '.join(allowed)}"
            )
        for name in allowed:
            value = given.get(name)
            if name != "scope" and (not isinstance(value, str) or not value.strip()):
                raise WaiverError(
                    f"{where}: '{prefix}{name}' must be a text that is not empty, found {value!r}"
                )
    return Waiver(**{name: entry[name] for name in _FIELDS if name != "scope"}, **scope)


def apply_waivers(
    findings: Iterable[Finding],
    waivers: Collection[Waiver],
    *,
    rules: Mapping[str, Rule],
    estate: Estate,
    engines: Collection[str],
) -> Waived:
    """Turn each failure that a waiver covers into `waived`.

    A problem for each waiver of a rule that nobody may waive or that does not exist, and for each
    one that covered nothing although its engine ran and its system is there.
    """
    systems = {element.stack: element.context.system for element in estate.elements}
    used: set[Waiver] = set()
    after = []
    for finding in findings:
        covering = [waiver for waiver in waivers if waiver.covers(finding, systems.get(finding.stack, ""))]
        if finding.status is not Status.FAIL or not covering or not _may_waive(finding.rule, rules):
            after.append(finding)
            continue
        used.update(covering)
        reason = "; ".join(f"{waiver.reason} ({waiver.row}, {waiver.owner})" for waiver in covering)
        after.append(replace(finding, status=Status.WAIVED, waiver=reason))
    problems = [
        problem
        for waiver in waivers
        if (problem := _problem(waiver, rules, engines, systems.values(), is_used=waiver in used))
    ]
    return Waived(tuple(after), tuple(problems))


def _may_waive(rule_id: str, rules: Mapping[str, Rule]) -> bool:
    return rule_id not in rules or rules[rule_id].waivable


def _problem(
    waiver: Waiver,
    rules: Mapping[str, Rule],
    engines: Collection[str],
    systems: Collection[str],
    *,
    is_used: bool,
) -> str:
    is_checkov = bool(_CHECKOV_ID.match(waiver.rule))
    if not is_checkov and waiver.rule not in rules:
        return f"{waiver.label}: there is no such rule. Remove the waiver, or correct its rule."
    if not _may_waive(waiver.rule, rules):
        return f"{waiver.label}: nobody may waive this rule. Mend the resource and remove the waiver."
    concerned = ("checkov" if is_checkov else "rules") in engines and waiver.system in systems
    if concerned and not is_used:
        return f"{waiver.label}: nothing fails there any more. Remove the waiver."
    return ""
