"""Counts of cards, payers, ranges and merchants: windows that slide, keys that rotate, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.errors import StoreUnavailableError
from handlers.domain.money import Money
from handlers.domain.ports import Add, Item, Key, Put
from handlers.domain.velocity import HISTORY, MOST_COUNTED, WINDOW, Subjects, Velocity
from handlers.local.table import MemoryTable
from handlers.stores.velocity import MERCHANT_PARTS, RANGE_PARTS, TELLING, Counters

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EUROS = Money(700, "EUR")
ONE = Subjects(("card",), ("payer",), ("range",))
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def count(
    counters: Counters,
    number: int,
    at: datetime = NOW,
    *,
    subjects: Subjects = ONE,
    merchant: str = "mer",
    money: Money = EUROS,
) -> Velocity:
    return counters.count(f"pay_{number}", subjects, merchant, money, at)


def test_r86_of_payments_at_once_no_more_than_the_limit_see_a_count_within_it() -> None:
    counters, limit, many = Counters(MemoryTable()), 5, 64
    with ThreadPoolExecutor(16) as threads:
        seen = list(threads.map(lambda number: count(counters, number), range(many)))
    for name in ("card_payments", "payer_payments", "range_payments", "merchant_payments"):
        assert sum(getattr(each, name) <= limit for each in seen) <= limit, name
    assert count(counters, 0).card_payments == many


class Meanwhile(MemoryTable):
    """A table that lets other payments in after its first answer."""

    def __init__(self) -> None:
        super().__init__()
        self.others: Sequence[int] = ()

    def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
        found = super().query(pk, from_sk=from_sk)
        others, self.others = self.others, ()
        for number in others:
            count(Counters(self), number)
        return found


def test_r86_what_came_in_while_a_payment_was_counted_is_seen() -> None:
    """Between its look and its write: or it and the others would all pass."""
    table = Meanwhile()
    table.others = range(1, 6)
    seen = Counters(table).count("pay_0", Subjects(payers=("payer",)), "mer", EUROS, NOW)
    assert seen.payer_payments == 6


@given(
    st.integers(0, 86_400_000_000),
    st.lists(st.integers(0, 2_000_000), min_size=6, max_size=12, unique=True),
    st.randoms(use_true_random=False),
)
def test_windows_slide_wherever_the_payments_fall(start: int, after: Sequence[int], luck: object) -> None:
    """Within two seconds, at any time of a day, screened in any order: no more than the limit pass."""
    counters, limit = Counters(MemoryTable()), 5
    times = [NOW + timedelta(microseconds=start + each) for each in after]
    luck.shuffle(times)  # type: ignore[attr-defined]
    seen = [count(counters, number, at) for number, at in enumerate(times)]
    for name in ("card_payments", "payer_payments", "range_payments", "merchant_payments"):
        assert sum(getattr(each, name) <= limit for each in seen) == limit, name


def test_payments_that_are_screened_long_after_they_came_are_counted_as_they_came() -> None:
    """As after an outage: the sweep resumes them all at once, the last one first."""
    counters = Counters(MemoryTable())
    times = [NOW + number * SECOND / 5 for number in range(10)]
    seen = [count(counters, number, at).card_payments for number, at in reversed(list(enumerate(times)))]
    assert seen == list(range(1, 11))


def test_what_is_outside_the_window_does_not_count() -> None:
    counters = Counters(MemoryTable())
    count(counters, 1)
    inside = count(counters, 2, NOW + WINDOW)
    outside = count(counters, 3, NOW + WINDOW + MINUTE + WINDOW)
    assert (inside.card_payments, inside.payer_payments) == (2, 2)
    assert (inside.range_payments, inside.merchant_payments) == (2, 2)
    assert (outside.card_payments, outside.payer_payments) == (1, 1)
    assert (outside.range_payments, outside.merchant_payments) == (1, 1)


def test_a_payment_of_a_card_and_a_payer_counts_once_however_often_it_is_counted() -> None:
    counters = Counters(MemoryTable())
    for _ in range(4):
        again = count(counters, 1)
    assert (again.card_payments, again.payer_payments, again.earlier_payments) == (1, 1, 0)


def test_other_cards_payers_ranges_and_merchants_stand_apart() -> None:
    counters = Counters(MemoryTable())
    count(counters, 1)
    other = count(counters, 2, subjects=Subjects(("c",), ("p",), ("r",)), merchant="other")
    assert other == Velocity(1, 1, 1, 1, 0, 0)
    elsewhere = count(counters, 3, merchant="third")
    assert (elsewhere.card_payments, elsewhere.payer_payments) == (2, 2), (
        "a card and a payer are one everywhere"
    )
    assert (elsewhere.range_payments, elsewhere.merchant_payments) == (1, 1), (
        "a range is looked at by merchant"
    )


def test_what_is_not_known_is_not_counted() -> None:
    """A region that acts for another one knows no payer."""
    counters = Counters(MemoryTable())
    count(counters, 1, subjects=Subjects(("card",)))
    seen = count(counters, 2, subjects=Subjects(("card",)))
    assert (seen.card_payments, seen.payer_payments, seen.range_payments) == (2, 0, 0)


def test_r86_counts_survive_a_rotation() -> None:
    before, after = ONE, Subjects(("card2", "card"), ("payer2", "payer"), ("range2", "range"))
    counters = Counters(MemoryTable())
    for number in range(3):
        count(counters, number, subjects=before)
    rotated = count(counters, 3, subjects=after)
    assert (rotated.card_payments, rotated.payer_payments, rotated.range_payments) == (4, 4, 4)
    assert (rotated.earlier_payments, rotated.earlier_minor) == (3, 3 * EUROS.minor)
    announced = Subjects(("card", "card2"), ("payer", "payer2"), ("range", "range2"))  # not promoted here yet
    assert count(counters, 4, subjects=announced).card_payments == 5


def test_the_history_is_of_the_currency_of_thirty_days_and_of_what_came_before() -> None:
    counters = Counters(MemoryTable())
    count(counters, 1, NOW - HISTORY - SECOND)
    count(counters, 2, NOW - HISTORY)
    count(counters, 3, NOW - MINUTE, money=Money(9, "USD"))
    count(counters, 4, NOW + MINUTE)
    seen = count(counters, 5, NOW)
    assert (seen.earlier_payments, seen.earlier_minor) == (1, EUROS.minor)


class Watched(MemoryTable):
    """A table that knows what was asked of it, and may refuse to add."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[int] = []
        self.written: list[tuple[Put, ...]] = []
        self.added: list[Add] = []
        self.adds = True

    def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
        found = super().query(pk, from_sk=from_sk)
        self.read.append(len(found))
        return found

    def write(self, *puts: Put) -> None:
        self.written.append(puts)
        super().write(*puts)

    def add(self, add: Add) -> None:
        if not self.adds:
            raise StoreUnavailableError("throttled")
        self.added.append(add)
        super().add(add)


def test_no_count_needs_a_transaction() -> None:
    table = Watched()
    count(Counters(table), 1)
    assert {len(writes) for writes in table.written} == {1}


def test_what_could_not_be_counted_is_not_passed() -> None:
    table = Watched()
    table.adds = False
    with pytest.raises(StoreUnavailableError):
        count(Counters(table), 1)
    table.adds = True
    assert count(Counters(table), 1).card_payments == 1


def test_a_card_that_floods_makes_no_more_work_than_a_full_list() -> None:
    table = Watched()
    counters = Counters(table)
    for number in range(3 * MOST_COUNTED):
        seen = count(counters, number)
    assert seen.card_payments == MOST_COUNTED + 1
    assert max(table.read) <= MOST_COUNTED


def test_writes_of_a_merchant_and_a_range_are_spread() -> None:
    table = Watched()
    counters = Counters(table)
    for number in range(200):
        count(counters, number)
    parts = {add.key.pk for add in table.added}
    assert len(parts) == 2 * MERCHANT_PARTS + RANGE_PARTS, "by the minute, and of a merchant by the hour"


def test_of_a_busy_merchant_one_part_is_read_and_tells_the_whole() -> None:
    table = Watched()
    counters = Counters(table)
    payments = 8 * TELLING + 4000
    for number in range(payments):
        part = sum(f"pay_{number}".encode()) % MERCHANT_PARTS
        table.add(Add(Key(f"VELOCITY#merchant#mer#{part}", "2026-03-01T00:00"), {"payments": 1}, 0))
    before = len(table.read)
    seen = count(counters, 1, subjects=Subjects())
    assert len(table.read) - before == 1
    assert abs(seen.merchant_payments - payments) < payments / 5
