"""GET receipts: what the store of receipts keeps is told to the merchant that it is of, and to no other."""

from __future__ import annotations

import json

from handlers.domain.api import ApiResponse
from handlers.domain.events import Workflow
from handlers.local import demo
from tests.handlers.api.client import ApiClient, problem, said
from tests.handlers.api.test_document import validator

RECEIPT = "/payments/{payment_id}/receipt"
REFUNDS = "/payments/{payment_id}/refunds/{refund_id}/receipt"
OTHERS_CALLER = "arn:aws:iam::000000000000:user/other"


def paid(client: ApiClient) -> str:
    """A payment that was accepted and did not go on yet."""
    payment_id: str = said(client.pay())["payment_id"]
    return payment_id


def not_found(answer: ApiResponse) -> bool:
    return problem(answer) == (404, "not-found")


def kept(client: ApiClient, name: str) -> object:
    """What the store of receipts has under a name."""
    (found,) = (body for key, body in client.region.receipts.stored.items() if key.endswith(f"/{name}.json"))
    return json.loads(found)


def test_there_is_no_receipt_before_the_money_is_taken() -> None:
    client = ApiClient()
    payment_id = paid(client)
    assert not_found(client.get(RECEIPT, payment_id=payment_id))
    client.region.run_pending()
    assert client.get(RECEIPT, payment_id=payment_id).status == 200


def test_what_is_told_is_what_is_kept_and_says_where_the_payer_is() -> None:
    client = ApiClient()
    payment_id = paid(client)
    client.region.run_pending()
    told = said(client.get(RECEIPT, payment_id=payment_id))
    assert validator("Receipt").is_valid(told)
    assert told == kept(client, "payment")
    assert told["payer"]["kept_in"] == demo.REGION


def test_a_refund_has_a_receipt_once_it_is_done() -> None:
    client = ApiClient()
    payment_id = paid(client)
    client.region.run_pending()
    refund_id = said(client.refund(payment_id, {"amount_minor": 500}))["refund_id"]
    assert not_found(client.get(REFUNDS, payment_id=payment_id, refund_id=refund_id))
    for workflow in (Workflow.SETTLEMENT, Workflow.REFUND):
        client.region.run(workflow, payment_id)
    told = said(client.get(REFUNDS, payment_id=payment_id, refund_id=refund_id))
    assert validator("Receipt").is_valid(told)
    assert told == kept(client, refund_id)
    assert (told["receipt"], told["amount_minor"]) == ("refund", 500)


def test_a_receipt_of_another_merchant_is_not_there() -> None:
    client = ApiClient()
    demo.seed(client.region.ledger, merchant="somebody-else", caller=OTHERS_CALLER)
    payment_id = paid(client)
    client.region.run_pending()
    assert not_found(client.get(RECEIPT, caller=OTHERS_CALLER, payment_id=payment_id))
    assert not_found(client.get(RECEIPT, payment_id="pay_" + "a" * 32))
    assert not_found(client.get(REFUNDS, payment_id=payment_id, refund_id="ref_" + "a" * 32))
