"""Ownership and claims, also where many want the same at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from handlers.local.table import MemoryTable
from handlers.shared.errors import ContentionError, NotOwnerError, PaymentError, QuietPeriodError
from handlers.shared.ports import Item, Key
from handlers.stores.claims import LEASE, Claims, KeyInFlightError, KeyReusedError
from handlers.stores.owners import Owners

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUIET = timedelta(seconds=60)
MANY = 64


def at_once(work: object, times: int = MANY) -> Counter[str]:
    """Call `work` with a number from many threads that start together; count the names of results."""
    barrier = threading.Barrier(16)

    def one(number: int) -> str:
        if number < 16:
            barrier.wait()
        try:
            return str(work(number))  # type: ignore[operator]
        except PaymentError as error:
            return type(error).__name__

    with ThreadPoolExecutor(16) as pool:
        return Counter(pool.map(one, range(times)))


def test_a_home_region_acts_for_itself_until_another_takes_over() -> None:
    table = MemoryTable()
    assert Owners(table, "north").stamp("north", NOW).epoch == 0
    with pytest.raises(NotOwnerError):
        Owners(table, "east").stamp("north", NOW)


def test_r78_a_takeover_starts_the_next_epoch_after_a_quiet_period() -> None:
    table = MemoryTable()
    assert Owners(table, "east").take("north", NOW, QUIET).epoch == 1
    with pytest.raises(QuietPeriodError):
        Owners(table, "east").stamp("north", NOW + QUIET - timedelta(seconds=1))
    assert Owners(table, "east").stamp("north", NOW + QUIET).epoch == 1
    with pytest.raises(NotOwnerError):
        Owners(table, "north").stamp("north", NOW + QUIET)


def test_r78_handing_back_is_a_takeover_by_the_home_region() -> None:
    table = MemoryTable()
    Owners(table, "east").take("north", NOW, QUIET)
    assert Owners(table, "north").take("north", NOW + QUIET, QUIET).epoch == 2
    assert Owners(table, "north").stamp("north", NOW + 2 * QUIET).region == "north"


def test_taking_what_one_owns_changes_nothing() -> None:
    table = MemoryTable()
    first = Owners(table, "east").take("north", NOW, QUIET)
    assert Owners(table, "east").take("north", NOW + QUIET, QUIET) == first


def test_of_takeovers_at_once_one_comes_first() -> None:
    table = MemoryTable()
    taken = at_once(lambda number: Owners(table, f"region-{number}").take("north", NOW, QUIET).epoch)
    assert Owners(table, "x").of("north").epoch == len([n for n in taken.elements() if n.isdigit()])
    assert set(taken) - {"ContentionError"} == {
        str(n + 1) for n in range(len(taken) - ("ContentionError" in taken))
    }


def test_of_requests_with_one_key_at_once_one_claims_it() -> None:
    claims = Claims(MemoryTable())
    assert at_once(lambda _: claims.claim("pay_1", "hash", NOW)) == {"None": 1, "KeyInFlightError": MANY - 1}


def test_a_key_with_another_body_is_told_apart_from_one_in_flight() -> None:
    claims = Claims(MemoryTable())
    claims.claim("pay_1", "hash", NOW)
    with pytest.raises(KeyReusedError):
        claims.claim("pay_1", "other", NOW)
    with pytest.raises(KeyInFlightError):
        claims.claim("pay_1", "hash", NOW + LEASE - timedelta(seconds=2))


def test_a_claim_that_died_or_was_released_can_be_claimed_again() -> None:
    claims = Claims(MemoryTable())
    claims.claim("pay_1", "hash", NOW)
    claims.claim("pay_1", "hash", NOW + LEASE + timedelta(seconds=1))
    claims.release("pay_1", "hash", NOW + LEASE)
    claims.claim("pay_1", "hash", NOW + LEASE)


def test_a_release_by_another_body_changes_nothing() -> None:
    claims = Claims(MemoryTable())
    claims.claim("pay_1", "hash", NOW)
    claims.release("pay_1", "other", NOW)
    with pytest.raises(KeyInFlightError):
        claims.claim("pay_1", "hash", NOW)


def test_a_takeover_that_was_overtaken_says_so() -> None:
    table = MemoryTable()
    Owners(table, "east").take("north", NOW, QUIET)

    class Late:
        """The table as it was before the other region's takeover, to a reader."""

        write = table.write

        def get(self, key: Key) -> None:
            del key

        def query(self, pk: str, *, from_sk: str = "") -> Sequence[Item]:
            return table.query(pk, from_sk=from_sk)

    with pytest.raises(ContentionError):
        Owners(Late(), "south").take("north", NOW, QUIET)
