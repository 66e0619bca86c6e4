"""Which refund is carried out, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.domain.payment import MAY_REFUND, Change, RefundStatus, State
from handlers.domain.problems import KEY_REUSED, NOT_REFUNDABLE, Problem
from handlers.functions.refund.core import due
from handlers.functions.refund_request.core import refund_asked
from handlers.local.in_memory import ManualClock
from handlers.local.table import MemoryTable
from handlers.stores.payments import Payments
from tests.handlers.samples import NOW, payment, refund


@pytest.mark.parametrize("state", State)
def test_a_refund_is_carried_out_once_the_payment_is_paid_out_and_not_before(state: State) -> None:
    asked = refund("ref_1", 100)
    assert due(payment(state, refunds=(asked,))) == (asked if state in MAY_REFUND else None)


@pytest.mark.parametrize("state", [State.DECLINED, State.REVERSED, State.FAILED])
def test_a_refund_that_a_former_owner_accepted_ends_wherever_the_payment_came_to_rest(state: State) -> None:
    asked = refund("ref_1", 100)
    assert due(payment(state, refunds=(asked,))) == asked


def test_the_oldest_request_comes_first() -> None:
    late = replace(refund("ref_1", 100), requested_at=NOW + timedelta(seconds=1))
    early = refund("ref_2", 100)
    assert due(payment(State.SETTLED, refunds=(late, early))) == early


@pytest.mark.parametrize("status", [RefundStatus.DONE, RefundStatus.REFUSED])
def test_what_is_done_or_refused_is_not_carried_out_again(status: RefundStatus) -> None:
    assert due(payment(State.SETTLED, refunds=(refund("ref_1", 100, status),))) is None


def test_where_two_owners_accepted_more_than_there_was_nothing_is_left() -> None:
    paid = payment(State.SETTLED)
    half_and_more = paid.money.minor // 2 + 1
    over = replace(paid, refunds=(refund("ref_1", half_and_more), refund("ref_2", half_and_more)))
    assert over.refundable.minor < 0
    for asked in (None, 1):
        with pytest.raises(Problem) as refused:
            refund_asked(over, "ref_3", asked, NOW)
        assert refused.value.kind == NOT_REFUNDABLE


def test_a_retry_is_known_by_what_it_asked_for_where_another_amount_was_given_back() -> None:
    given = replace(refund("ref_1", 90, RefundStatus.DONE), asked_minor=100)
    store = Payments(MemoryTable(), ManualClock(NOW))
    paid = payment(State.PARTLY_REFUNDED, refunds=(given,))
    store.commit(Change(None, paid, NOW + timedelta(hours=1), refund=given))
    kept = store.load(paid.id)
    assert kept is not None
    assert refund_asked(kept, "ref_1", 100, NOW) == given
    with pytest.raises(Problem) as refused:
        refund_asked(kept, "ref_1", 90, NOW)
    assert refused.value.kind == KEY_REUSED
