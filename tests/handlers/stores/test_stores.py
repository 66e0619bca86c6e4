"""Claims, also where many want the same at once."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from handlers.domain.errors import PaymentError
from handlers.local.table import MemoryTable
from handlers.stores.claims import LEASE, Claims, KeyInFlightError, KeyReusedError

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


def test_a_claim_that_ran_out_is_still_of_its_body_alone() -> None:
    """Its commit may have got no answer and still come true."""
    claims = Claims(MemoryTable())
    claims.claim("pay_1", "hash", NOW)
    with pytest.raises(KeyReusedError):
        claims.claim("pay_1", "other", NOW + LEASE + timedelta(seconds=1))


def test_a_release_by_another_body_changes_nothing() -> None:
    claims = Claims(MemoryTable())
    claims.claim("pay_1", "hash", NOW)
    claims.release("pay_1", "other", NOW)
    with pytest.raises(KeyInFlightError):
        claims.claim("pay_1", "hash", NOW)
