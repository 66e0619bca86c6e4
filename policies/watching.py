"""Elements that note what is read of them: which argument, by which check.

A cell is one thing that can be read. What goes through a mapping depends on each of its keys, and notes that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, Final, Self

from policies.resource import Resource

Cell = tuple[object, object]
"""Who is read, and under which key."""
WHOLE: Final = object()
"""The key that stands for all keys together: what goes through a mapping depends on each of them."""


class Notes:
    """The cells that are read, by each who reads."""

    def __init__(self) -> None:
        self._readers: list[set[Cell]] = []

    def note(self, owner: object, key: object) -> None:
        """Note that a cell is read, for the innermost reader."""
        if self._readers:
            self._readers[-1].add((owner, key))

    @contextmanager
    def reader(self) -> Iterator[set[Cell]]:
        """Collect the cells that are read within."""
        self._readers.append(set())
        try:
            yield self._readers[-1]
        finally:
            self._readers.pop()


class Watched(dict[Any, Any]):
    """A mapping that notes each key that is read, and that all are where it is gone through."""

    def __init__(self, content: Mapping[Any, Any], owner: object, notes: Notes) -> None:
        super().__init__(content)
        self.owner = owner
        self.notes = notes
        self._made = getattr(content, "_made", None) or getattr(content, "default_factory", None)

    def note_all(self) -> None:
        """Note that all of it is read."""
        self.notes.note(self.owner, WHOLE)

    def exchange(self, content: Mapping[Any, Any]) -> None:
        """Hold something else from now on."""
        dict.clear(self)
        dict.update(self, content)

    def __missing__(self, key: object) -> Any:
        if self._made is None:
            raise KeyError(key)
        return self._made()

    def get(self, key: object, default: object = None) -> Any:
        self.notes.note(self.owner, key)
        return super().get(key, default)

    def __getitem__(self, key: object) -> Any:
        self.notes.note(self.owner, key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.notes.note(self.owner, key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        self.note_all()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        self.note_all()
        return super().__reversed__()

    def __len__(self) -> int:
        self.note_all()
        return super().__len__()

    def keys(self) -> Any:
        self.note_all()
        return super().keys()

    def values(self) -> Any:
        self.note_all()
        return super().values()

    def items(self) -> Any:
        self.note_all()
        return super().items()

    def copy(self) -> dict[Any, Any]:
        self.note_all()
        return super().copy()

    def __or__(self, other: Any) -> Any:
        self.note_all()
        return dict(self) | other

    def __ror__(self, other: Any) -> Any:
        self.note_all()
        return other | dict(self)

    def __eq__(self, other: object) -> bool:
        self.note_all()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self.note_all()
        return super().__ne__(other)

    __hash__ = None

    def __repr__(self) -> str:
        self.note_all()
        return super().__repr__()


class WatchedResource(Resource):
    """An element whose arguments are watched."""

    @classmethod
    def of(cls, element: Resource, notes: Notes) -> Self:
        """The element, watched."""
        told = {field.name: getattr(element, field.name) for field in fields(Resource)}
        return cls(**{**told, "values": Watched(element.values, (element.stack, element.address), notes)})

    def strings(self) -> tuple[tuple[str, str], ...]:
        if isinstance(self.values, Watched):
            self.values.note_all()
        return super().strings()
