"""Which refund is carried out, and when (R86)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.refund.core import due
from handlers.shared.payment import MAY_REFUND, RefundStatus, State
from tests.handlers.samples import NOW, payment, refund


@pytest.mark.parametrize("state", State)
def test_a_refund_is_carried_out_once_the_payment_is_paid_out_and_not_before(state: State) -> None:
    asked = refund("ref_1", 100)
    assert due(payment(state, refunds=(asked,))) == (asked if state in MAY_REFUND else None)


def test_the_oldest_request_comes_first() -> None:
    late = replace(refund("ref_1", 100), requested_at=NOW + timedelta(seconds=1))
    early = refund("ref_2", 100)
    assert due(payment(State.SETTLED, refunds=(late, early))) == early


@pytest.mark.parametrize("status", [RefundStatus.DONE, RefundStatus.REFUSED])
def test_what_is_done_or_refused_is_not_carried_out_again(status: RefundStatus) -> None:
    assert due(payment(State.SETTLED, refunds=(refund("ref_1", 100, status),))) is None
