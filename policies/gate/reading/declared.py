"""What the overrides of a system's settings change in its stacks, and the stacks without them.

A synthesis renders a system that declares overrides a second time, without them, and notes what differs.
With that note regions can be compared as they would be without their overrides. Each change tells what the
file of the stack says there: where the file says something else, the change is none of it, and excuses
nothing.

A reader cannot tell that an override made the change: who can write `estate.json` can put down another one,
in a system that declares overrides, with both its values. Each is told as declared, and the file is in the
digest of the output, so that one which is changed after it was judged clears nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_RESOURCES: Final = frozenset({"resource", "data", "ephemeral"})
"""The sections in which elements stand below their type."""
_SECTIONS: Final = _RESOURCES | {"locals", "output"}
"""What overrides may change: nothing of where a stack is deployed to, or of how Terraform works."""
_NOTES: Final = "//"
"""What cdktf notes beside what Terraform reads."""


class _Absent:
    """Nothing stands there."""

    def __repr__(self) -> str:
        return "not set"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that overrides make in the JSON of a stack.

    at: the keys on the way to it, from the section on.
    written: what stands there with the overrides, as the file has it; ABSENT for nothing.
    otherwise: what would stand there without them.
    """

    at: tuple[str, ...]
    written: Any
    otherwise: Any

    def as_json(self) -> dict[str, Any]:
        """The change as the metadata tell it; what is absent has no key."""
        said = {"with": self.written, "without": self.otherwise}
        return {"at": list(self.at), **{key: value for key, value in said.items() if value is not ABSENT}}


def read_change(*, at: object, **said: object) -> Change:
    """The change of which metadata tell. Raises TypeError where it is none."""
    if not isinstance(at, list) or not at or not all(isinstance(key, str) for key in at):
        raise TypeError(f"the place of a change is {at!r}, not a list of keys")
    place = ".".join(at)
    if not said or said.keys() - {"with", "without"}:
        raise TypeError(f"the change at {place} has not 'with' or 'without', and nothing else")
    if at[0] not in _SECTIONS or len(at) < _depth((at[0],)):
        raise TypeError(f"the change at {place} is of no element that an override may change")
    otherwise = said.get("without", ABSENT)
    if len(at) == _depth((at[0],)) and at[0] != "locals" and not isinstance(otherwise, (Mapping, _Absent)):
        raise TypeError(f"without the change at {place} no element would stand there, but {otherwise!r}")
    return Change(tuple(at), said.get("with", ABSENT), otherwise)


def changes(written: Mapping[str, Any], otherwise: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between a stack with its overrides and without them, in the order of its keys.

    An element that only one of them has is one change; else each value is, however deep it lies.
    """
    return tuple(
        change
        for section in sorted(_SECTIONS)
        for change in _changes(written.get(section, ABSENT), otherwise.get(section, ABSENT), (section,))
    )


def _changes(written: Any, otherwise: Any, at: tuple[str, ...]) -> Iterator[Change]:  # noqa: ANN401 - JSON
    depth = _depth(at)
    if len(at) < depth:  # a section or a type is there as soon as it holds an element
        written, otherwise = ({} if each is ABSENT else each for each in (written, otherwise))
    if isinstance(written, Mapping) and isinstance(otherwise, Mapping):
        noted = {_NOTES} if len(at) == depth else set()
        for key in sorted((written.keys() | otherwise.keys()) - noted):
            yield from _changes(written.get(key, ABSENT), otherwise.get(key, ABSENT), (*at, key))
    elif not _same(written, otherwise):
        yield Change(at, written, otherwise)


def _depth(at: tuple[str, ...]) -> int:
    """How many keys lead to an element of that section."""
    return 3 if at and at[0] in _RESOURCES else 2


def undone(
    content: Mapping[str, Any], made: Iterable[Change]
) -> tuple[Mapping[str, Any], tuple[Change, ...]]:
    """A stack as it would be without the changes, and those that are none of it, since the stack says
    something else there: nothing is undone of these.
    """
    foreign = []
    for change in made:
        is_element = len(change.at) <= _depth(change.at)
        within = is_element or isinstance(_value(content, change.at[:-1]), Mapping)
        if within and _same(_value(content, change.at), change.written):
            content = _with(content, change.at, change.otherwise)
        else:
            foreign.append(change)
    return content, tuple(foreign)


def _value(value: Any, at: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON type
    for key in at:
        value = value.get(key, ABSENT) if isinstance(value, Mapping) else ABSENT
    return value


def _with(content: Mapping[str, Any], at: tuple[str, ...], value: object) -> Mapping[str, Any]:
    """The content with a value at a place; without what stands there for ABSENT."""
    key, *within = at
    if within:
        inner = content.get(key, {})
        value = _with(inner if isinstance(inner, Mapping) else {}, tuple(within), value)
    kept = {name: each for name, each in content.items() if name != key or value is not ABSENT}
    return kept if value is ABSENT else {**kept, key: value}


def _same(one: object, other: object) -> bool:
    """Whether two values are the same JSON: true is not 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other
