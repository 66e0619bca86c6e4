"""Payments that wait for their merchant: captured when it asks, cancelled, or given back in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlers.domain.api import ApiResponse
from handlers.domain.events import Workflow
from handlers.domain.payment import Change, Operation, Payment, PendingCommand, State, payment_id_of
from handlers.local import demo
from handlers.local.processor import REFUSED
from handlers.stores.items import text, text_of, time_of
from tests.handlers.api.client import NOW, ApiClient, changed, problem, said
from tests.handlers.api.test_document import validator
from tests.handlers.samples import payment

MANUAL = changed("/capture_method", "manual")
WITHIN = timedelta(days=7)
WRONG = "must be automatic or manual"


def held(client: ApiClient) -> str:
    """A payment whose money is reserved and waits."""
    payment_id: str = said(client.pay(MANUAL))["payment_id"]
    client.region.run_pending()
    assert said(client.ask(payment_id))["state"] == "authorized"
    return payment_id


def lying(client: ApiClient, state: State, **fields: Any) -> str:
    """A payment of the merchant, put into the ledger."""
    made = payment(
        state,
        id=payment_id_of(demo.MERCHANT, f"{state}"),
        merchant_id=demo.MERCHANT,
        home_region=demo.REGION,
        region=demo.REGION,
        reference="r",
        created_at=NOW,
        updated_at=NOW,
        **fields,
    )
    client.region.payments.commit(Change(None, made, NOW + timedelta(seconds=30)))
    return made.id


def waiting(state: State, **fields: Any) -> dict[str, Any]:
    return {"state": state, "command": PendingCommand.WAIT, "capture_before": NOW + WITHIN, **fields}


def operations(client: ApiClient, payment_id: str) -> list[Operation]:
    return [each.operation for each in client.processor.records(payment_id) if each.answer.approved]


def accepted(answer: ApiResponse, command: str) -> None:
    assert answer.status == 202, answer
    assert validator("AcceptedWish").is_valid(said(answer))
    assert said(answer)["requested"] == command
    assert answer.headers["Location"] == f"/payments/{said(answer)['payment_id']}"


def test_a_payment_that_is_to_wait_is_authorized_and_no_more() -> None:
    client = ApiClient()
    taken = said(client.pay(MANUAL))
    assert validator("AcceptedPayment").is_valid(taken)
    assert time_of(taken["capture_before"]) == NOW + WITHIN
    payment_id = held(client)
    told = said(client.ask(payment_id))
    assert validator("Payment").is_valid(told)
    assert told["capture_before"] == taken["capture_before"]
    assert operations(client, payment_id) == [Operation.AUTHORIZE]
    client.region.run(Workflow.PAYMENT, payment_id)
    assert operations(client, payment_id) == [Operation.AUTHORIZE]
    assert not client.region.receipts.stored


@pytest.mark.parametrize("body", [changed("/capture_method", "automatic"), None])
def test_a_payment_that_is_not_to_wait_is_captured_by_itself(body: dict[str, Any] | None) -> None:
    client = ApiClient()
    taken = said(client.pay(body) if body else client.pay())
    assert "capture_before" not in taken
    client.region.run_pending()
    assert said(client.ask(taken["payment_id"]))["state"] == "captured"


@pytest.mark.parametrize("method", ["later", "", None, True])
def test_a_capture_method_that_is_none_is_refused(method: object) -> None:
    answer = ApiClient().pay(changed("/capture_method", method))
    assert problem(answer) == (422, "invalid-field")
    (error,) = said(answer)["errors"]
    assert error == {
        "field": "/capture_method",
        "reason": WRONG if isinstance(method, str) else "must be a text",
    }


def test_a_key_stands_for_one_capture_method_whatever_it_is_called() -> None:
    client = ApiClient()
    first = client.pay()
    assert client.pay(changed("/capture_method", "automatic")) == first
    assert problem(client.pay(MANUAL)) == (422, "key-reused")


def test_what_waits_is_captured_when_its_merchant_asks_and_once() -> None:
    client = ApiClient()
    payment_id = held(client)
    client.clock.advance(WITHIN - timedelta(seconds=1))
    first = client.command(payment_id, "capture")
    accepted(first, "capture")
    assert client.command(payment_id, "capture") == first
    client.region.run_pending()
    told = said(client.ask(payment_id))
    assert told["state"] == "captured"
    assert "capture_before" not in told
    assert operations(client, payment_id) == [Operation.AUTHORIZE, Operation.CAPTURE]
    assert client.command(payment_id, "capture") == first
    assert client.get("/payments/{payment_id}/receipt", payment_id=payment_id).status == 200


def test_a_capture_that_is_asked_for_early_is_done_as_soon_as_the_money_is_reserved() -> None:
    client = ApiClient()
    payment_id = said(client.pay(MANUAL))["payment_id"]
    accepted(client.command(payment_id, "capture"), "capture")
    client.region.run_pending()
    assert said(client.ask(payment_id))["state"] == "captured"


def test_what_waits_is_cancelled_when_its_merchant_asks_and_stays_so() -> None:
    client = ApiClient()
    payment_id = held(client)
    first = client.command(payment_id, "cancel")
    accepted(first, "cancel")
    client.region.run_pending()
    told = said(client.ask(payment_id))
    assert (told["state"], told["reason"]) == ("reversed", "cancelled")
    assert operations(client, payment_id) == [Operation.AUTHORIZE, Operation.REVERSE]
    assert client.command(payment_id, "cancel") == first
    assert problem(client.command(payment_id, "capture")) == (422, "not-capturable")


@pytest.mark.parametrize("body", [MANUAL, changed("/reference", "r")])
def test_a_payment_is_cancelled_before_anything_is_reserved(body: dict[str, Any]) -> None:
    client = ApiClient()
    payment_id = said(client.pay(body))["payment_id"]
    accepted(client.command(payment_id, "cancel"), "cancel")
    client.region.run_pending()
    told = said(client.ask(payment_id))
    assert (told["state"], told["reason"]) == ("declined", "cancelled")
    assert operations(client, payment_id) == [Operation.REVERSE], "barred, whoever asks for it yet"


def test_a_capture_that_was_being_made_is_booked_though_it_was_cancelled() -> None:
    client = ApiClient()
    payment_id = held(client)
    accepted(client.command(payment_id, "cancel"), "cancel")
    asked = client.region.payments.load(payment_id)
    assert asked is not None
    take(client, asked)
    client.region.run_pending()
    assert said(client.ask(payment_id))["state"] == "captured"
    assert len(client.region.payments.postings(payment_id)) == 1


def take(client: ApiClient, asked: Payment) -> None:
    """As another run of the step does, which loaded the payment before it was cancelled."""
    from handlers.domain.processing import instruction_of

    assert client.processor.execute(instruction_of(asked, Operation.CAPTURE)).approved


def test_a_cancelled_payment_whose_reversal_gets_no_answer_is_in_doubt_and_comes_to_its_end() -> None:
    from handlers.domain.errors import ProcessorTimeoutError

    client = ApiClient()
    payment_id = held(client)
    client.command(payment_id, "cancel")
    plain = client.processor.execute

    def silent(instruction: Any) -> Any:
        plain(instruction)
        raise ProcessorTimeoutError("no answer")

    client.processor.execute = silent  # type: ignore[method-assign]
    client.region.run_pending()
    assert said(client.ask(payment_id))["state"] == "in_doubt"
    assert problem(client.command(payment_id, "capture")) == (422, "not-capturable")
    assert client.command(payment_id, "cancel").status == 202
    client.region.call("sweep", {"payment_id": payment_id})
    told = said(client.ask(payment_id))
    assert (told["state"], told["reason"]) == ("reversed", "cancelled")


def test_a_card_that_is_refused_waits_for_nobody() -> None:
    client = ApiClient()
    body = {**MANUAL, "card": {**MANUAL["card"], "number": next(iter(REFUSED))}}
    payment_id = said(client.pay(body))["payment_id"]
    client.region.run_pending()
    assert said(client.ask(payment_id))["state"] == "declined"
    assert problem(client.command(payment_id, "capture")) == (422, "not-capturable")
    assert problem(client.command(payment_id, "cancel")) == (422, "not-cancellable")


ALL_STATES = tuple(State)
NOT_TAKEN = (State.DECLINED, State.REVERSED, State.FAILED)
TAKEN = (State.CAPTURED, State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED)
EARLY = (State.RECEIVED, State.VALIDATED, State.SCREENED, State.AUTHORIZED)


@pytest.mark.parametrize("state", ALL_STATES)
def test_a_capture_is_answered_by_the_state(state: State) -> None:
    client = ApiClient()
    doubt = {"doubt": Operation.AUTHORIZE} if state is State.IN_DOUBT else {}
    answer = client.command(lying(client, **waiting(state, **doubt)), "capture")
    if state in EARLY or state in TAKEN:
        accepted(answer, "capture")
    elif state is State.IN_DOUBT:
        assert problem(answer) == (409, "in-doubt")
        assert int(answer.headers["Retry-After"]) > 0
    else:
        assert state in NOT_TAKEN
        assert problem(answer) == (422, "not-capturable")


@pytest.mark.parametrize("state", ALL_STATES)
def test_a_payment_that_never_waited_is_captured_by_nobody_else(state: State) -> None:
    client = ApiClient()
    assert problem(client.command(lying(client, state), "capture")) == (422, "not-capturable")


@pytest.mark.parametrize("state", ALL_STATES)
def test_a_cancellation_is_answered_by_the_state(state: State) -> None:
    client = ApiClient()
    doubt = {"doubt": Operation.CAPTURE} if state is State.IN_DOUBT else {}
    answer = client.command(lying(client, state, **doubt), "cancel")
    if state in EARLY:
        accepted(answer, "cancel")
    elif state is State.IN_DOUBT:
        assert problem(answer) == (409, "in-doubt")
    else:
        assert problem(answer) == (422, "not-cancellable")


def test_what_is_paid_out_is_not_cancellable_though_a_refund_is_in_doubt() -> None:
    client = ApiClient()
    payment_id = lying(client, State.IN_DOUBT, doubt=Operation.REFUND)
    assert problem(client.command(payment_id, "cancel")) == (422, "not-cancellable")


def test_when_its_time_is_over_a_capture_is_refused_and_the_sweep_gives_the_money_back() -> None:
    client = ApiClient()
    payment_id = held(client)
    client.clock.advance(WITHIN)
    assert problem(client.command(payment_id, "capture")) == (422, "not-capturable")
    client.region.call("sweep", {})
    client.region.run_pending()
    told = said(client.ask(payment_id))
    assert (told["state"], told["reason"]) == ("reversed", "capture_not_asked_for")
    assert operations(client, payment_id) == [Operation.AUTHORIZE, Operation.REVERSE]


def test_the_patience_of_a_capture_begins_when_it_is_asked_for() -> None:
    client = ApiClient()
    payment_id = held(client)
    client.clock.advance(timedelta(days=3))
    client.command(payment_id, "capture")
    client.clock.advance(timedelta(minutes=10))
    client.region.run_pending()
    assert said(client.ask(payment_id))["state"] == "captured"


@pytest.mark.parametrize("body", [{"amount_minor": 5}, [], "", "null"])
@pytest.mark.parametrize("command", ["capture", "cancel"])
def test_nothing_more_can_be_said_with_it(body: object, command: str) -> None:
    """A part that somebody thinks of would else be the whole."""
    client = ApiClient()
    payment_id = held(client)
    answer = client.command(payment_id, command, body)
    assert answer.status in (400, 422), answer
    assert said(client.ask(payment_id))["capture_before"] == text_of(NOW + WITHIN)


@pytest.mark.parametrize("command", ["capture", "cancel"])
def test_a_payment_of_another_merchant_is_not_there(command: str) -> None:
    client = ApiClient()
    caller = "arn:aws:iam::000000000000:user/other"
    demo.seed(client.region.ledger, merchant="somebody-else", caller=caller)
    assert problem(client.command(held(client), command, caller=caller)) == (404, "not-found")


def test_another_region_is_named_with_the_same_path() -> None:
    client = ApiClient(home_regions=(demo.REGION, "elsewhere"))
    payment_id = lying(client, State.AUTHORIZED)
    for item in list(client.region.ledger):
        if text(item, "sk").startswith("STATE#"):
            client.region.ledger.replicate({**item, "home_region": "elsewhere"})
    client.region.regional_urls = {"elsewhere": "https://api.test"}
    answer = client.command(payment_id, "cancel")
    assert problem(answer) == (307, "other-region")
    assert answer.headers["Location"] == f"https://api.test/payments/{payment_id}/cancel"
