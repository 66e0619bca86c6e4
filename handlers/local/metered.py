"""A table in memory that says what each call costs of each partition key, in DynamoDB's units.

A read unit is 4 KB read consistently; an index is read for half. A write unit is 1 KB of an item, in a
transaction two (DynamoDB, read and write operations). What moves in an index is deleted there and put anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from handlers.domain.ports import Add, Item, Key, Put, Value
from handlers.local.table import MemoryTable
from handlers.stores.items import text

_READ: Final = 4096  # bytes
_WRITE: Final = 1024
_OF_AN_INDEX: Final = 0.5
_NOT_CONSISTENT: Final = 0.5
_OF_A_TRANSACTION: Final = 2


@dataclass(frozen=True, slots=True)
class Index:
    """A sparse index: the attributes that are its partition key and its sort key. It holds whole items."""

    name: str
    partition_key: str
    sort_key: str


BY_MERCHANT: Final = Index("merchant_shard-created_at", "merchant_shard", "created_at")
BY_OPEN: Final = Index("open_shard-due_at", "open_shard", "due_at")


@dataclass(frozen=True, slots=True)
class Charge:
    """Units of one key of a table or of an index. `copied` are those that each copy of the table writes."""

    table: str
    key: str
    reads: float = 0
    writes: int = 0
    copied: int = 0


class MeteredTable:
    """The table called `name`; `charge` hears of what each call costs."""

    def __init__(self, name: str, charge: Callable[[Charge], None], indexes: Sequence[Index] = ()) -> None:
        self._name, self._charge, self._indexes = name, charge, indexes
        self._items = MemoryTable(on_write=self._written)
        self._times = 1

    def get(self, key: Key) -> Item | None:
        """Return the item, or None."""
        found = self._items.get(key)
        self._charge(Charge(self._name, key.pk, reads=_pages([found] if found else [])))
        return found

    def peek(self, key: Key) -> Item | None:
        """Return the item, or None, for half a unit."""
        found = self._items.peek(key)
        self._charge(Charge(self._name, key.pk, reads=_NOT_CONSISTENT * _pages([found] if found else [])))
        return found

    def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
        """Return all items of `pk` whose `sk` is `from_sk` or behind it, in the order of `sk`."""
        found = self._items.query(pk, from_sk=from_sk)
        self._charge(Charge(self._name, pk, reads=_pages(found)))
        return found

    def write(self, *puts: Put) -> None:
        """Do all of the writes or none, which costs nothing here."""
        self._times = _OF_A_TRANSACTION if len(puts) > 1 else 1
        self._items.write(*puts)

    def add(self, add: Add) -> None:
        """Add to an item, which is made where it is not there."""
        self._times = 1
        self._items.add(add)

    def count(self, key: Key, *, expires_at: int) -> int:
        """Add one to a tally, and return it."""
        self._times = 1
        return self._items.count(key, expires_at=expires_at)

    def open_in(self, shard: str, *, until: str, limit: int, after: Item | None = None) -> Sequence[Item]:
        """Return up to `limit` items of the open index, those due first first."""
        found = self._items.open_in(shard, until=until, limit=limit, after=after)
        self._charge(Charge(f"{self._name}/{BY_OPEN.name}", shard, reads=_OF_AN_INDEX * _pages(found)))
        return found

    def newest_in(self, shard: str, *, until: str, limit: int) -> Sequence[Item]:
        """Return up to `limit` items of the index by merchant, the newest first."""
        found = self._items.newest_in(shard, until=until, limit=limit)
        self._charge(Charge(f"{self._name}/{BY_MERCHANT.name}", shard, reads=_OF_AN_INDEX * _pages(found)))
        return found

    def _written(self, old: Item | None, new: Item) -> None:
        units = max(_units(old or {}), _units(new))
        self._charge(Charge(self._name, text(new, "pk"), writes=self._times * units, copied=units))
        for index in self._indexes:
            for key, cost in _moved(index, old or {}, new):
                self._charge(Charge(f"{self._name}/{index.name}", key, writes=cost, copied=cost))


def _moved(index: Index, old: Item, new: Item) -> Iterator[tuple[str, int]]:
    """Yield what a write costs of the keys of an index."""
    was, now = text(old, index.partition_key), text(new, index.partition_key)
    if was and now and (was, old[index.sort_key]) == (now, new[index.sort_key]):
        yield now, max(_units(old), _units(new))
        return
    if was:
        yield was, _units(old)
    if now:
        yield now, _units(new)


def _pages(items: Sequence[Item]) -> int:
    return max(1, ceil(sum(map(_bytes, items)) / _READ))


def _units(item: Item) -> int:
    return max(1, ceil(_bytes(item) / _WRITE))


def _bytes(item: Item) -> int:
    """The size of an item, as DynamoDB counts it (Developer Guide, item sizes)."""
    return sum(len(name.encode()) + _bytes_of(value) for name, value in item.items())


def _bytes_of(value: Value) -> int:
    match value:
        case str():
            return len(value.encode())
        case bool() | None:
            return 1
        case int():
            return ceil(len(str(value)) / 2) + 1
        case Mapping():
            return 3 + _bytes(value) + len(value)
        case _:
            return 3 + sum(_bytes_of(each) + 1 for each in value)
