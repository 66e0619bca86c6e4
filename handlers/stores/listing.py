"""A merchant's payments by the index `by_merchant`, the newest first.

The key of the index is `<merchant>#<shard>`: a page is put together from all shards. Payments of one moment
stand in no order there, and the states that two owners wrote of a payment stand beside each other: what is of
one moment is read whole or left to the next page, so that nothing is told twice or passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from handlers.shared.payment import Payment
from handlers.shared.ports import Item, MerchantIndex
from handlers.stores.items import number, text, text_of
from handlers.stores.payments import MERCHANT_SHARDS, merchant_key, payment_in_state

# So many more of a shard are read than are its share of a page: shards are not evenly filled, and of one
# moment (a microsecond) some payments may fall into one shard, but fewer than half as many.
_SPARE: Final = 8
_END: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a page ended: the payment that was told last."""

    created_at: datetime
    payment_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Payments, the newest first, without their refunds; `end` is None where there are no more."""

    payments: tuple[Payment, ...]
    end: Position | None


class Listing:
    """The payments of merchants."""

    def __init__(self, index: MerchantIndex) -> None:
        self._index = index

    def page(self, merchant_id: str, *, limit: int, after: Position | None = None) -> Page:
        """Return up to `limit` payments of a merchant that are older than `after`.

        Each shard is read once, by as many items as follow from `limit`. A page may be shorter though more
        follow.
        """
        each = 2 * -(-limit // MERCHANT_SHARDS) + _SPARE
        until = text_of(after.created_at if after else _END)
        shards = [
            self._index.newest_in(merchant_key(merchant_id, shard), until=until, limit=each)
            for shard in range(MERCHANT_SHARDS)
        ]
        # Of a shard that has more, what is as old as the last that was read may not be all of that moment.
        unread = max((text(shard[-1], "created_at") for shard in shards if len(shard) == each), default="")
        whole = [item for shard in shards for item in shard if text(item, "created_at") > unread]
        older = [
            payment
            for payment in map(payment_in_state, _latest(whole))
            if after is None or _position(payment) < after
        ]
        told = tuple(sorted(older, key=_position, reverse=True)[:limit])
        more = bool(unread) or len(older) > len(told)
        return Page(told, _position(told[-1]) if told and more else None)


def _latest(items: Sequence[Item]) -> Sequence[Item]:
    """Return one item a payment: the highest epoch counts."""
    latest: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: number(item, "epoch")):
        latest[text(item, "payment_id")] = item
    return list(latest.values())


def _position(payment: Payment) -> Position:
    return Position(payment.created_at, payment.id)
