"""What is changed, one thing at a time: arguments, resources and statements, in every region and in one."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from policies.configuration import Configuration
from policies.related.regions import named_alike, place
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from tests.mutation.judged import Change

Path = tuple[str | int, ...]
"""The keys and places on the way to a value; none for the resource itself."""


class Gone:
    """What stands in place of a value that is taken out."""

    def __repr__(self) -> str:
        return "nothing"


GONE: Final = Gone()


class Kind(StrEnum):
    """What is done to it.

    GUARDED: what a rule's examples say that it guards, made worse, left out or taken away.
    WORSE, ELSEWHERE, DROPPED: an argument of the schema has a worse value, leads to something else of its
        type, is left out.
    REMOVED: the resource is taken away.
    WIDENED: a statement of a policy lets more through, or nobody at all.
    FREE: a switch of which the table says that either is sound stands otherwise; no rule has to find it.
    """

    GUARDED = "guarded"
    WORSE = "worse"
    ELSEWHERE = "elsewhere"
    DROPPED = "dropped"
    REMOVED = "removed"
    WIDENED = "widened"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one resource.

    label: what is done, the same in every region.
    before, after: what stands at the path; GONE where nothing does.
    """

    element: Resource
    kind: Kind
    label: str
    path: Path = ()
    before: object = GONE
    after: object = GONE


@dataclass(frozen=True, slots=True)
class Mutant:
    """The same edit of a resource, and of its counterparts in the other regions where it is one of all.

    everywhere: whether all that is alike is changed alike.
    """

    kind: Kind
    everywhere: bool
    edits: tuple[Edit, ...]

    @property
    def type(self) -> str:
        """The type of what is changed."""
        return self.edits[0].element.type

    @property
    def system(self) -> str:
        """The system whose stacks are changed."""
        return self.edits[0].element.context.system

    @property
    def name(self) -> str:
        """Which it is: no other has this name."""
        first = self.edits[0]
        where = " and alike" if self.everywhere and len(self.edits) > 1 else ""
        return f"{first.element.stack}: {first.element.address}{where}: {first.label}"

    @property
    def order(self) -> str:
        """By what mutants are sorted and sampled: chance, but the same in every run."""
        return sha256(f"{self.everywhere} {self.name}".encode()).hexdigest()

    def change(self, watched: Mapping[tuple[str, str], Resource]) -> Change:
        """What it is of these elements, by stack and address."""
        arguments: dict[Resource, Mapping[str, Any]] = {}
        gone: list[Resource] = []
        for edit in self.edits:
            element = watched[edit.element.stack, edit.element.address]
            if edit.path:
                arguments[element] = edited(edit.element.values, edit.path, edit.after)
            else:
                gone.append(element)
        return Change(arguments, tuple(gone))


def edited(values: Mapping[str, Any], path: Path, after: object) -> dict[str, Any]:
    """The arguments with another value at a path, or none."""
    first, *rest = path
    changed = dict(values)
    if not rest:
        holder: Any = changed
    else:
        holder = changed[str(first)] = copy.deepcopy(changed[str(first)])
        for key in rest[:-1]:
            holder = holder[key]
    if after is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = after
    return changed


def mutants(edits: Iterable[Edit], configuration: Configuration) -> Iterator[Mutant]:
    """Each edit in every region alike, and, where there are several, each by itself."""
    named = named_alike(configuration)
    alike: dict[tuple[object, ...], list[Edit]] = defaultdict(list)
    for edit in edits:
        alike[*place(edit.element, configuration), named(edit.label)].append(edit)
    for same in alike.values():
        kind = min((each.kind for each in same), key=list(Kind).index)  # guarded in one region, it is in all
        yield Mutant(kind, everywhere=True, edits=tuple(same))
        if len(same) > 1:
            yield from (Mutant(kind, everywhere=False, edits=(each,)) for each in same)


def exchanged(element: Resource, kind: Kind, path: Path, after: object, how: str = "") -> Edit:
    """An argument has another value, or none.

    how: what is done, where values differ by region.
    """
    what = how or ("left out" if after is GONE else f"is {json.dumps(after)}")
    before = at(element.values, path, GONE)
    return Edit(element, kind, f"{'.'.join(map(str, path))} {what}", path, before, after)


def at(value: Any, path: Path, absent: object = None) -> Any:
    """What stands at a path; `absent` where nothing does."""
    for key in path:
        if isinstance(value, Mapping):
            value = value.get(key, absent)
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key]
        else:
            return absent
    return value


def removals(element: Resource) -> Iterator[Edit]:
    """The resource is taken away."""
    yield Edit(element, Kind.REMOVED, "removed", before=element.address)


def widenings(element: Resource) -> Iterator[Edit]:
    """Each statement of each policy lets more through: a grant more actions, resources and principals, under
    no condition; a denial is taken out, or denies whatever its condition says.
    """
    for path, text in _texts(dict(element.values), ()):
        document = _document(text)
        if document is None:
            continue
        listed = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
        for number, statement in enumerate(listed):
            said = statement.get("Sid") or number
            for what, other in _widened(statement):
                kept = [other if each is statement else each for each in listed]
                after = json.dumps({**document, "Statement": [each for each in kept if each is not None]})
                label = f"{'.'.join(map(str, path))} statement {said}: {what}"
                yield Edit(element, Kind.WIDENED, label, path, text, after)


def _widened(statement: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    if statement.get("Condition"):
        yield "condition dropped", {key: value for key, value in statement.items() if key != "Condition"}
    if statement.get("Effect") == "Deny":
        yield "denial taken out", None
        return
    for name in ("Action", "Resource", "Principal"):
        others = {key: value for key, value in statement.items() if key not in (name, f"Not{name}")}
        if len(others) < len(statement) and statement.get(name) not in ("*", ["*"]):
            yield f"{name.lower()} to *", {**others, name: "*"}


def _document(text: str) -> dict[str, Any] | None:
    """The policy that a text is; None where it is none."""
    if '"Statement"' not in text:
        return None
    try:
        parsed = loads(text)
    except StrictJsonError:
        return None
    return parsed if isinstance(parsed, dict) and parsed.get("Statement") else None


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in a value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
