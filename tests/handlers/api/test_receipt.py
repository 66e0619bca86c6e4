"""GET receipts: what the store of receipts keeps is told to the merchant that it is of, and to no other."""

from __future__ import annotations

import json

from handlers.domain.api import ApiResponse
from handlers.domain.events import Workflow
from handlers.local import demo
from tests.handlers.api.door import Door, problem, said
from tests.handlers.api.test_document import validator

RECEIPT = "/payments/{payment_id}/receipt"
REFUNDS = "/payments/{payment_id}/refunds/{refund_id}/receipt"
OTHERS_CALLER = "arn:aws:iam::000000000000:user/other"


def paid(door: Door) -> str:
    """A payment that was accepted and did not go on yet."""
    payment_id: str = said(door.pay())["payment_id"]
    return payment_id


def not_found(answer: ApiResponse) -> bool:
    return problem(answer) == (404, "not-found")


def kept(door: Door, name: str) -> object:
    """What the store of receipts has under a name."""
    (found,) = (body for key, body in door.region.receipts.stored.items() if key.endswith(f"/{name}.json"))
    return json.loads(found)


def test_there_is_no_receipt_before_the_money_is_taken() -> None:
    door = Door()
    payment_id = paid(door)
    assert not_found(door.get(RECEIPT, payment_id=payment_id))
    door.region.run_pending()
    assert door.get(RECEIPT, payment_id=payment_id).status == 200


def test_what_is_told_is_what_is_kept_and_says_where_the_payer_is() -> None:
    door = Door()
    payment_id = paid(door)
    door.region.run_pending()
    told = said(door.get(RECEIPT, payment_id=payment_id))
    assert validator("Receipt").is_valid(told)
    assert told == kept(door, "payment")
    assert told["payer"]["kept_in"] == demo.REGION


def test_a_refund_has_a_receipt_once_it_is_done() -> None:
    door = Door()
    payment_id = paid(door)
    door.region.run_pending()
    refund_id = said(door.refund(payment_id, {"amount_minor": 500}))["refund_id"]
    assert not_found(door.get(REFUNDS, payment_id=payment_id, refund_id=refund_id))
    for workflow in (Workflow.SETTLEMENT, Workflow.REFUND):
        door.region.run(workflow, payment_id)
    told = said(door.get(REFUNDS, payment_id=payment_id, refund_id=refund_id))
    assert validator("Receipt").is_valid(told)
    assert told == kept(door, refund_id)
    assert (told["receipt"], told["amount_minor"]) == ("refund", 500)


def test_a_receipt_of_another_merchant_is_not_there() -> None:
    door = Door()
    demo.seed(door.region.ledger, merchant="somebody-else", caller=OTHERS_CALLER)
    payment_id = paid(door)
    door.region.run_pending()
    assert not_found(door.get(RECEIPT, caller=OTHERS_CALLER, payment_id=payment_id))
    assert not_found(door.get(RECEIPT, payment_id="pay_" + "a" * 32))
    assert not_found(door.get(REFUNDS, payment_id=payment_id, refund_id="ref_" + "a" * 32))
