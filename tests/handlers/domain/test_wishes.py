"""What is left of a promise, wherever a payment stands."""

from __future__ import annotations

import pytest

from handlers.domain.payment import AT_REST, MAY_BE_WISHED, PAID_OUT, State, Wish
from handlers.domain.wishes import MEANINGS, PROMISES, Promise, promise_of
from tests.handlers.samples import payment, refund


@pytest.mark.parametrize("state", State)
def test_every_state_says_what_is_left_of_either_promise(state: State) -> None:
    capture, cancel = PROMISES[state, Wish.CAPTURE], PROMISES[state, Wish.CANCEL]
    taken = state in PAID_OUT or state is State.CAPTURED
    assert (capture is Promise.DO) == (cancel is Promise.DO) == (state in MAY_BE_WISHED)
    assert (cancel is Promise.REFUND) == (taken and state is not State.REFUNDED)
    if taken:
        assert capture is Promise.KEPT
    if state in AT_REST:
        assert {capture, cancel} <= {Promise.KEPT, Promise.REFUND, Promise.TELL}


def test_every_promise_is_explained() -> None:
    assert set(MEANINGS) == set(Promise) == set(PROMISES.values())


@pytest.mark.parametrize("state", State)
def test_a_capture_that_was_cancelled_since_is_not_wanted_any_more(state: State) -> None:
    assert promise_of(payment(state, wish=Wish.CANCEL), Wish.CAPTURE) is Promise.KEPT


def test_of_money_that_is_asked_back_already_there_is_none_to_give_back() -> None:
    settled = payment(State.SETTLED, wish=Wish.CANCEL)
    assert promise_of(settled, Wish.CANCEL) is Promise.REFUND
    asked = payment(State.SETTLED, wish=Wish.CANCEL, refunds=(refund("ref_1", settled.money.minor),))
    assert promise_of(asked, Wish.CANCEL) is Promise.KEPT
