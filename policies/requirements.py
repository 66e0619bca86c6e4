"""What is required of the platform and its systems, as `docs/requirements.toml` says it.

The file has three tables. `layers` gives each letter the place where a requirement can show; `systems` names
those that have requirements of their own; `requirements` gives each id (R and a number, or C and a number for
how a contradiction was settled) a `text`, its `layers` as letters, and the `systems` that it is for: every
system where none is named. `no_rule` says why no rule judges one, although it shows in what is synthesized.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from policies.frameworks import natural_order

FILE: Final = Path(__file__).parent.parent / "docs" / "requirements.toml"

SYNTHESIZED: Final = "S"
"""The layer that rules judge."""

_TABLES: Final = ("layers", "systems", "requirements")
_KEYS: Final = ("text", "layers", "systems", "no_rule")
_ID: Final = re.compile(r"[RC][1-9]\d*")


class RequirementsError(ValueError):
    """The file cannot be used; the text names it and the key at fault."""


class UnknownRequirementError(ValueError):
    """An id that names no requirement; the text names the id and what exists instead."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement, or how one contradiction was settled.

    id: `R` or `C`, and a number.
    text: what is required, in one sentence.
    layers: where it shows, as letters of the file's `layers`.
    systems: those that it is for; every system where there is none.
    no_rule: why no rule judges it, although it shows in what is synthesized; else empty.
    """

    id: str
    text: str
    layers: tuple[str, ...]
    systems: tuple[str, ...]
    no_rule: str = ""

    @property
    def settles(self) -> bool:
        """Whether it says how a contradiction was settled."""
        return self.id.startswith("C")

    def applies_to(self, systems: Iterable[str]) -> bool:
        """Whether it is for one of these systems, which need not be the file's, or for every system."""
        return not self.systems or not set(self.systems).isdisjoint(systems)


@dataclass(frozen=True, slots=True)
class Requirements:
    """The file's content.

    layers: what each letter stands for.
    systems: what each system with requirements of its own is.
    by_id: R before C, each by number.
    """

    layers: Mapping[str, str]
    systems: Mapping[str, str]
    by_id: Mapping[str, Requirement]


def read_requirements(path: Path) -> Requirements:
    """Read a file of requirements.

    Raises RequirementsError for one that cannot be opened, is not TOML, lacks a key, has one too many or of
    the wrong kind, or names a layer or a system that it does not list.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RequirementsError(f"{path}: it cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequirementsError(f"{path}: it is not TOML: {error}") from error
    try:
        _refuse_others(document, _TABLES, "")
        layers, systems, entries = (_table(document.get(name), name) for name in _TABLES)
        for name, table in (("layers", layers), ("systems", systems)):
            for key in table:
                _text(table, key, f"{name}.")
        by_id = {
            requirement_id: _requirement(requirement_id, entries[requirement_id], layers, systems)
            for requirement_id in sorted(entries, key=_order)
        }
    except RequirementsError as error:
        raise RequirementsError(f"{path}: {error}") from error
    return Requirements(MappingProxyType(layers), MappingProxyType(systems), MappingProxyType(by_id))


@cache
def requirements() -> Requirements:
    """The requirements of this project, read once a process.

    Raises RequirementsError as `read_requirements` does.
    """
    return read_requirements(FILE)


def requirement(requirement_id: str) -> Requirement:
    """The requirement of an id such as `R37` or `C12`.

    Raises UnknownRequirementError, which tells the nearest ids; RequirementsError as `requirements` does.
    """
    known = requirements().by_id
    if requirement_id not in known:
        nearest = get_close_matches(requirement_id, known)
        hint = f"the nearest are {', '.join(nearest)}" if nearest else "none has an id like it"
        raise UnknownRequirementError(
            f"unknown requirement {requirement_id!r}: docs/{FILE.name} has none of this id; {hint}"
        )
    return known[requirement_id]


def _order(requirement_id: str) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    return not requirement_id.startswith("R"), natural_order(requirement_id)


def _requirement(
    requirement_id: str, entry: object, layers: Mapping[str, Any], systems: Mapping[str, Any]
) -> Requirement:
    where = f"requirements.{requirement_id}"
    if not _ID.fullmatch(requirement_id):
        raise RequirementsError(f"{where}: an id is R or C and a number, as in R37")
    table = _table(entry, where)
    _refuse_others(table, _KEYS, f"{where}.")
    return Requirement(
        id=requirement_id,
        text=_text(table, "text", f"{where}."),
        layers=_each_once(list(_text(table, "layers", f"{where}.")), layers, f"{where}.layers"),
        systems=_each_once(table["systems"], systems, f"{where}.systems") if "systems" in table else (),
        no_rule=_text(table, "no_rule", f"{where}.") if "no_rule" in table else "",
    )


def _each_once(given: object, known: Mapping[str, Any], where: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not given:
        raise RequirementsError(f"{where}: a list is needed, with at least one of {', '.join(known)}")
    for name in given:
        if name not in tuple(known):
            raise RequirementsError(f"{where}: {name!r} is none of {', '.join(known)}")
        if given.count(name) > 1:
            raise RequirementsError(f"{where}: {name!r} is named twice")
    return tuple(given)


def _table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise RequirementsError(f"{where}: a table is needed")
    return value


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RequirementsError(f"{where}{key}: a text is needed")
    return value


def _refuse_others(table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in keys:
            raise RequirementsError(f"{where}{key}: unknown; the keys are {', '.join(keys)}")
