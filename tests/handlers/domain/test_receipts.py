"""Receipts: one of a payment and one of each refund, the same bytes whenever they are written."""

from __future__ import annotations

import json

import pytest

from handlers.domain.payment import Operation, RefundStatus, State
from handlers.domain.receipts import NOT_KEPT, receipt_of, receipts_of
from tests.handlers.samples import payment, refund

TAKEN = (State.CAPTURED, State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED)


def test_r74_there_is_a_receipt_while_a_refund_is_in_doubt() -> None:
    assert receipt_of(payment(State.IN_DOUBT, doubt=Operation.REFUND)) == receipt_of(payment(State.SETTLED))
    assert receipt_of(payment(State.IN_DOUBT, doubt=Operation.CAPTURE)) is None


@pytest.mark.parametrize("state", State)
def test_r74_there_is_a_receipt_once_the_money_is_taken(state: State) -> None:
    assert len(list(receipts_of(payment(state)))) == (state in TAKEN)


def test_r74_each_refund_that_is_done_has_its_receipt() -> None:
    refunds = (
        refund("ref_1", 100, RefundStatus.DONE),
        refund("ref_2", 100),
        refund("ref_3", 100, RefundStatus.REFUSED),
    )
    names = [name for name, _ in receipts_of(payment(State.SETTLED, refunds=refunds))]
    assert [name.rsplit("/", 1)[1] for name in names] == ["payment.json", "ref_1.json"]


def test_r74_a_receipt_says_only_what_never_changes() -> None:
    early = dict(receipts_of(payment(State.CAPTURED)))
    late = dict(receipts_of(payment(State.SETTLED, version=9, epoch=3, region="east", reason="x")))
    assert early == late


def test_r80_a_receipt_says_where_what_it_does_not_say_is_kept() -> None:
    ((_, kept),) = receipts_of(payment(State.CAPTURED, payer_region="north"))
    assert json.loads(kept)["payer"]["kept_in"] == "north"
    ((_, not_kept),) = receipts_of(payment(State.CAPTURED))
    assert json.loads(not_kept)["payer"] == {"kept_in": None, "note": NOT_KEPT}


def test_r74_a_receipt_names_the_amount_in_its_currency() -> None:
    ((_, body),) = receipts_of(payment(State.CAPTURED))
    assert json.loads(body)["amount"] == "10.00 EUR"
