"""How many payments a merchant may ask for: counted by merchant, and never a reason to lose a payment."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.domain.errors import StoreUnavailableError, ThrottledError
from handlers.domain.ports import Key
from handlers.local.table import MemoryTable
from handlers.stores.rates import WINDOW_SECONDS, Rates
from tests.handlers.samples import merchant

pytestmark = pytest.mark.fuzz

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


class Lost:
    """Tallies that cannot be had."""

    def count(self, _key: Key, *, expires_at: int) -> int:  # noqa: ARG002
        raise StoreUnavailableError("the table does not answer")


class OneKeyTakes(MemoryTable):
    """A table one of whose keys takes 1,000 writes a second, as DynamoDB's do."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.counted = BEGIN, 0
        self._taken: Counter[tuple[Key, datetime]] = Counter()

    def count(self, key: Key, *, expires_at: int) -> int:
        self.counted += 1
        taken = key, self.now.replace(microsecond=0)
        self._taken[taken] += 1
        if self._taken[taken] > 1_000:
            raise ThrottledError("more than one key takes")
        return super().count(key, expires_at=expires_at)


def flood(table: OneKeyTakes, per_second: int, executions: int) -> int:
    """Ask for two windows; return how many a second were let in, of a limit of 500."""
    warm = [Rates(table, 500) for _ in range(executions)]
    asked = per_second * 2 * WINDOW_SECONDS
    admitted = 0
    for number in range(asked):
        table.now = BEGIN + timedelta(seconds=number / per_second)
        admitted += warm[number % executions].admits(merchant(), f"key-{number}", table.now)
    return admitted // (2 * WINDOW_SECONDS)


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


@pytest.mark.parametrize("per_second", [600, 1_000, 2_000, 5_000])
def test_a_flood_that_throttles_its_own_tally_is_held_to_the_limit(per_second: int) -> None:
    assert flood(OneKeyTakes(), per_second, executions=50) <= 500


def test_a_flood_costs_few_writes_where_functions_know_that_the_limit_is_passed() -> None:
    table, executions = OneKeyTakes(), 20
    flood(table, 1_000, executions)
    assert table.counted <= 2 * (500 * WINDOW_SECONDS + executions)


def test_one_merchant_s_flood_turns_away_no_other_merchant() -> None:
    table = OneKeyTakes()
    rates = Rates(table, 500)
    assert let_in(rates, 1_500, id="mer_2") == 1_000
    assert let_in(rates, 1) == 1


def test_a_throttled_tally_is_asked_again_after_a_second() -> None:
    table = OneKeyTakes()
    rates = Rates(table, 500)
    assert let_in(rates, 1_500) == 1_000
    table.now = BEGIN + timedelta(seconds=1)
    assert let_in(rates, 1, table.now) == 1


@settings(max_examples=10, deadline=None)
@given(limit=st.integers(501, 1_600))
def test_a_large_merchant_s_tally_is_spread_and_still_near_its_limit(limit: int) -> None:
    table = MemoryTable()
    admitted = let_in(Rates(table, limit), 2 * limit * WINDOW_SECONDS)
    assert len(list(table)) == -(-limit // 500)
    assert 0.9 * limit * WINDOW_SECONDS <= admitted <= limit * WINDOW_SECONDS
