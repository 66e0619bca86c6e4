"""What a tester tries first against the screening of fraud, through the client and the workflow."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import timedelta

import pytest

from handlers.domain.card import passes_luhn
from handlers.domain.money import Money
from handlers.domain.payment import State, payment_id_of
from handlers.domain.ports import Key, Put
from handlers.domain.screening import ScreeningLimits
from handlers.domain.tokens import KeyRing
from handlers.domain.velocity import Subjects
from handlers.local import demo
from handlers.stores.merchants import REMEMBERED
from tests.handlers.api.client import PAYMENT, ApiClient, changed

pytestmark = pytest.mark.fuzz

CARD_LIMIT, PAYER_LIMIT, RANGE_LIMIT = 5, 10, 100  # the defaults


def card_of(number: int, prefix: str = "424242") -> str:
    begin = f"{prefix}{number:0{15 - len(prefix)}d}"
    return next(whole for digit in range(10) if passes_luhn(whole := f"{begin}{digit}"))


def pay(client: ApiClient, number: int, *, card: str, email: str = "") -> tuple[str, str | None]:
    """Pay and let the workflow run. Returns the state and its reason."""
    body = deepcopy(changed("/card/number", card))
    body["payer"]["email"] = email or f"payer-{number}@example.com"
    key = f"key-number-{number}"
    assert client.pay(body, key=key).status == 202
    client.region.run_pending()
    payment = client.region.payments.load(payment_id_of(demo.MERCHANT, key))
    assert payment is not None
    return str(payment.state), payment.reason


def told(said: list[tuple[str, str | None]]) -> Counter[str]:
    return Counter(reason or state for state, reason in said)


@pytest.mark.parametrize("seconds", range(0, 60, 7))
def test_ten_payments_of_a_card_in_two_seconds_at_the_end_of_any_window(seconds: int) -> None:
    client, card = ApiClient(), PAYMENT["card"]["number"]
    client.clock.time = client.clock.time.replace(minute=59, second=0) + timedelta(seconds=seconds)
    said = []
    for number in range(10):
        said.append(pay(client, number, card=card))
        client.clock.advance(timedelta(milliseconds=200))
    assert told(said) == {State.CAPTURED: CARD_LIMIT, "card_velocity": 5}


def test_payments_that_are_screened_far_apart_are_counted_as_they_came() -> None:
    """As after an outage, when the sweep resumes them one by one."""
    client = ApiClient()
    for number in range(10):
        assert client.pay(key=f"key-number-{number}").status == 202
    said = []
    for _ in range(10):
        workflow, payment_id = client.region.workflows.waiting.popleft()
        said.append(client.region.run(workflow, payment_id)["state"])
        client.clock.advance(timedelta(hours=1))
    assert Counter(said) == {State.CAPTURED: CARD_LIMIT, State.DECLINED: 5}


def test_many_cards_of_one_payer() -> None:
    client = ApiClient()
    addresses = ["ada@example.com", "Ada@Example.com", "ada+1@example.com"]
    said = [
        pay(client, number, card=card_of(1, f"41{number:04d}"), email=addresses[number % 3])
        for number in range(PAYER_LIMIT + 5)
    ]
    assert told(said) == {State.CAPTURED: PAYER_LIMIT, "payer_velocity": 5}


def test_many_cards_of_one_range_in_a_minute() -> None:
    client, said = ApiClient(), []
    for number in range(200):
        said.append(pay(client, number, card=card_of(number)))
        client.clock.advance(timedelta(milliseconds=120))
    assert told(said) == {State.CAPTURED: RANGE_LIMIT, "range_velocity": 100}


def test_a_busy_merchant_of_all_ranges_is_not_taken_for_fraud() -> None:
    client = ApiClient()
    said = [pay(client, number, card=card_of(number, f"41{number % 8:04d}")) for number in range(8 * 110)]
    assert told(said) == {State.CAPTURED: 8 * 110}


@pytest.mark.parametrize("ranges", [1, 4, 5, 8])
def test_cards_of_a_few_ranges_are_tried_out_at_a_merchant_without_other_traffic(ranges: int) -> None:
    client, said, most = ApiClient(), [], ScreeningLimits().range_alone
    for number in range(ranges * most * 2):
        said.append(pay(client, number, card=card_of(number, f"41111{number % ranges}")))
        client.clock.advance(timedelta(milliseconds=60_000 / (ranges * most * 2)))
    assert told(said)[State.CAPTURED] <= ranges * most


def test_what_a_merchant_usually_takes_is_no_attack_and_what_has_just_begun_is_not_usual() -> None:
    client, most = ApiClient(), ScreeningLimits().range_alone
    counters, begin = client.region.counters, client.clock.now()
    for number in range(72 * 300):
        at = begin + number * timedelta(days=1) / (72 * 300)
        counters.count(f"pay_{number}", Subjects(), demo.MERCHANT, Money(100, "EUR"), at)
    client.clock.time = begin + timedelta(days=1)
    assert 250 < counters.usual("pay_1", demo.MERCHANT, client.clock.now()) < 350
    said = [
        pay(client, number, card=card_of(number, f"41111{number % 5}")) for number in range(5 * (most + 40))
    ]
    assert told(said) == {State.CAPTURED: 5 * (most + 40)}


@pytest.mark.parametrize(
    "spelling",
    ["one@EXAMPLE.com.", "o.n.e@gmail.com", "one+x@googlemail.com"],
)
def test_a_mailbox_in_another_spelling_is_one_payer(spelling: str) -> None:
    client = ApiClient()
    plain = "one@gmail.com" if "mail" in spelling else "one@example.com"
    said = [
        pay(client, number, card=card_of(1, f"41{number:04d}"), email=(plain, spelling)[number % 2])
        for number in range(PAYER_LIMIT + 4)
    ]
    assert told(said) == {State.CAPTURED: PAYER_LIMIT, "payer_velocity": 4}


@pytest.mark.parametrize("limits", [{"card_payments": 100}, {"card_payment": 3}, {"range_alone": 0}])
def test_a_merchant_s_limits_that_cannot_be_read_are_told_and_the_settings_count(
    limits: dict[str, int],
) -> None:
    client, card = ApiClient(), PAYMENT["card"]["number"]
    own_limits(client, **limits)
    said = [pay(client, number, card=card) for number in range(CARD_LIMIT + 1)]
    assert told(said) == {State.CAPTURED: CARD_LIMIT, "card_velocity": 1}
    assert "fraud_limits_unreadable" in client.told()


def own_limits(client: ApiClient, **limits: int) -> None:
    profile = client.region.ledger.get(Key(f"MERCHANT#{demo.MERCHANT}", "PROFILE"))
    assert profile is not None
    client.region.ledger.write(Put({**profile, "fraud_limits": limits}, None))


def test_a_merchants_own_limits_come_before_the_default() -> None:
    client, card = ApiClient(), PAYMENT["card"]["number"]
    own_limits(client, card_payments=2)
    assert told([pay(client, number, card=card) for number in range(4)]) == {
        State.CAPTURED: 2,
        "card_velocity": 2,
    }
    own_limits(client, card_payments=50)
    client.clock.advance(REMEMBERED)
    assert pay(client, 5, card=card)[0] == State.CAPTURED


def test_a_denied_card_and_a_busy_one_stay_so_when_the_key_is_rotated() -> None:
    client, denied, busy = ApiClient(), card_of(1), card_of(2)
    client.region.tokens.ring = ring = KeyRing(b"first")
    client.region.ledger.write(Put({"pk": f"DENIED#{ring.tokens(denied)[0]}", "sk": "CARD"}, None))
    assert told([pay(client, number, card=busy) for number in range(CARD_LIMIT)]) == {
        State.CAPTURED: CARD_LIMIT
    }
    for key in (b"second", b"third"):
        client.region.tokens.ring = ring = ring.announced(key).promoted()
    assert pay(client, 11, card=busy)[1] == "card_velocity"
    assert pay(client, 12, card=denied)[1] == "card_denied"
    client.region.tokens.ring = ring.retired().retired()
    assert pay(client, 13, card=denied)[1] == "card_denied", "it was denied under the newest key as well"


def test_what_tells_payments_together_is_tokens_in_the_regions_own_table() -> None:
    client = ApiClient()
    pay(client, 1, card=PAYMENT["card"]["number"])
    personal, ledger = repr(list(client.region.personal)), repr(list(client.region.ledger))
    subjects = client.region.vault.get(payment_id_of(demo.MERCHANT, "key-number-1")).subjects  # type: ignore[union-attr]
    for token in (*subjects.payers, *subjects.ranges):
        assert token in personal
        assert token not in ledger
    assert PAYMENT["card"]["number"][:6] not in personal + ledger
