"""How often, and how much, a card, a payer, a range of cards and a merchant pay. All of it is in the region's
own table, under tokens:

    VELOCITY#card#<token> / <time>#<payment>                   each payment of a card; so of a payer
    VELOCITY#range#<merchant>#<token>#<part> / <minute>        how many of a range of cards, at a merchant
    VELOCITY#merchant#<merchant>#<part> / <minute>             how many of a merchant
    USUAL#<merchant>#<part> / <hour>                           the same by the hour, for a day
    HISTORY#<token>#<currency> / <slot>                        a sample of what a card has paid

A payment is counted before it is judged, so that of payments that arrive together no more than the limit can
pass. Each write stands for itself: no transaction makes payments of one merchant wait for each other. What
is many writes a second is spread over parts. Payments of a card and a payer count once, however often they
are counted; those of a range and a merchant once more where a step is repeated, which their limits bear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from handlers.domain.money import Money
from handlers.domain.ports import EXPIRES, Add, Item, Key, Personal, Put
from handlers.domain.velocity import DAY, HISTORY, MOST_COUNTED, WINDOW, Subjects, Velocity
from handlers.stores.items import hour_of, minute_of, number, seconds_of, shard_of, text, text_of, time_of

MERCHANT_PARTS: Final = 8  # one item takes 1,000 writes a second (DynamoDB, partition throughput)
RANGE_PARTS: Final = 4
TELLING: Final = 1000  # a part that counted so many tells the whole within a tenth: the others are not read
_SLOTS: Final = 64  # payments of a card in the sample of its history
_KEPT: Final = 2 * WINDOW
_HOUR: Final = timedelta(hours=1)


class Counters:
    """Counts payments by card, payer, range of cards and merchant."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    def count(
        self, payment_id: str, subjects: Subjects, merchant_id: str, money: Money, at: datetime
    ) -> Velocity:
        """Count a payment that was received at `at`, and return the counts around that time."""
        ranges = [f"range#{merchant_id}#{token}" for token in subjects.ranges]
        earlier = tuple(self._earlier(payment_id, subjects.cards, money, at))
        hour = Key(f"USUAL#{merchant_id}#{shard_of(payment_id, MERCHANT_PARTS)}", hour_of(at))
        self._personal.add(Add(hour, {"payments": 1}, seconds_of(at + DAY + 2 * _HOUR)))
        return Velocity(
            card_payments=self._listed([f"card#{token}" for token in subjects.cards], payment_id, at),
            payer_payments=self._listed([f"payer#{token}" for token in subjects.payers], payment_id, at),
            range_payments=self._added(ranges, RANGE_PARTS, payment_id, at),
            merchant_payments=self._added([f"merchant#{merchant_id}"], MERCHANT_PARTS, payment_id, at),
            earlier_payments=len(earlier),
            earlier_minor=sum(earlier),
        )

    def usual(self, payment_id: str, merchant_id: str, at: datetime) -> int:
        """Return how many payments a merchant usually has in a window, by the day that ended an hour ago:
        what is just beginning is not usual yet. One part tells the whole.
        """
        pk = f"USUAL#{merchant_id}#{shard_of(payment_id, MERCHANT_PARTS)}"
        items = self._personal.query(pk, from_sk=hour_of(at - DAY - _HOUR))
        counted = sum(number(item, "payments") for item in items if text(item, "sk") < hour_of(at - _HOUR))
        return counted * MERCHANT_PARTS * 2 * WINDOW // DAY

    def _listed(self, names: Sequence[str], payment_id: str, at: datetime) -> int:
        """Count by an item a payment. A list that is full grows no more: every limit is below its length."""
        if not names:
            return 0
        known = self._list(names, at)
        if payment_id not in known and len(known) < MOST_COUNTED:
            item = {"pk": f"VELOCITY#{names[0]}", "sk": f"{text_of(at)}#{payment_id}"}
            self._personal.write(Put({**item, EXPIRES: seconds_of(at + _KEPT)}, None))
            known = self._list(names, at)  # read after the write: others that were written meanwhile count
        return len(known | {payment_id})

    def _list(self, names: Sequence[str], at: datetime) -> set[str]:
        until = text_of(at + WINDOW)
        return {
            payment_id
            for name in names
            for item in self._personal.query(f"VELOCITY#{name}", from_sk=text_of(at - WINDOW))
            for time, _, payment_id in (text(item, "sk").partition("#"),)
            if time <= until
        }

    def _added(self, names: Sequence[str], parts: int, payment_id: str, at: datetime) -> int:
        """Count by adding to the number of a minute, in one of so many parts."""
        if not names:
            return 0
        own = shard_of(payment_id, parts)
        counter = Key(f"VELOCITY#{names[0]}#{own}", minute_of(at))
        self._personal.add(Add(counter, {"payments": 1}, seconds_of(at + _KEPT)))
        return sum(self._sum(name, own, parts, at) for name in names)

    def _sum(self, name: str, own: int, parts: int, at: datetime) -> int:
        counted = self._part(name, own, at)
        if counted >= TELLING:
            return counted * parts
        return counted + sum(self._part(name, part, at) for part in range(parts) if part != own)

    def _part(self, name: str, part: int, at: datetime) -> int:
        items = self._personal.query(f"VELOCITY#{name}#{part}", from_sk=minute_of(at - WINDOW))
        until = minute_of(at + WINDOW)
        return sum(number(item, "payments") for item in items if text(item, "sk") <= until)

    def _earlier(self, payment_id: str, cards: Sequence[str], money: Money, at: datetime) -> Iterator[int]:
        """Yield what a card's earlier payments amounted to, and put this one into the sample."""
        known = [item for card in cards for item in self._personal.query(f"HISTORY#{card}#{money.currency}")]
        if cards:
            self._personal.write(Put(_paid(payment_id, cards[0], money, at), None))
        for item in known:
            if text(item, "payment_id") != payment_id and at - HISTORY <= time_of(text(item, "at")) <= at:
                yield number(item, "minor")


def _paid(payment_id: str, card: str, money: Money, at: datetime) -> Item:
    return {
        "pk": f"HISTORY#{card}#{money.currency}",
        "sk": f"{shard_of(payment_id, _SLOTS):02d}",  # another payment's place, where it is taken
        "payment_id": payment_id,
        "at": text_of(at),
        "minor": money.minor,
        EXPIRES: seconds_of(at + HISTORY),
    }
