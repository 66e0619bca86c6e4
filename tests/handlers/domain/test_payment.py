"""The table of states, and the moves that it allows."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from handlers.domain.errors import TransitionError
from handlers.domain.payment import (
    AT_REST,
    TRANSITIONS,
    FencingToken,
    Operation,
    PendingCommand,
    RefundStatus,
    State,
    move,
    payment_id_of,
    refund_id_of,
)
from tests.handlers.samples import NOW, payment, refund
from tests.shared import every_case

UNTIL = NOW + timedelta(hours=1)
BY = FencingToken(NOW + timedelta(seconds=1), "north", 0, UNTIL)
ALLOWED = {(step.source, step.target) for step in TRANSITIONS}


@every_case(("source", "target"), product(State, State))
def test_a_payment_moves_where_the_table_says_and_nowhere_else(source: State, target: State) -> None:
    if (source, target) in ALLOWED:
        after = move(payment(source), target, BY).after
        assert (after.state, after.version, after.epoch, after.updated_at) == (target, 2, 0, BY.at)
    else:
        with pytest.raises(TransitionError):
            move(payment(source), target, BY)


@pytest.mark.parametrize("state", State)
def test_a_command_changes_no_state(state: State) -> None:
    after = move(payment(state), state, BY, command=PendingCommand.CANCEL).after
    assert (after.state, after.command, after.version) == (state, PendingCommand.CANCEL, 2)


def test_no_transition_stands_twice() -> None:
    assert len(ALLOWED) == len(TRANSITIONS)


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached_and_every_open_one_leads_to_rest(state: State) -> None:
    reached, leads = {State.RECEIVED}, {state}
    for _ in State:
        reached |= {target for source, target in ALLOWED if source in reached}
        leads |= {target for source, target in ALLOWED if source in leads}
    assert state in reached
    assert leads & AT_REST


@pytest.mark.parametrize("state", [State.DECLINED, State.FAILED, State.REVERSED])
def test_a_final_state_is_final(state: State) -> None:
    assert not {target for source, target in ALLOWED if source is state}


def test_what_is_refunded_whole_is_left_for_the_refund_of_an_earlier_owner_alone() -> None:
    assert {target for source, target in ALLOWED if source is State.REFUNDED} == {State.IN_DOUBT}


def test_doubt_is_counted_from_its_beginning_until_it_is_over() -> None:
    later, latest = (FencingToken(NOW + timedelta(minutes=each), "north", 0, UNTIL) for each in (5, 9))
    doubtful = move(payment(State.AUTHORIZED), State.IN_DOUBT, BY, doubt=Operation.CAPTURE).after
    asked_again = move(doubtful, State.AUTHORIZED, later, doubt_since=doubtful.doubt_since).after
    again = move(asked_again, State.IN_DOUBT, latest, doubt=Operation.CAPTURE).after
    assert (doubtful.doubt_since, again.doubt_since) == (BY.at, BY.at)
    assert move(again, State.CAPTURED, latest).after.doubt_since is None


def test_money_that_may_be_taken_is_never_called_failed() -> None:
    """Giving up goes through a reversal, which the processor confirms."""
    assert {source for source, target in ALLOWED if target is State.FAILED} == {State.IN_DOUBT}


def test_a_refund_that_is_asked_for_counts_against_what_is_left_and_one_that_is_refused_does_not() -> None:
    refunds = (
        refund("ref_1", 300, RefundStatus.DONE),
        refund("ref_2", 200),
        refund("ref_3", 900, RefundStatus.REFUSED),
    )
    paid = payment(State.SETTLED, refunds=refunds)
    assert (paid.refunded.minor, paid.refundable.minor) == (300, 500)


@pytest.mark.parametrize(
    ("minor", "state"), [(0, State.SETTLED), (1, State.PARTLY_REFUNDED), (1000, State.REFUNDED)]
)
def test_the_state_of_a_paid_out_payment_follows_its_refunds(minor: int, state: State) -> None:
    done = (refund("ref_1", minor, RefundStatus.DONE),) if minor else ()
    assert payment(State.CAPTURED, refunds=done).paid_out_state is state


def test_ids_follow_from_merchant_and_key_alone() -> None:
    assert payment_id_of("mer_1", "key") == payment_id_of("mer_1", "key")
    assert (
        len({payment_id_of("mer_1", "key"), payment_id_of("mer_2", "key"), payment_id_of("mer_1", "yek")})
        == 3
    )
    assert payment_id_of("a", "b\x00c") != refund_id_of("a", "b\x00c")
    assert payment_id_of("mer_1", "key").startswith("pay_")
    assert len(payment_id_of("mer_1", "key")) == 36
