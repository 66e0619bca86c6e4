"""Who may answer for waivers and approve them: the register, `policies/people.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

DEFAULT: Final = Path(__file__).parents[2] / "people.toml"
_FIELDS: Final = ("name", "approves")
_ID: Final = re.compile(r"(?=.{3})[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SHORTEST: Final = 3
_BETWEEN_WORDS: Final = re.compile(r"[\s_\u2010-\u2015-]+")


class RegisterError(ValueError):
    """The register cannot be used; the text names file, entry, what was found and what is needed."""


class UnknownPersonError(ValueError):
    """A name that is not in the register; the text says who may be meant."""


@dataclass(frozen=True, slots=True)
class Person:
    """A role of the register.

    name: what it is called.
    approves: whether it may approve waivers.
    """

    id: str
    name: str
    approves: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """Those who may answer for waivers, by id.

    file: where that was read, as messages call it.
    """

    file: str
    people: Mapping[str, Person]

    def person(self, said: str) -> Person:
        """Whom a waiver names, however it is spelled. Raises UnknownPersonError."""
        found = self.people.get(normalised(said))
        if found is None:
            close = get_close_matches(normalised(said), self.people)
            hint = f"did you mean {' or '.join(close)}?" if close else f"these are: {', '.join(self.people)}"
            raise UnknownPersonError(f"'{said}' is not in {self.file}; {hint}")
        return found

    @property
    def approvers(self) -> tuple[str, ...]:
        """The ids of those who may approve."""
        return tuple(person.id for person in self.people.values() if person.approves)


def normalised(said: str) -> str:
    """A name without what makes no other of it: capitals, forms of one letter, spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", said).casefold())
    return _BETWEEN_WORDS.sub("-", folded).strip("-")


def read_people(path: Path = DEFAULT) -> Register:
    """Read a register, its people by id.

    Raises RegisterError for everything that is not exactly a list of people, each once.
    """
    file = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(f"{file}: the register of people does not parse: {error}") from error
    entries = content.get("people", {})
    if set(content) - {"people"} or not isinstance(entries, dict):
        raise RegisterError(f"{file}: it may hold tables [people.<id>] only")
    people: dict[str, Person] = {}
    taken: dict[str, str] = {}
    for person_id, entry in sorted(entries.items()):
        where = f"{file}: people.{person_id}"
        person = _person(person_id, entry, where)
        for said in (person.id, normalised(person.name)):
            if taken.setdefault(said, person.id) != person.id:
                raise RegisterError(f"{where}: it is called as people.{taken[said]} is; each is there once")
        people[person_id] = person
    return Register(file, people)


def _person(person_id: str, entry: object, where: str) -> Person:
    if not _ID.fullmatch(person_id):
        raise RegisterError(
            f"{where}: an id is lower-case words of ASCII joined by hyphens, with {_SHORTEST} letters or more"
        )
    if not isinstance(entry, dict):
        raise RegisterError(f"{where}: it must be a table with {' and '.join(_FIELDS)}, found {entry!r}")
    if others := sorted(set(entry) - set(_FIELDS)):
        raise RegisterError(f"{where}: '{others[0]}' is not a field; these are: {', '.join(_FIELDS)}")
    name: Any = entry.get("name")
    if not isinstance(name, str) or len(normalised(name)) < _SHORTEST:
        raise RegisterError(f"{where}: 'name' must be a text of {_SHORTEST} letters or more, found {name!r}")
    approves = entry.get("approves", False)
    if not isinstance(approves, bool):
        raise RegisterError(f"{where}: 'approves' must be true or false, found {approves!r}")
    return Person(person_id, name, approves)
