"""Payments through the deployed API: settled with a receipt, declined, given back, and made once a key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from handlers.domain.ledger import Account, PostingKind
from handlers.domain.payment import State
from handlers.domain.ports import Item
from handlers.domain.problems import KEY_IN_FLIGHT, KEY_REUSED, NOT_CANCELLABLE, OTHER_REGION
from handlers.domain.processing import CANCELLED
from handlers.functions.health.core import WELL
from handlers.local.processor import APPROVED, REFUSED
from tests.integration.api import ACCEPTED
from tests.integration.deployed import Region
from tests.integration.shop import MINOR, Shop, new_key
from tests.integration.waiting import wait_until

pytestmark = pytest.mark.terraform

Settled = Callable[[Shop], str]


def changes(region: Region, payment_id: str) -> Sequence[Item]:
    """All that happened to a payment, as the region's ledger tells."""
    items = region.ledger.query(f"PAYMENT#{payment_id}")
    return [item for item in items if str(item["sk"]).startswith("CHANGE#")]


def receipt(region: Region, shop: Shop, payment_id: str, name: str = "payment") -> dict[str, Any]:
    """A receipt, as the region's bucket holds it."""
    key = f"receipts/{shop.merchant.id}/{payment_id}/{name}.json"
    stored = region.client("s3").get_object(Bucket=region["receipts_bucket_name"], Key=key)
    said: dict[str, Any] = json.loads(stored["Body"].read())
    return said


def test_a_payment_is_settled_and_has_a_receipt(shop: Shop, settled: Settled) -> None:
    payment_id = settled(shop)
    said = shop.look(payment_id)
    assert (said["state"], said["amount_minor"], said["currency"]) == ("settled", MINOR, "EUR")
    states = [change["state"] for change in changes(shop.region, payment_id)]
    assert states == ["received", "validated", "screened", "authorized", "captured", "settled"]
    written = receipt(shop.region, shop, payment_id)
    assert (written["payment_id"], written["amount_minor"]) == (payment_id, MINOR)
    told = shop.api.send("GET", f"/payments/{payment_id}/receipt", by=shop.merchant)
    assert (told.status, told.body) == (200, written)
    postings = shop.region.payments.postings(payment_id)
    assert [posting.kind for posting in postings] == [PostingKind.CAPTURE, PostingKind.SETTLEMENT]
    bank = sum(
        entry.money.minor for each in postings for entry in each.entries if entry.account is Account.BANK
    )
    assert bank == MINOR


@pytest.mark.parametrize("number", REFUSED, ids=REFUSED.get)
def test_a_refused_card_is_declined(shop: Shop, number: str) -> None:
    said = shop.wait(shop.pay(number=number), State.DECLINED)
    assert said["reason"] == REFUSED[number]
    assert shop.region.payments.postings(said["payment_id"]) == ()


def test_a_payment_is_given_back_in_parts_and_no_further(shop: Shop) -> None:
    payment_id, part = shop.pay(), 500
    shop.settled(payment_id)
    asked = shop.api.refund(shop.merchant, payment_id, new_key(), part)
    assert asked.status == ACCEPTED, asked
    said = shop.wait(payment_id, State.PARTLY_REFUNDED)
    assert (said["refunded_minor"], said["refundable_minor"]) == (part, MINOR - part)
    written = receipt(shop.region, shop, payment_id, asked.body["refund_id"])
    assert (written["receipt"], written["amount_minor"]) == ("refund", part)
    told = shop.api.send("GET", f"/payments/{payment_id}/refunds/{asked.body['refund_id']}", by=shop.merchant)
    assert (told.status, told.body["status"], told.body["amount_minor"]) == (200, "done", part)
    too_much = shop.api.refund(shop.merchant, payment_id, new_key(), MINOR - part + 1)
    assert too_much.status == 422, too_much
    assert shop.api.refund(shop.merchant, payment_id, new_key(), MINOR - part).status == ACCEPTED
    assert shop.wait(payment_id, State.REFUNDED)["refundable_minor"] == 0


def test_money_that_waits_is_captured_or_given_back_as_its_merchant_says(shop: Shop) -> None:
    captured, cancelled = shop.reserve(), shop.reserve()
    for payment_id, wish in ((captured, "capture"), (cancelled, "cancel")):
        asked = shop.api.wish(shop.merchant, payment_id, wish)
        assert asked.status == ACCEPTED, asked
    shop.wait(captured, State.CAPTURED, State.SETTLED)
    assert shop.wait(cancelled, State.REVERSED)["reason"] == CANCELLED
    again = shop.api.wish(shop.merchant, captured, "cancel")
    assert (again.status, again.body["type"]) == (NOT_CANCELLABLE.status, NOT_CANCELLABLE.uri)


def test_payments_are_listed_page_by_page_and_the_newest_first(shop: Shop) -> None:
    paid = [shop.pay() for _ in range(3)]

    def page(query: str) -> dict[str, Any]:
        answer = shop.api.send("GET", f"/payments?{query}", by=shop.merchant)
        assert answer.status == 200, answer
        return dict(answer.body)

    def listed() -> bool:
        """The index may be a moment behind."""
        first = page("limit=2")
        told = [*first["payments"], *page(f"limit=1&cursor={first['next_cursor']}")["payments"]]
        return [each["payment_id"] for each in told] == paid[::-1]

    wait_until(listed, "the list of a merchant's payments")


def test_a_key_makes_one_payment_also_when_it_comes_twice_at_once(shop: Shop) -> None:
    key = new_key()

    def ask(minor: int = MINOR) -> Any:
        return shop.api.pay(shop.merchant, key, minor, APPROVED)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: ask(), range(2)))
    under_way = [each for each in answers if each.status != ACCEPTED]
    assert all(each.body["type"] == KEY_IN_FLIGHT.uri for each in under_way), answers
    accepted = [each.body for each in answers if each.status == ACCEPTED]
    assert accepted
    again = ask()
    assert again.status == ACCEPTED
    assert accepted == [again.body] * len(accepted)
    payment_id = again.body["payment_id"]
    shop.wait(payment_id, State.CAPTURED, State.SETTLED)
    told = [(change["epoch"], change["version"]) for change in changes(shop.region, payment_id)]
    assert len(told) == len(set(told))
    captures = [
        each for each in shop.region.payments.postings(payment_id) if each.kind is PostingKind.CAPTURE
    ]
    assert len(captures) == 1
    another = ask(MINOR + 1)
    assert (another.status, another.body["type"]) == (KEY_REUSED.status, KEY_REUSED.uri)


def test_another_region_names_the_home_of_a_merchant(shops: Mapping[str, Shop], shop: Shop) -> None:
    if not shop.region.code:
        pytest.skip("not provable here: what is deployed has one region")
    elsewhere = [each for name, each in shops.items() if name != shop.region.name]
    assert elsewhere, "only one region has a merchant"
    for other in elsewhere:
        answer = other.api.pay(shop.merchant, new_key(), MINOR, APPROVED)
        assert (answer.status, answer.body["type"]) == (OTHER_REGION.status, OTHER_REGION.uri)
        assert answer.headers["Location"] == f"{shop.region.api_url}/payments"


def test_a_region_says_that_it_can_answer(shop: Shop) -> None:
    answer = shop.api.send("GET", "/health", by=None)
    assert (answer.status, answer.body) == (200, dict(WELL))
