"""A configuration that notes what is read of it, and looks again only at what a change can concern.

A cell that is read is an argument of a resource (by stack and address), or what stands under one key of what
is recalled of the configuration (by its number). What is recalled knows the cells that it was made from. So
after a change only that is made anew which read a changed cell, and where it is what it was, nothing goes on
from there.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from types import FunctionType
from typing import Any, Final, TypeVar, cast

from policies.configuration import Configuration
from policies.doubts import doubt, doubts
from policies.resource import Resource
from policies.watching import WHOLE, Cell, Notes, Watched, WatchedResource

_Found = TypeVar("_Found")
_SHAPE: Final = object()
"""The key that stands for the doubts of what is recalled, and for of what kind it is."""
_ELEMENTS: Final[Cell] = ("elements", WHOLE)


@dataclass(slots=True, eq=False)
class Entry:
    """What was recalled, with its doubts.

    number: the place in the order in which all was made, so that it is above those of what it was made from.
    given: what `look` was given beside the key, which may say more than that.
    """

    number: int
    value: Any
    noted: tuple[str, ...]
    look: Callable[[], Any]
    given: tuple[Any, ...]


_AGAIN: Final = -1
"""The number of what is made while a change lasts."""


class WatchedConfiguration(Configuration):
    """A configuration of watched elements.

    While it is changed, what is recalled of it is what it was where that cannot have changed, and is
    otherwise looked for again.

    entries: what was recalled before any change, by key.
    order: their keys, as they were made.
    readers: the numbers of the entries that read a cell.
    again: what is looked for again while a change lasts.
    settled: while a change lasts, below which number all is known to be as it was or stands in `again`.
    """

    notes: Notes
    entries: dict[object, Entry]
    order: list[object]
    readers: dict[Cell, list[int]]
    again: dict[object, Entry]
    settled: float | None

    def __init__(self, configuration: Configuration) -> None:
        self.__dict__.update(
            notes=Notes(), entries={}, order=[], readers=defaultdict(list), again={}, settled=None
        )
        elements = tuple(WatchedResource.of(each, self.notes) for each in configuration.elements)
        super().__init__(elements, configuration.unmade)
        if self.is_conditional:
            raise ValueError("what count or for_each decides is not watched")

    def recall(self, key: object, look: Callable[[], _Found]) -> _Found:
        """What `look` finds, as it is now."""
        entry = self.again.get(key)
        if entry is None:
            entry = self.entries.get(key)
            if entry is None:
                entry = self._look(key, look)
            elif self.settled is not None and not self._still_holds(entry, look):
                entry = self.again[key] = self._look(key, look)
        self._note(entry)
        for reason in entry.noted:
            doubt(reason)
        return cast("_Found", entry.value)

    def _still_holds(self, entry: Entry, look: Callable[[], Any]) -> bool:
        if self.settled is None or entry.number >= self.settled:
            return False
        if not isinstance(look, FunctionType):  # nobody can tell what it was given
            return False
        return look is entry.look or same(entry.given, _given(look, self))

    def _look(self, key: object, look: Callable[[], Any]) -> Entry:
        """Make an entry: one that stays, or one that goes with the change."""
        if self.settled is not None:
            with doubts() as noted:
                found = look()
            entry = Entry(_AGAIN, _watched(found, _AGAIN, self.notes), tuple(noted), look, ())
            self.again[key] = entry
            return entry
        with self.notes.reader() as read, doubts() as noted:
            found = look()
        number = len(self.order)
        with self.notes.reader() as copied:
            value = _watched(found, number, self.notes)
        entry = Entry(number, value, tuple(noted), look, _given(look, self))
        self.order.append(key)
        self.entries[key] = entry
        for cell in read | copied:
            self.readers[cell].append(number)
        return entry

    def _note(self, entry: Entry) -> None:
        self.notes.note(entry.number, _SHAPE)
        if not all(isinstance(part, Watched) for part in _parts(entry.value)):
            self.notes.note(entry.number, WHOLE)

    def _get_elements(self) -> tuple[Resource, ...]:
        self.notes.note(*_ELEMENTS)
        return cast("tuple[Resource, ...]", self.__dict__["elements"])

    def _set_elements(self, elements: tuple[Resource, ...]) -> None:
        self.__dict__["elements"] = elements

    @contextmanager
    def changed(
        self, arguments: Mapping[Resource, Mapping[str, Any]], gone: Iterable[Resource] = ()
    ) -> Iterator[set[Cell]]:
        """Have other arguments and lack some elements, within; yields the cells that are then other ones."""
        before = [(watched, dict.copy(watched)) for watched in map(_arguments, arguments)]
        whole = self.elements
        cells: set[Cell] = set()
        self.__dict__["settled"] = _AGAIN
        try:
            for resource, after in arguments.items():
                cells.update(_exchanged(_arguments(resource), after))
                _forget(resource)
            if taken := set(gone):
                self._set_elements(tuple(each for each in whole if each not in taken))
                cells.add(_ELEMENTS)
            before += self._settle(cells)
            yield cells
        finally:
            for watched, content in before:
                watched.exchange(content)
            for resource in arguments:
                _forget(resource)
            self._set_elements(whole)
            self.again.clear()
            self.__dict__["settled"] = None

    def _settle(self, cells: set[Cell]) -> list[tuple[Watched, dict[Any, Any]]]:
        """Look again for all that was made from a changed cell, and add the cells that are then other ones.

        Gives back what stood in those mappings before that now stand for what was found again.
        """
        before: list[tuple[Watched, dict[Any, Any]]] = []
        waiting = sorted({number for cell in cells for number in self.readers.get(cell, ())})
        seen = set(waiting)
        while waiting:
            number = heapq.heappop(waiting)
            self.__dict__["settled"] = number
            key = self.order[number]
            entry = self.entries[key]
            after = self.again.pop(key, None) or self._look(key, entry.look)
            self.again.pop(key, None)
            other: set[Cell] = set()
            if after.noted != entry.noted or _shape(after.value) != _shape(entry.value):
                other.add((number, _SHAPE))
                self.again[key] = after
            elif not all(
                isinstance(old, Watched) or same(old, new)
                for old, new in zip(_parts(entry.value), _parts(after.value), strict=True)
            ):
                other.add((number, WHOLE))
                self.again[key] = after
            for old, new in zip(_parts(entry.value), _parts(after.value), strict=False):
                if isinstance(old, Watched) and isinstance(new, Watched):
                    content = dict.copy(old)
                    if found := set(_exchanged(old, dict.copy(new))):
                        before.append((old, content))
                        other |= found
            for cell in other - cells:
                for reader in self.readers.get(cell, ()):
                    if reader not in seen:
                        seen.add(reader)
                        heapq.heappush(waiting, reader)
            cells |= other
        self.__dict__["settled"] = float("inf")
        return before


WatchedConfiguration.elements = property(  # type: ignore[assignment]
    WatchedConfiguration._get_elements, WatchedConfiguration._set_elements
)


def _recalled_property(name: str, look: Callable[[Any], Any]) -> property:
    return property(
        lambda configuration: configuration.recall(("property", name), lambda: look(configuration))
    )


for _name, _attribute in list(vars(Configuration).items()):
    if isinstance(_attribute, cached_property):
        # What holds a configuration of its own is made for each who asks: that one is not watched.
        own = _name == "without_generated"
        setattr(
            WatchedConfiguration,
            _name,
            property(_attribute.func) if own else _recalled_property(_name, _attribute.func),
        )


def _arguments(resource: Resource) -> Watched:
    return cast("Watched", resource.values)


def _forget(resource: Resource) -> None:
    """Forget what is remembered of the arguments."""
    resource.__dict__.pop("_all_strings", None)


def _parts(value: object) -> tuple[Any, ...]:
    """What is watched by itself of what was recalled: a pair of mappings is two."""
    return value if type(value) is tuple and any(isinstance(part, dict) for part in value) else (value,)


def _shape(value: object) -> object:
    """What has to be the same for one to stand for the other: of what kinds it is made."""
    return [isinstance(part, Watched) for part in _parts(value)]


def _watched(found: Any, number: int, notes: Notes) -> Any:
    """What was found, with each mapping that it is or that it is made of watched."""
    parts = tuple(
        Watched(part, (number, place), notes) if isinstance(part, dict) else part
        for place, part in enumerate(_parts(found))
    )
    return parts if _parts(found) is found else parts[0]


def _given(look: Callable[[], Any], configuration: Configuration) -> tuple[Any, ...]:
    """What a function brings along, but for resources, which are watched where they are read."""
    given: list[Any] = []
    for each in _held(look):
        if isinstance(each, FunctionType):
            given += [each.__code__, *(held for held in _held(each) if not isinstance(held, FunctionType))]
        else:
            given.append(each)
    return tuple(each for each in given if each is not configuration and not isinstance(each, Resource))


def _held(function: Callable[[], Any]) -> list[Any]:
    return [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]


def _exchanged(watched: Watched, after: Mapping[Any, Any]) -> Iterator[Cell]:
    """Give it this content; the cells that are then other ones."""
    before = dict.copy(watched)
    changed = [
        key
        for key in {**before, **after}
        if key not in before or key not in after or not same(before[key], after[key])
    ]
    if changed or list(before) != list(after):
        watched.exchange(after)
        yield watched.owner, WHOLE
    for key in changed:
        yield watched.owner, key


def same(one: object, other: object) -> bool:
    """Whether two values are alike in all that can be read of them; what cannot be told apart is not."""
    if one is other:
        return True
    if type(one) is not type(other) or isinstance(one, Resource):
        return False
    if isinstance(one, str | int | float | set | frozenset):
        return one == other
    first, second = _content(one), _content(other)
    return (
        first is not None
        and second is not None
        and len(first) == len(second)
        and all(map(same, first, second))
    )


def _content(value: object) -> list[Any] | None:
    """What a value is made of, in order; None for what cannot be looked into."""
    if isinstance(value, dict):
        return [each for pair in value.items() for each in pair]
    if isinstance(value, list | tuple):
        return list(value)
    return [getattr(value, each.name) for each in fields(value)] if is_dataclass(value) else None
