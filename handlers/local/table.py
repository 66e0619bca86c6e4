"""A table in memory, with the conditions, the transactions and the indexes of the one in AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import RLock
from typing import Final

from handlers.domain.ports import (
    EXPIRES,
    Absent,
    AbsentOr,
    Add,
    Condition,
    ConditionFailedError,
    Item,
    Key,
    Put,
    Same,
)
from handlers.stores.items import number, text

# DynamoDB's: what one transaction may write (API reference, TransactWriteItems).
MOST_WRITES: Final = 100
_INDEXED: Final = ("merchant_shard", "open_shard")  # the partition keys of its indexes


class MemoryTable:
    """One region's copy. `on_write` hears of each item written here, old image and new, in order."""

    def __init__(self, on_write: Callable[[Item | None, Item], None] | None = None) -> None:
        self._items: dict[str, dict[str, Item]] = {}
        self._indexes: dict[str, dict[str, dict[tuple[str, str], Item]]] = {name: {} for name in _INDEXED}
        self._on_write = on_write
        self._lock = RLock()

    def get(self, key: Key) -> Item | None:
        """Return the item, or None."""
        with self._lock:
            return self._items.get(key.pk, {}).get(key.sk)

    def peek(self, key: Key) -> Item | None:
        """Return the item, or None: here as it is."""
        return self.get(key)

    def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
        """Return all items of `pk` whose `sk` is `from_sk` or behind it, in the order of `sk`."""
        with self._lock:
            found = self._items.get(pk, {})
            return [found[sk] for sk in sorted(found) if sk >= from_sk]

    def write(self, *puts: Put) -> None:
        """Do all of the writes or none."""
        keys = [Key(text(put.item, "pk"), text(put.item, "sk")) for put in puts]
        if not puts or len(puts) > MOST_WRITES or len(set(keys)) != len(keys):
            raise ValueError("a transaction has 1 to 100 writes, each to an item of its own")
        with self._lock:
            for position, (key, put) in enumerate(zip(keys, puts, strict=True)):
                if not holds(put.when, self.get(key)):
                    raise ConditionFailedError(position)
            for key, put in zip(keys, puts, strict=True):
                self._store(key, put.item)

    def add(self, add: Add) -> None:
        """Add to an item, which is made where it is not there."""
        with self._lock:
            self._store(add.key, _sum(self.get(add.key), add))

    def count(self, key: Key, *, expires_at: int) -> int:
        """Add one to a tally, and return it."""
        with self._lock:
            self.add(Add(key, {"requests": 1}, expires_at))
            return number(self.get(key) or {}, "requests")

    def open_in(self, shard: str, *, until: str, limit: int, after: Item | None = None) -> Sequence[Item]:
        """Return up to `limit` items of the open index, those due first first."""
        with self._lock:
            open_ones = self._indexes["open_shard"].get(shard, {}).values()
            found = [item for item in open_ones if text(item, "due_at") <= until]
        behind = _order(after) if after is not None else ()
        return sorted((item for item in found if _order(item) > behind), key=_order)[:limit]

    def newest_in(self, shard: str, *, until: str, limit: int) -> Sequence[Item]:
        """Return up to `limit` items of the index by merchant, the newest first."""
        with self._lock:
            of_shard = self._indexes["merchant_shard"].get(shard, {}).values()
            found = [item for item in of_shard if text(item, "created_at") <= until]
        return sorted(found, key=lambda item: text(item, "created_at"), reverse=True)[:limit]

    def replicate(self, item: Item) -> None:
        """Take an item over from another region's copy, as it is: no condition, and no word of it."""
        with self._lock:
            self._keep(Key(text(item, "pk"), text(item, "sk")), item)

    def __iter__(self) -> Iterator[Item]:
        with self._lock:
            return iter([item for items in self._items.values() for item in items.values()])

    def _store(self, key: Key, item: Item) -> None:
        old = self.get(key)
        self._keep(key, item)
        if self._on_write:
            self._on_write(old, item)

    def _keep(self, key: Key, item: Item) -> None:
        old = self._items.get(key.pk, {}).get(key.sk, {})
        self._items.setdefault(key.pk, {})[key.sk] = item
        for name, index in self._indexes.items():
            index.get(text(old, name), {}).pop((key.pk, key.sk), None)
            if name in item:
                index.setdefault(text(item, name), {})[key.pk, key.sk] = item


def holds(condition: Condition, item: Item | None) -> bool:
    """Tell whether a condition holds for the item there is, or for none."""
    match condition:
        case None:
            return True
        case Absent():
            return item is None
        case Same(values):
            return item is not None and all(item.get(name) == value for name, value in values.items())
        case AbsentOr(values, below):
            return item is None or (
                all(item.get(name) == value for name, value in values.items())
                and all(number(item, name) < bound for name, bound in below.items())
            )


def _order(item: Item) -> tuple[str, ...]:
    return text(item, "due_at"), text(item, "pk"), text(item, "sk")


def _sum(item: Item | None, add: Add) -> Item:
    old = item or {"pk": add.key.pk, "sk": add.key.sk}
    sums = {name: number(old, name) + amount for name, amount in add.amounts.items()}
    return {**old, **sums, EXPIRES: add.expires_at}
