"""Screening while a peer of another jurisdiction acts, each region with a token key of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.domain.card import passes_luhn
from handlers.domain.payment import Payment, payment_id_of
from handlers.domain.ports import Put
from handlers.domain.tokens import KEY_BYTES, KeyRing
from handlers.local.in_memory import LocalTokens
from handlers.local.processor import APPROVED
from tests.simulation.world import RECOVERY, REGIONS, World

pytestmark = pytest.mark.fuzz

HOME, PEER = REGIONS[:2]
PAYER_LIMIT, RANGE_LIMIT = 10, 100  # the defaults
Reasons = Counter[str | None]


def world() -> World:
    made = World()
    for name, region in made.regions.items():
        region.tokens = LocalTokens(KeyRing(name.encode().ljust(KEY_BYTES)))
    return made


def without_home(made: World) -> World:
    made.deliver()
    made.lose(HOME)
    made.clock.advance(RECOVERY)
    return made


def load(made: World, region: str, key: str) -> Payment:
    payment = made.regions[region].payments.load(payment_id_of("mer_n", key))
    assert payment
    return payment


def paid(made: World, region: str, key: str, number: str = APPROVED, email: str = "") -> Payment:
    assert made.pay(region, "mer_n", key, 100, number, email=email or f"{key}@example.com") == "202"
    made.work(region)
    return load(made, region, key)


def deny(made: World, payment: Payment) -> None:
    made.copies[PEER].write(Put({"pk": f"DENIED#{payment.card_token}", "sk": "CARD"}, None))
    made.deliver()


def card(prefix: str, number: int) -> str:
    begin = f"{prefix}{number:0{15 - len(prefix)}d}"
    return next(whole for digit in range(10) if passes_luhn(whole := f"{begin}{digit}"))


def attack(made: World, count: int, number: Callable[[int], str], email: str = "") -> Reasons:
    return Counter(paid(made, PEER, f"key-number-{n}", number(n), email).reason for n in range(count))


def test_many_cards_of_one_payer_are_declined_by_the_peer() -> None:
    seen = attack(without_home(world()), 15, lambda n: card(f"41{n:04d}", n), "one@example.com")
    assert seen == {None: PAYER_LIMIT, "payer_velocity": 5}


def test_many_cards_of_one_range_are_declined_by_the_peer() -> None:
    seen = attack(without_home(world()), 120, lambda n: card("411111", n))
    assert seen == {None: RANGE_LIMIT, "range_velocity": 20}


def test_a_card_that_the_home_denied_is_declined_in_a_payment_that_the_peer_goes_on_with() -> None:
    made = world()
    deny(made, paid(made, HOME, "key-number-1"))
    assert made.pay(HOME, "mer_n", "key-number-2", 100) == "202"
    without_home(made)
    made.sweep(PEER)
    made.work(PEER)
    assert load(made, PEER, "key-number-2").reason == "card_denied"


def test_a_card_that_is_denied_by_the_peer_s_own_payment_is_declined_by_the_peer() -> None:
    made = without_home(world())
    deny(made, paid(made, PEER, "key-number-1"))
    assert paid(made, PEER, "key-number-2").reason == "card_denied"


@pytest.mark.parametrize("where", [HOME, "south"])
def test_a_card_that_one_region_denied_is_not_known_to_another_that_takes_it(where: str) -> None:
    """What the runbook says of its command, as long as each region has a key of its own."""
    made = without_home(world())
    deny(made, paid(made, PEER, "key-number-1"))
    made.heal(HOME)
    made.clock.advance(timedelta(minutes=20))
    made.deliver()
    merchant = {HOME: "mer_n", "south": "mer_s"}[where]
    assert made.pay(where, merchant, "key-number-2", 100) == "202"
    made.work(where)
    payment = made.regions[where].payments.load(payment_id_of(merchant, "key-number-2"))
    assert payment
    assert payment.reason is None


def test_what_the_peer_keeps_of_a_payer_is_tokens_under_its_own_key_for_a_day() -> None:
    made = without_home(world())
    payment = paid(made, PEER, "key-number-1")
    (kept,) = [item for item in made.personal[PEER] if str(item["pk"]).startswith("SUBJECTS#")]
    tokens = [token for name in ("cards", "payers", "ranges") for token in kept[name]]  # type: ignore[union-attr]
    assert all(str(token).startswith("tok_") for token in tokens)
    assert kept.keys() == {"pk", "sk", "cards", "payers", "ranges", "expires_at"}
    assert kept["expires_at"] == int(payment.created_at.timestamp()) + 86_400
