"""POST /payments/{payment_id}/refunds, GET /payments/{payment_id}, GET /health."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.errors import NotOwnerError, StoreUnavailableError
from handlers.domain.events import Workflow
from handlers.domain.ownership import MOST_CACHED
from handlers.domain.payment import State, move, payment_id_of
from handlers.domain.ports import Put
from handlers.functions.refund_request.core import MOST_REFUNDS
from handlers.local import demo
from handlers.stores.items import text
from tests.handlers.api.client import KEY, ApiClient, problem, said
from tests.handlers.api.test_document import validator
from tests.handlers.api.test_ingest import Failing
from tests.handlers.samples import refund

PAYMENT_ID = payment_id_of(demo.MERCHANT, KEY)
AMOUNT = 1999
WAY = (State.VALIDATED, State.SCREENED, State.AUTHORIZED, State.CAPTURED, State.SETTLED)
OTHER_CALLER = f"{demo.CALLER}-2"


def paid(*, until: State = State.SETTLED) -> ApiClient:
    """A client behind which the payment has come so far."""
    client = ApiClient()
    client.pay()
    payment = client.region.payments.load(PAYMENT_ID)
    assert payment is not None
    by = client.region.owners.fencing_token(demo.REGION, client.clock.now())
    for state in WAY[: WAY.index(until) + 1] if until is not State.RECEIVED else ():
        change = move(payment, state, by)
        client.region.payments.commit(change)
        payment = change.after
    client.region.workflows.waiting.clear()
    return client


def moved(client: ApiClient, state: State) -> None:
    """Move the payment on."""
    payment = client.region.payments.load(PAYMENT_ID)
    assert payment is not None
    by = client.region.owners.fencing_token(demo.REGION, client.clock.now())
    client.region.payments.commit(move(payment, state, by))


def test_a_refund_is_accepted_and_started() -> None:
    client = paid()
    response = client.refund(PAYMENT_ID, {"amount_minor": 500})
    body = said(response)
    assert response.status == 202
    assert validator("AcceptedRefund").is_valid(body)
    assert body["amount_minor"] == 500
    assert list(client.region.workflows.waiting) == [(Workflow.REFUND, PAYMENT_ID)]


def test_a_refund_of_what_is_not_paid_out_waits() -> None:
    client = paid(until=State.CAPTURED)
    assert client.refund(PAYMENT_ID, {}).status == 202
    assert not client.region.workflows.waiting


def test_no_amount_means_the_rest() -> None:
    client = paid()
    client.refund(PAYMENT_ID, {"amount_minor": 500})
    assert said(client.refund(PAYMENT_ID, {}, key="refund-2"))["amount_minor"] == AMOUNT - 500


@pytest.mark.parametrize("body", [{}, {"amount_minor": 500}])
def test_the_same_again_gives_the_same_bytes(body: dict[str, int]) -> None:
    client = paid()
    first = client.refund(PAYMENT_ID, body)
    client.clock.advance(timedelta(days=40))
    assert client.refund(PAYMENT_ID, body) == first
    assert len(client.region.workflows.waiting) == 1


def test_the_key_with_another_amount_is_refused() -> None:
    client = paid()
    client.refund(PAYMENT_ID, {"amount_minor": 500})
    assert problem(client.refund(PAYMENT_ID, {"amount_minor": 501})) == (422, "key-reused")


@pytest.mark.parametrize("until", [State.RECEIVED, State.VALIDATED, State.SCREENED, State.AUTHORIZED])
def test_what_is_not_captured_yet_can_be_asked_for_again(until: State) -> None:
    response = paid(until=until).refund(PAYMENT_ID, {})
    assert problem(response) == (409, "not-yet-refundable")
    assert int(response.headers["Retry-After"]) > 0


def test_what_is_in_doubt_can_be_asked_for_again() -> None:
    client = paid()
    moved(client, State.IN_DOUBT)
    assert problem(client.refund(PAYMENT_ID, {})) == (409, "not-yet-refundable")


def test_what_took_no_money_cannot_be_refunded() -> None:
    client = paid(until=State.VALIDATED)
    moved(client, State.DECLINED)
    response = client.refund(PAYMENT_ID, {})
    assert problem(response) == (422, "not-refundable")
    assert "Retry-After" not in response.headers


def test_an_owner_that_was_overtaken_says_to_ask_again() -> None:
    client = paid()
    client.region.payments = Failing(client.region.payments, "commit", NotOwnerError())  # type: ignore[assignment]
    response = client.refund(PAYMENT_ID, {})
    assert problem(response) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0


def test_more_than_is_left_cannot_be_refunded() -> None:
    response = paid().refund(PAYMENT_ID, {"amount_minor": AMOUNT + 1})
    assert problem(response) == (422, "invalid-field")
    assert [error["field"] for error in said(response)["errors"]] == ["/amount_minor"]


def test_nothing_is_left_to_refund() -> None:
    client = paid()
    client.refund(PAYMENT_ID, {})
    assert problem(client.refund(PAYMENT_ID, {}, key="refund-2")) == (422, "not-refundable")


def test_a_payment_has_a_bounded_number_of_refunds_and_the_rest_can_always_be_given_back() -> None:
    client = paid(until=State.CAPTURED)
    for number in range(MOST_REFUNDS):
        assert client.refund(PAYMENT_ID, {"amount_minor": 1}, key=f"refund-{number}").status == 202
    assert problem(client.refund(PAYMENT_ID, {"amount_minor": 1}, key="one-more")) == (
        422,
        "too-many-refunds",
    )
    assert said(client.refund(PAYMENT_ID, {}, key="the-rest"))["amount_minor"] == AMOUNT - MOST_REFUNDS
    moved(client, State.SETTLED)


def test_what_two_owners_accepted_before_the_pay_out_is_settled_in_one_transaction() -> None:
    client = paid(until=State.CAPTURED)
    by = client.region.owners.fencing_token(demo.REGION, client.clock.now())
    for number in range(2 * (MOST_REFUNDS + 1)):
        payment = client.region.payments.load(PAYMENT_ID)
        assert payment is not None
        client.region.payments.commit(move(payment, payment.state, by, refund=refund(f"ref_{number:02d}", 1)))
    moved(client, State.SETTLED)


@given(st.lists(st.integers(1, AMOUNT), max_size=8))
def test_refunds_never_exceed_the_payment(amounts: list[int]) -> None:
    client = paid()
    for number, amount in enumerate(amounts):
        response = client.refund(PAYMENT_ID, {"amount_minor": amount}, key=f"refund-{number}")
        assert response.status in (202, 422)
    payment = client.region.payments.load(PAYMENT_ID)
    assert payment is not None
    assert sum(refund.money.minor for refund in payment.refunds) + payment.refundable.minor == AMOUNT
    assert payment.refundable.minor >= 0


@pytest.mark.parametrize(
    "body", [{"amount_minor": value} for value in (0, -1, "1", None, True)] + [[], {"x": 1}]
)
def test_a_wrong_body_is_refused(body: Any) -> None:
    assert problem(paid().refund(PAYMENT_ID, body)) == (422, "invalid-field")


def test_a_key_that_holds_a_card_number_makes_no_refund() -> None:
    client = paid()
    assert problem(client.refund(PAYMENT_ID, {}, key="r-4242424242424242")) == (400, "bad-idempotency-key")
    assert client.refund(PAYMENT_ID, {}).status == 202


@pytest.mark.parametrize("after", [False, True])
def test_a_refund_without_an_answer_is_found_or_made_again(*, after: bool) -> None:
    client = paid()
    whole = client.region.payments
    client.region.payments = Failing(whole, "commit", StoreUnavailableError(), after=after)  # type: ignore[assignment]
    assert problem(client.refund(PAYMENT_ID, {})) == (503, "unavailable")
    client.region.payments = whole
    assert client.refund(PAYMENT_ID, {}).status == 202
    payment = whole.load(PAYMENT_ID)
    assert payment is not None
    assert len(payment.refunds) == 1


def test_a_refund_that_does_not_start_is_accepted_all_the_same() -> None:
    client = paid()
    client.region.workflows = Failing(client.region.workflows, "start", StoreUnavailableError())  # type: ignore[assignment]
    assert client.refund(PAYMENT_ID, {}).status == 202
    assert "'Unstarted', 'refund_request'" in client.told()


def test_a_refund_is_sent_to_the_region_that_acts_for_the_payment() -> None:
    client = paid()
    for item in list(client.region.ledger):
        if text(item, "sk").startswith("STATE#"):
            client.region.ledger.replicate({**item, "home_region": "elsewhere"})
    client.region.regional_urls = {"elsewhere": "https://api.test"}
    response = client.refund(PAYMENT_ID, {})
    assert problem(response) == (307, "other-region")
    assert response.headers["Location"] == f"https://api.test/payments/{PAYMENT_ID}/refunds"


def other_merchant(client: ApiClient) -> None:
    profile = next(item for item in client.region.ledger if item["pk"] == f"MERCHANT#{demo.MERCHANT}")
    client.region.ledger.write(
        Put({**profile, "pk": "MERCHANT#other"}, None),
        Put({"pk": f"CALLER#{OTHER_CALLER}", "sk": "MERCHANT", "merchant_id": "other"}, None),
    )


@pytest.mark.parametrize("payment_id", ["", "x", "pay_" + "a" * 32, "pay_" + "A" * 32, f"{PAYMENT_ID}\n"])
def test_what_is_not_there_is_not_found(payment_id: str) -> None:
    client = paid()
    assert problem(client.ask(payment_id)) == (404, "not-found")
    assert problem(client.refund(payment_id, {})) == (404, "not-found")


def test_another_merchants_payment_is_not_there() -> None:
    client = paid()
    other_merchant(client)
    assert problem(client.ask(PAYMENT_ID, caller=OTHER_CALLER)) == (404, "not-found")
    assert problem(client.refund(PAYMENT_ID, {}, caller=OTHER_CALLER)) == (404, "not-found")


def test_an_unknown_caller_is_told_nothing() -> None:
    client = paid()
    assert problem(client.ask(PAYMENT_ID, caller="")) == (403, "unknown-caller")
    assert problem(client.refund(PAYMENT_ID, {}, caller="x")) == (403, "unknown-caller")


def test_a_payment_is_told() -> None:
    client = paid()
    client.refund(PAYMENT_ID, {"amount_minor": 500})
    body = said(client.ask(PAYMENT_ID))
    assert validator("Payment").is_valid(body)
    assert (body["state"], body["refunded_minor"], body["refundable_minor"]) == ("settled", 0, AMOUNT - 500)
    assert [refund["status"] for refund in body["refunds"]] == ["requested"]


def test_what_cannot_be_refunded_has_nothing_refundable() -> None:
    assert said(paid(until=State.RECEIVED).ask(PAYMENT_ID))["refundable_minor"] == 0


def test_health() -> None:
    client = ApiClient()
    assert (client.health().status, said(client.health())) == (200, {"status": "ok"})
    client.region.owners = Failing(client.region.owners, "said", StoreUnavailableError())  # type: ignore[assignment]
    response = client.health()
    assert problem(response) == (503, "unavailable")
    assert response.headers["Retry-After"]


def test_health_is_asked_by_anybody_and_reads_the_busiest_key_once_in_a_while() -> None:
    client, reads = ApiClient(), []
    plain = client.region.owners.read
    client.region.owners.read = lambda: reads.append(1) or plain()  # type: ignore[func-returns-value,method-assign]
    for _ in range(100):
        assert client.health().status == 200
        client.clock.advance(timedelta(milliseconds=100))
    assert len(reads) == 10 / MOST_CACHED.total_seconds()
