"""What is left of a promise, wherever a payment stands."""

from __future__ import annotations

import pytest

from handlers.domain.payment import AT_REST, PAID_OUT, TAKES_COMMANDS, PendingCommand, State
from handlers.domain.pending_commands import MEANINGS, PROMISES, Promise, promise_of
from tests.handlers.samples import payment, refund


@pytest.mark.parametrize("state", State)
def test_every_state_says_what_is_left_of_either_promise(state: State) -> None:
    capture, cancel = PROMISES[state, PendingCommand.CAPTURE], PROMISES[state, PendingCommand.CANCEL]
    taken = state in PAID_OUT or state is State.CAPTURED
    assert (capture is Promise.DO) == (cancel is Promise.DO) == (state in TAKES_COMMANDS)
    assert (cancel is Promise.REFUND) == (taken and state is not State.REFUNDED)
    if taken:
        assert capture is Promise.KEPT
    if state in AT_REST:
        assert {capture, cancel} <= {Promise.KEPT, Promise.REFUND, Promise.TELL}


def test_every_promise_is_explained() -> None:
    assert set(MEANINGS) == set(Promise) == set(PROMISES.values())


@pytest.mark.parametrize("state", State)
def test_a_capture_that_was_cancelled_since_is_not_wanted_any_more(state: State) -> None:
    assert promise_of(payment(state, command=PendingCommand.CANCEL), PendingCommand.CAPTURE) is Promise.KEPT


def test_of_money_that_is_asked_back_already_there_is_none_to_give_back() -> None:
    settled = payment(State.SETTLED, command=PendingCommand.CANCEL)
    assert promise_of(settled, PendingCommand.CANCEL) is Promise.REFUND
    asked = payment(
        State.SETTLED, command=PendingCommand.CANCEL, refunds=(refund("ref_1", settled.money.minor),)
    )
    assert promise_of(asked, PendingCommand.CANCEL) is Promise.KEPT
