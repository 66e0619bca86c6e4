"""How many payments a merchant may ask for: counted by merchant, and never a reason to lose a payment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.domain.errors import StoreUnavailableError
from handlers.domain.ports import Key
from handlers.local.table import MemoryTable
from handlers.stores.rates import WINDOW_SECONDS, Rates
from tests.handlers.samples import merchant

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


class Lost:
    """Tallies that cannot be had."""

    def count(self, _key: Key, *, expires_at: int) -> int:  # noqa: ARG002
        raise StoreUnavailableError("the table does not answer")


def let_in(rates: Rates, count: int, at: datetime = BEGIN, **profile: object) -> int:
    return sum(rates.admits(merchant(**profile), f"key-{number}", at) for number in range(count))


def test_a_burst_of_a_window_is_let_in_and_no_more() -> None:
    rates = Rates(MemoryTable(), 3)
    assert let_in(rates, 100) == 3 * WINDOW_SECONDS
    assert let_in(rates, 100, BEGIN + timedelta(seconds=WINDOW_SECONDS)) == 3 * WINDOW_SECONDS


def test_one_merchant_s_burst_is_not_another_s() -> None:
    rates = Rates(MemoryTable(), 1)
    let_in(rates, 100)
    assert let_in(rates, 1, id="mer_2") == 1


def test_a_merchant_s_own_limit_counts() -> None:
    rates = Rates(MemoryTable(), 1)
    assert let_in(rates, 100, payments_per_second=5) == 5 * WINDOW_SECONDS


def test_where_tallies_cannot_be_had_everybody_is_let_in() -> None:
    assert let_in(Rates(Lost(), 1), 50) == 50


@settings(max_examples=10, deadline=None)
@given(limit=st.integers(501, 1_600))
def test_a_large_merchant_s_tally_is_spread_and_still_near_its_limit(limit: int) -> None:
    table = MemoryTable()
    admitted = let_in(Rates(table, limit), 2 * limit * WINDOW_SECONDS)
    assert len(list(table)) == -(-limit // 500)
    assert 0.9 * limit * WINDOW_SECONDS <= admitted <= limit * WINDOW_SECONDS
