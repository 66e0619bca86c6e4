"""Keys in flight, also where many want the same at once."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from handlers.domain.errors import PaymentError
from handlers.local.table import MemoryTable
from handlers.stores.keys_in_flight import LEASE, KeyInFlightError, KeyReusedError, KeysInFlight

NOW = datetime(2026, 3, 1, tzinfo=UTC)
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


def test_of_requests_with_one_key_at_once_one_claims_it() -> None:
    keys = KeysInFlight(MemoryTable())
    assert at_once(lambda _: keys.begin("pay_1", "hash", NOW)) == {"None": 1, "KeyInFlightError": MANY - 1}


def test_a_key_with_another_body_is_told_apart_from_one_in_flight() -> None:
    keys = KeysInFlight(MemoryTable())
    keys.begin("pay_1", "hash", NOW)
    with pytest.raises(KeyReusedError):
        keys.begin("pay_1", "other", NOW)
    with pytest.raises(KeyInFlightError):
        keys.begin("pay_1", "hash", NOW + LEASE - timedelta(seconds=2))


def test_a_claim_that_died_or_was_released_can_be_claimed_again() -> None:
    keys = KeysInFlight(MemoryTable())
    keys.begin("pay_1", "hash", NOW)
    keys.begin("pay_1", "hash", NOW + LEASE + timedelta(seconds=1))
    keys.release("pay_1", "hash", NOW + LEASE)
    keys.begin("pay_1", "hash", NOW + LEASE)


def test_a_claim_that_ran_out_is_still_of_its_body_alone() -> None:
    """Its commit may have got no answer and still come true."""
    keys = KeysInFlight(MemoryTable())
    keys.begin("pay_1", "hash", NOW)
    with pytest.raises(KeyReusedError):
        keys.begin("pay_1", "other", NOW + LEASE + timedelta(seconds=1))


def test_a_release_by_another_body_changes_nothing() -> None:
    keys = KeysInFlight(MemoryTable())
    keys.begin("pay_1", "hash", NOW)
    keys.release("pay_1", "other", NOW)
    with pytest.raises(KeyInFlightError):
        keys.begin("pay_1", "hash", NOW)
