"""A merchant's payments by the index `merchant_shard-created_at`, the newest first.

The key of the index is `<merchant>#<shard>`: a page is put together from all shards. Payments of one moment
(a microsecond) stand in no order there, and the states that two owners wrote of a payment stand beside each
other: what is of one moment is read whole or left to the next page, so that nothing is told twice or passed
over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from handlers.domain.payment import Payment
from handlers.domain.ports import Item, MerchantIndex
from handlers.stores.items import number, text, text_of, time_of
from handlers.stores.payments import MERCHANT_SHARDS, merchant_key, payment_in_state

# So many more of a shard are read than are its share of a page: shards are not evenly filled.
_SPARE: Final = 8


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a page ended: the payment that was told last."""

    created_at: datetime
    payment_id: str


_NEWEST: Final = Position(datetime(9999, 12, 31, tzinfo=UTC), "")


@dataclass(frozen=True, slots=True)
class Page:
    """Payments, the newest first, without their refunds; `end` is None where there are no more. `unreadable`
    are the ids of those that this version cannot read: they cost themselves alone.
    """

    payments: tuple[Payment, ...]
    end: Position | None
    unreadable: tuple[str, ...] = ()


class Listing:
    """The payments of merchants."""

    def __init__(self, index: MerchantIndex) -> None:
        self._index = index

    def page(self, merchant_id: str, *, limit: int, after: Position | None = None) -> Page:
        """Return up to `limit` payments of a merchant that are older than `after`.

        A shard is read by as many items as follow from `limit`; again, by more, only where so many are of one
        moment. A page may be shorter though more follow.
        """
        each = 2 * -(-limit // MERCHANT_SHARDS) + _SPARE
        keys = [merchant_key(merchant_id, shard) for shard in range(MERCHANT_SHARDS)]
        reads = [self._read(key, each, after or _NEWEST) for key in keys]
        unread = max(read.unread for read in reads)
        whole = [item for read in reads for item in read.items if text(item, "created_at") > unread]
        older = _latest(whole)
        told = sorted(older, key=_key, reverse=True)[:limit]
        more = bool(unread) or len(older) > len(told)
        read = [(text(item, "payment_id"), _payment(item)) for item in told]
        return Page(
            payments=tuple(payment for _, payment in read if payment),
            end=_position(told[-1]) if told and more else None,
            unreadable=tuple(payment_id for payment_id, payment in read if payment is None),
        )

    def _read(self, key: str, limit: int, after: Position) -> _Read:
        """Read of a shard what is older than `after`: all of it, or one moment whole at least."""
        moment = text_of(after.created_at)
        while True:
            found = self._index.newest_in(key, until=moment, limit=limit)
            older = [item for item in found if _key(item) < (moment, after.payment_id)]
            if len(found) < limit:
                return _Read(older, "")
            last = text(found[-1], "created_at")
            if older and text(older[0], "created_at") > last:
                return _Read(older, last)
            limit *= 2


@dataclass(frozen=True, slots=True)
class _Read:
    """Items of a shard; `unread` is the newest moment of which there may be more, "" where there is none."""

    items: Sequence[Item]
    unread: str


def _latest(items: Sequence[Item]) -> Sequence[Item]:
    """Return one item a payment: the highest epoch counts."""
    latest: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: number(item, "epoch")):
        latest[text(item, "payment_id")] = item
    return list(latest.values())


def _payment(item: Item) -> Payment | None:
    """Return the payment of an item, or None where this version cannot read it."""
    try:
        return payment_in_state(item)
    except (ValueError, KeyError):
        return None


def _position(item: Item) -> Position:
    return Position(time_of(text(item, "created_at")), text(item, "payment_id"))


def _key(item: Item) -> tuple[str, str]:
    """The position of an item, as texts that sort alike."""
    return text(item, "created_at"), text(item, "payment_id")
