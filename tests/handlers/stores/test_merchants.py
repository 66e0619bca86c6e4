"""What is remembered of merchants, and for how long at most."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.payment import State, payment_id_of
from handlers.domain.ports import Item, Key
from handlers.local.demo import CALLER, MERCHANT, seed
from handlers.local.in_memory import ManualClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.merchants import REMEMBERED, Merchants
from handlers.stores.remembered import Remembered

BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PROFILE = Key(f"MERCHANT#{MERCHANT}", "PROFILE")
SPOKEN_FOR = Key(f"CALLER#{CALLER}", "MERCHANT")
CARD = {"number": APPROVED, "expiry_year": 2031, "expiry_month": 1, "security_code": "123"}
PAYER = {"name": "Ada Payer", "email": "ada@example.com", "country": "US"}


class Ledger(MemoryTable):
    """A table that counts how often each key was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Key] = []

    def get(self, key: Key) -> Item | None:
        self.read.append(key)
        return super().get(key)


class Shop:
    """A region with one merchant, and the time."""

    def __init__(self) -> None:
        self.clock, self.ledger = ManualClock(BEGIN), Ledger()
        self.region = Region("north", self.clock, SimulatedProcessor(), ledger=self.ledger)
        seed(self.ledger, "north")
        self.ledger.read.clear()

    def change(self, key: Key, **fields: str | bool) -> None:
        item = self.ledger.get(key)
        assert item
        self.ledger.replicate({**item, **fields})

    def pay(self, key: str) -> ApiResponse:
        body = {"amount_minor": 1000, "currency": "EUR", "reference": "r", "card": CARD, "payer": PAYER}
        headers = {"content-type": "application/json", "idempotency-key": key}
        response: ApiResponse = self.region.call(
            "ingest", ApiRequest("POST", {}, headers, json.dumps(body), CALLER)
        )
        return response

    def state(self, key: str) -> State:
        payment = self.region.payments.load(payment_id_of(MERCHANT, key))
        assert payment
        return payment.state


def test_payments_in_a_row_read_a_profile_once() -> None:
    shop = Shop()
    for number in range(20):
        assert shop.pay(f"key-number-{number}").status == 202
        shop.region.run_pending()
    assert (shop.ledger.read.count(PROFILE), shop.ledger.read.count(SPOKEN_FOR)) == (1, 1)


@pytest.mark.parametrize(("wait", "state"), [(-SECOND, State.CAPTURED), (timedelta(), State.DECLINED)])
def test_a_merchant_that_is_deactivated_is_refused_when_it_is_remembered_no_more(
    wait: timedelta, state: State
) -> None:
    shop = Shop()
    shop.pay("key-number-one")
    shop.change(PROFILE, active=False)
    shop.clock.advance(REMEMBERED + wait)
    shop.region.run_pending()
    assert shop.state("key-number-one") is state


def test_a_caller_that_is_taken_away_is_refused_when_it_is_remembered_no_more() -> None:
    shop = Shop()
    assert shop.pay("key-number-one").status == 202
    shop.change(SPOKEN_FOR, merchant_id="nobody")
    assert shop.pay("key-number-two").status == 202
    shop.clock.advance(REMEMBERED)
    assert shop.pay("key-number-three").status == 403


def test_a_merchant_that_is_new_is_known_at_once() -> None:
    ledger = MemoryTable()
    merchants = Merchants(ledger, ManualClock(BEGIN))
    assert merchants.of_caller(CALLER) is None
    assert merchants.get(MERCHANT) is None
    seed(ledger, "north")
    found = merchants.of_caller(CALLER)
    assert found
    assert found.id == MERCHANT


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(-10, 40)), max_size=60))
def test_nothing_is_remembered_for_longer_or_beyond_its_number(asked: list[tuple[str, int]]) -> None:
    """Each value is the time when it was read."""
    remembered, now = Remembered[datetime](REMEMBERED, 2), BEGIN
    for name, seconds in asked:
        now += seconds * SECOND
        read = remembered.get(name, now, lambda now=now: now)  # type: ignore[misc]
        assert read
        assert timedelta() <= now - read < REMEMBERED
        assert len(remembered._kept) <= 2


def test_what_was_read_longest_ago_is_forgotten_first_and_a_failed_read_keeps_nothing() -> None:
    remembered = Remembered[str](REMEMBERED, 2)
    for name in ("a", "b", "a", "c"):
        remembered.get(name, BEGIN, lambda name=name: f"first {name}")  # type: ignore[misc]
    assert remembered.get("a", BEGIN, lambda: "second a") == "first a"
    assert remembered.get("b", BEGIN, lambda: "second b") == "second b"

    def broken() -> str:
        raise ValueError("away")

    with pytest.raises(ValueError, match="away"):
        remembered.get("a", BEGIN + REMEMBERED, broken)
    assert remembered.get("a", BEGIN + REMEMBERED, lambda: "third a") == "third a"
