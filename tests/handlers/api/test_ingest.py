"""POST /payments: one payment for a key, whatever happens, and card data that goes nowhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from handlers.domain.card import Card
from handlers.domain.errors import (
    PaymentError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
    StoreUnavailableError,
)
from handlers.domain.events import Workflow
from handlers.domain.payment import State, move, payment_id_of
from handlers.domain.ports import Exchange
from handlers.domain.tokens import KeyRing
from handlers.local import demo
from handlers.local.table import MemoryTable
from handlers.stores.keys_in_flight import LEASE
from handlers.stores.rates import Rates
from tests.handlers.api.client import KEY, PAYMENT, ApiClient, changed, problem, said
from tests.handlers.api.test_document import validator
from tests.handlers.owning import let_act

PAYMENT_ID = payment_id_of(demo.MERCHANT, KEY)
OTHER = "elsewhere"
OTHER_VALUES = [
    ("/amount_minor", 2000),
    ("/currency", "USD"),
    ("/reference", "order-1002"),
    ("/card/number", "4000000000000002"),
    ("/card/expiry_year", 2098),
    ("/card/expiry_month", 11),
    ("/payer/name", "Ada Other"),
    ("/payer/email", "other@example.com"),
    ("/payer/country", "GB"),
]


class Failing:
    """A port whose `method` raises: before its effect, or after it."""

    def __init__(self, port: Any, method: str, error: PaymentError, *, after: bool = False) -> None:
        self._port, self._method, self._error, self._after = port, method, error, after

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name != self._method:
            return found

        def failing(*args: Any, **named: Any) -> None:
            if self._after:
                found(*args, **named)
            raise self._error

        return failing


@pytest.fixture
def client() -> ApiClient:
    return ApiClient()


def taken_over(client: ApiClient) -> ApiClient:
    """Another region that has all of the ledger, none of the personal data, and acts for the home region."""
    other = ApiClient(OTHER, home_regions=(demo.REGION, OTHER))
    other.region.tokens.ring = KeyRing(b"another region's key")
    for item in client.region.ledger:
        other.region.ledger.replicate(item)
    other.clock.advance(timedelta(minutes=2))
    let_act(other.region, demo.REGION, begin=other.clock.now())
    return other


def test_a_payment_is_accepted(client: ApiClient) -> None:
    response = client.pay()
    body = said(response)
    assert response.status == 202
    assert validator("AcceptedPayment").is_valid(body)
    assert response.headers["Location"] == body["status_url"] == f"/payments/{PAYMENT_ID}"
    payment = client.region.payments.load(PAYMENT_ID)
    assert payment is not None
    assert (payment.state, payment.merchant_id, payment.reference) == (
        State.RECEIVED,
        demo.MERCHANT,
        PAYMENT["reference"],
    )
    assert list(client.region.workflows.waiting) == [(Workflow.PAYMENT, PAYMENT_ID)]


def test_card_and_payer_go_where_they_may(client: ApiClient) -> None:
    card, payer = PAYMENT["card"], PAYMENT["payer"]
    response = client.pay()
    ledger, personal = repr(list(client.region.ledger)), repr(list(client.region.personal))
    told = (response.body, repr(response.headers), client.told(), repr(client.region.workflows.waiting))
    for text in (ledger, *told):
        assert not any(value in text for value in (card["number"], payer["name"], payer["email"]))
    assert payer["name"] in personal
    assert card["number"] not in personal
    for text in (ledger, personal, *told):
        assert f"'{card['security_code']}'" not in text


def test_the_same_again_gives_the_same_bytes_for_good(client: ApiClient) -> None:
    first = client.pay()
    payment = client.region.payments.load(PAYMENT_ID)
    assert payment is not None
    by = client.region.owners.fencing_token(demo.REGION, client.clock.now())
    client.region.payments.commit(move(payment, State.DECLINED, by, reason="merchant_inactive"))
    client.clock.advance(timedelta(days=365 * 80))  # its card has expired
    assert client.pay() == first
    assert len(client.region.workflows.waiting) == 1


@pytest.mark.parametrize(("pointer", "value"), OTHER_VALUES)
def test_the_key_with_another_body_is_refused(client: ApiClient, pointer: str, value: object) -> None:
    client.pay()
    assert problem(client.pay(changed(pointer, value))) == (422, "key-reused")


@pytest.mark.parametrize(("pointer", "value"), OTHER_VALUES)
@pytest.mark.parametrize("kept", [True, False], ids=["former key kept", "former key gone"])
def test_a_rotated_key_makes_no_request_another_one(
    client: ApiClient, pointer: str, value: object, *, kept: bool
) -> None:
    """Under a key that is kept all is compared; without it, what needs no key."""
    before = KeyRing(b"before")
    client.region.tokens.ring = before
    first = client.pay()
    client.region.tokens.ring = KeyRing(b"after", former=(before.key,) if kept else ())
    assert client.pay() == first
    told = kept or pointer in ("/amount_minor", "/currency", "/reference")
    other = client.pay(changed(pointer, value))
    assert (problem(other) == (422, "key-reused")) if told else (other == first)
    assert len(client.region.workflows.waiting) == 1


def test_a_function_that_does_not_know_the_newest_key_yet_gives_the_same_answer(client: ApiClient) -> None:
    client.region.tokens.ring = KeyRing(b"after", former=(b"before",))
    first = client.pay()
    client.region.tokens.ring = KeyRing(b"before")
    assert client.pay() == first


def test_a_reused_key_leads_to_the_payment_that_it_stands_for(client: ApiClient) -> None:
    """Whoever lost the first answer finds it, and needs no other key to go on."""
    made = client.pay().headers["Location"]
    refused = client.pay(changed("/amount_minor", 5))
    assert refused.headers["Location"] == made
    assert "Retry-After" not in refused.headers


@pytest.mark.parametrize(
    ("module", "rule"), [("core", "passes_luhn"), ("core", "has_expired"), ("core", "holds_card_number")]
)
def test_a_rule_that_became_stricter_does_not_take_an_answer_back(
    client: ApiClient, monkeypatch: pytest.MonkeyPatch, module: str, rule: str
) -> None:
    first = client.pay()
    monkeypatch.setattr(f"handlers.functions.ingest.{module}.{rule}", lambda *_: rule != "passes_luhn")
    assert client.pay() == first
    assert problem(client.pay(key="order-1001-try-2")) == (422, "invalid-field")


def test_the_security_code_alone_makes_no_other_body(client: ApiClient) -> None:
    assert client.pay() == client.pay(changed("/card/security_code", "999"))


class WaitingProcessor:
    """Trades a card when it is let."""

    def __init__(self) -> None:
        self.asked, self.let = Event(), Event()

    def exchange(self, _card: Card, *, key: str) -> Exchange:
        self.asked.set()
        assert self.let.wait(10)
        return Exchange(f"card_{key}", "US")


def test_a_key_in_flight_is_refused_until_its_answer_is_there(client: ApiClient) -> None:
    client.region.processor = processor = WaitingProcessor()  # type: ignore[assignment]
    with ThreadPoolExecutor() as threads:
        first = threads.submit(client.pay)
        assert processor.asked.wait(10)
        meanwhile = client.pay()
        other_body = client.pay(changed("/amount_minor", 5))
        processor.let.set()
        answered = first.result(10)
    assert problem(meanwhile) == (409, "key-in-flight")
    assert int(meanwhile.headers["Retry-After"]) > 0
    assert problem(other_body) == (422, "key-reused")
    assert answered.status == 202
    assert client.pay() == answered


def test_of_many_at_once_one_makes_the_payment(client: ApiClient) -> None:
    with ThreadPoolExecutor(16) as threads:
        responses = list(threads.map(lambda _: client.pay(), range(64)))
    accepted = {response.body for response in responses if response.status == 202}
    assert len(accepted) == 1
    assert {response.status for response in responses} <= {202, 409}
    assert len(client.region.workflows.waiting) == 1


def test_a_payment_that_was_made_between_the_look_and_the_claim_is_not_made_again(
    client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its payer's data would be replaced, its card traded again."""
    first = client.pay()
    client.clock.advance(LEASE + timedelta(seconds=1))
    load, looks = client.region.payments.load, iter([False])
    monkeypatch.setattr(
        client.region.payments, "load", lambda payment_id: load(payment_id) if next(looks, True) else None
    )
    monkeypatch.setattr(client.processor, "exchange", lambda *_, **__: pytest.fail("the card was traded"))
    assert client.pay() == first


@pytest.mark.parametrize(
    ("port", "method", "error", "told"),
    [
        ("processor", "exchange", ProcessorUnavailableError(), "processor-unavailable"),
        ("processor", "exchange", ProcessorTimeoutError(), "processor-unavailable"),
        ("vault", "put", StoreUnavailableError(), "unavailable"),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_what_fails_before_the_commit_gives_the_key_back(
    client: ApiClient, port: str, method: str, error: PaymentError, told: str, *, after: bool
) -> None:
    whole = getattr(client.region, port)
    setattr(client.region, port, Failing(whole, method, error, after=after))
    response = client.pay()
    assert problem(response) == (503, told)
    assert int(response.headers["Retry-After"]) > 0
    setattr(client.region, port, whole)
    assert client.pay().status == 202


def test_another_card_may_be_tried_after_a_trade_that_failed(client: ApiClient) -> None:
    """The first trade may have happened: the second must not be taken for it."""
    whole = client.processor
    client.region.processor = Failing(whole, "exchange", ProcessorTimeoutError(), after=True)  # type: ignore[assignment]
    client.pay()
    client.region.processor = whole
    assert client.pay(changed("/card/number", "4000000000000002")).status == 202
    first, second = ApiClient(), client
    first.pay()
    references = [each.region.payments.load(PAYMENT_ID).card_reference for each in (first, second)]  # type: ignore[union-attr]
    assert len(set(references)) == 2


@pytest.mark.parametrize("after", [False, True])
def test_a_commit_without_an_answer_is_found_or_made_again(client: ApiClient, *, after: bool) -> None:
    whole = client.region.payments
    client.region.payments = Failing(whole, "commit", StoreUnavailableError(), after=after)  # type: ignore[assignment]
    assert problem(client.pay()) == (503, "unavailable")
    client.region.payments = whole
    if not after:
        assert problem(client.pay()) == (409, "key-in-flight"), "the commit may still come true"
        client.clock.advance(LEASE + timedelta(seconds=1))
    assert client.pay().status == 202


def test_a_workflow_that_does_not_start_is_left_to_the_sweep(client: ApiClient) -> None:
    client.region.workflows = Failing(client.region.workflows, "start", StoreUnavailableError())  # type: ignore[assignment]
    assert client.pay().status == 202
    assert "'Unstarted', 'ingest'" in client.told()


@pytest.mark.parametrize("caller", ["", f"{demo.CALLER}x", "arn:aws:iam::000000000000:root"])
def test_an_unknown_caller_is_refused_before_its_body_is_read(client: ApiClient, caller: str) -> None:
    assert problem(client.pay("{", caller=caller)) == (403, "unknown-caller")


@pytest.mark.parametrize(
    ("urls", "told"), [({}, "unavailable"), ({OTHER: "https://api.test"}, "other-region")]
)
def test_another_regions_merchant_is_sent_there(client: ApiClient, urls: dict[str, str], told: str) -> None:
    client.region.regional_urls = urls
    demo.seed(client.region.ledger, home_region=OTHER)
    response = client.pay()
    assert problem(response) == (307 if urls else 503, told)
    assert response.headers.get("Location") == ("https://api.test/payments" if urls else None)


def test_nothing_is_accepted_while_a_region_takes_over() -> None:
    client = ApiClient(home_regions=(demo.REGION, OTHER))
    demo.seed(client.region.ledger, home_region=OTHER)
    let_act(client.region, OTHER, begin=client.clock.now() + timedelta(minutes=1))
    assert problem(client.pay()) == (503, "quiet-period")
    client.clock.advance(timedelta(minutes=1))
    assert client.pay().status == 202


def test_after_a_takeover_the_same_key_gives_the_same_answer(client: ApiClient) -> None:
    first = client.pay()
    other = taken_over(client)
    assert other.pay() == first
    assert problem(other.pay(changed("/amount_minor", 2000))) == (422, "key-reused")


def test_after_a_takeover_a_key_that_was_claimed_and_lost_makes_its_payment(client: ApiClient) -> None:
    client.region.payments = Failing(client.region.payments, "commit", StoreUnavailableError())  # type: ignore[assignment]
    client.pay()
    assert taken_over(client).pay().status == 202


@pytest.mark.parametrize(
    "error", [StoreUnavailableError, ProcessorUnavailableError], ids=lambda error: error.__name__
)
def test_an_errors_text_is_not_told(client: ApiClient, error: Callable[[str], PaymentError]) -> None:
    client.region.processor = Failing(client.processor, "exchange", error("marked"))  # type: ignore[assignment]
    response = client.pay()
    assert response.status == 503
    assert "marked" not in response.body + client.told()


def test_a_merchant_that_asks_too_fast_is_told_to_ask_again_and_nothing_is_done(client: ApiClient) -> None:
    client.region.rates = Rates(MemoryTable(), 1)
    for number in range(10):
        assert client.pay(key=f"order-{number:04d}").status == 202
    before = repr(list(client.region.ledger))
    response = client.pay(key="order-9999")
    assert problem(response) == (429, "throttled")
    assert response.headers["Retry-After"] == "1"
    assert repr(list(client.region.ledger)) == before
    client.clock.advance(timedelta(seconds=10))
    assert client.pay(key="order-9999").status == 202
