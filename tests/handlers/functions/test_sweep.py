"""What an open payment needs, and what the functions that people call accept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.domain.errors import BadEventError
from handlers.domain.needs import PATIENCE, Need, need_of, start_name
from handlers.domain.payment import AT_REST, PendingCommand, State
from handlers.functions.sweep.core import Asked, asked_in
from tests.handlers.samples import NOW, payment, refund

NEEDS = {
    State.RECEIVED: Need.RESUME,
    State.VALIDATED: Need.RESUME,
    State.SCREENED: Need.RESUME,
    State.AUTHORIZED: Need.RESUME,
    State.CAPTURED: Need.SETTLE,
    State.IN_DOUBT: Need.RESOLVE,
}


@pytest.mark.parametrize("state", State)
def test_every_open_state_has_what_it_needs_and_one_at_rest_needs_nothing(state: State) -> None:
    need = need_of(payment(state), NOW)
    assert need is NEEDS.get(state, Need.NOTHING)
    assert (need is Need.NOTHING) == (state in AT_REST)


@pytest.mark.parametrize("state", [State.RECEIVED, State.VALIDATED, State.SCREENED])
def test_a_payment_is_given_up_after_a_day_and_not_before(state: State) -> None:
    assert need_of(payment(state), NOW + PATIENCE) is Need.RESUME
    assert need_of(payment(state), NOW + PATIENCE + timedelta(seconds=1)) is Need.GIVE_UP


def test_money_that_is_reserved_is_never_given_up_by_its_age() -> None:
    assert need_of(payment(State.AUTHORIZED), NOW + 9 * PATIENCE) is Need.RESUME


def test_money_that_waits_for_its_merchant_is_left_until_its_time_is_over() -> None:
    held = payment(State.AUTHORIZED, command=PendingCommand.WAIT, capture_before=NOW + 7 * PATIENCE)
    assert need_of(held, NOW + 7 * PATIENCE - timedelta(seconds=1)) is Need.WAIT
    assert need_of(held, NOW + 7 * PATIENCE) is Need.RESUME


@pytest.mark.parametrize(
    ("state", "need"),
    [(State.SETTLED, Need.REFUND), (State.CAPTURED, Need.SETTLE), (State.REFUNDED, Need.REFUND)],
)
def test_a_requested_refund_waits_for_the_pay_out(state: State, need: Need) -> None:
    assert need_of(payment(state, refunds=(refund("ref_1", 100),)), NOW) is need


def test_a_workflow_is_started_once_in_ten_minutes_for_the_same_version() -> None:
    made = payment(State.CAPTURED)
    begin = NOW.replace(minute=20)
    assert start_name(made, begin) == start_name(made, begin + timedelta(minutes=9))
    assert start_name(made, begin) != start_name(made, begin + timedelta(minutes=10))
    assert start_name(made, begin) != start_name(made, begin + timedelta(hours=1))
    assert start_name(made, NOW) != start_name(payment(State.CAPTURED, version=2), NOW)
    assert len(start_name(made, NOW)) <= 80  # the longest name of an execution


@pytest.mark.parametrize("seconds", [None, -1, 86_401, "60", 1.0, True])
def test_a_sweep_refuses_what_is_no_time(seconds: object) -> None:
    with pytest.raises(BadEventError):
        asked_in({"untouched_seconds": seconds})


@pytest.mark.parametrize("payment_id", [None, "", "pay_1", 5, "4242424242424242"])
def test_a_sweep_refuses_what_is_no_payment(payment_id: object) -> None:
    with pytest.raises(BadEventError):
        asked_in({"payment_id": payment_id})


@pytest.mark.parametrize("event", [{"until": 5}, {"untouched_seconds": 0, "payment_id": payment().id}])
def test_a_sweep_refuses_what_it_does_not_know(event: dict[str, object]) -> None:
    with pytest.raises(BadEventError):
        asked_in(event)


def test_a_sweep_looks_at_what_is_due_unless_somebody_asks_for_more() -> None:
    assert not asked_in({}).by_hand
    assert asked_in({"untouched_seconds": 0}) == Asked(timedelta(0))
    assert asked_in({"payment_id": payment().id}).payment_id == payment().id
    assert asked_in({"untouched_seconds": 0}).by_hand
    assert asked_in({"payment_id": payment().id}).by_hand
