"""What the processor's records make of a payment that is in doubt."""

from __future__ import annotations

import pytest

from handlers.shared.ledger import PostingKind
from handlers.shared.payment import Operation, Payment, RefundStatus, Stamp, State, move
from handlers.shared.ports import Answer, Record
from handlers.shared.processing import GIVEN_UP, applied, instruction_of, refused, resolved
from tests.handlers.samples import NOW, euros, payment, refund

DOUBTS = (Operation.AUTHORIZE, Operation.CAPTURE, Operation.REVERSE)
BY = Stamp(NOW, "north", 0)


def doubtful(operation: Operation, **changes: object) -> Payment:
    return payment(State.IN_DOUBT, doubt=operation, reason="no_answer", **changes)


def record(made: Payment, operation: Operation, *, approved: bool = True, minor: int = 1000) -> Record:
    answer = Answer(approved, f"ref-{operation}", "" if approved else "do_not_honour")
    return Record(operation, instruction_of(made, operation).key, euros(minor), answer)


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_the_processor_knows_nothing_of_is_asked_for_again(doubt: Operation) -> None:
    assert resolved(doubtful(doubt), ()).target is State.SCREENED


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_refusal_by_the_issuer_declines_for_its_reason(doubt: Operation) -> None:
    made = doubtful(doubt)
    outcome = resolved(made, [record(made, Operation.AUTHORIZE, approved=False)])
    assert (outcome.target, outcome.fields["reason"]) == (State.DECLINED, "do_not_honour")


@pytest.mark.parametrize("doubt", DOUBTS)
@pytest.mark.parametrize(
    ("further", "target"),
    [((), State.AUTHORIZED), ((Operation.CAPTURE,), State.CAPTURED), ((Operation.REVERSE,), State.REVERSED)],
)
def test_what_was_done_is_taken_on(doubt: Operation, further: tuple[Operation, ...], target: State) -> None:
    made = doubtful(doubt)
    records = [record(made, operation) for operation in (Operation.AUTHORIZE, *further)]
    outcome = resolved(made, records)
    assert (outcome.target, outcome.fields["authorization"]) == (target, "ref-authorize")
    assert [posting.kind for posting in outcome.postings] == [PostingKind.CAPTURE] * (
        target is State.CAPTURED
    )


def test_an_operation_that_was_refused_was_not_done() -> None:
    made = doubtful(Operation.CAPTURE)
    records = [record(made, Operation.AUTHORIZE), record(made, Operation.CAPTURE, approved=False)]
    assert resolved(made, records).target is State.AUTHORIZED


def test_an_amount_that_another_region_had_taken_is_the_payment_s() -> None:
    made = doubtful(Operation.AUTHORIZE)
    records = [record(made, each, minor=777) for each in (Operation.AUTHORIZE, Operation.CAPTURE)]
    outcome = resolved(made, records)
    assert outcome.fields["money"] == euros(777)
    assert max(entry.money.minor for entry in outcome.postings[0].entries) == 777


@pytest.mark.parametrize(
    ("reason", "target"), [(GIVEN_UP, State.FAILED), ("merchant_inactive", State.DECLINED)]
)
def test_a_reversal_before_anything_else_ends_the_payment(reason: str, target: State) -> None:
    made = payment(State.IN_DOUBT, doubt=Operation.REVERSE, reason=reason)
    outcome = resolved(made, [record(made, Operation.REVERSE)])
    assert (outcome.target, outcome.fields["reason"]) == (target, reason)


@pytest.mark.parametrize(
    ("approved", "status", "state", "postings"),
    [
        (True, RefundStatus.DONE, State.PARTLY_REFUNDED, 1),
        (False, RefundStatus.REFUSED, State.SETTLED, 0),
        (None, RefundStatus.REQUESTED, State.SETTLED, 0),
    ],
)
def test_a_refund_in_doubt_is_done_refused_or_asked_for_again(
    approved: bool | None, status: RefundStatus, state: State, postings: int
) -> None:
    asked = refund("ref_1", 300)
    made = doubtful(Operation.REFUND, doubtful_refund="ref_1", refunds=(asked,))
    key = instruction_of(made, Operation.REFUND, asked).key
    done = [] if approved is None else [Record(Operation.REFUND, key, euros(300), Answer(approved, "r", "x"))]
    outcome = resolved(made, done)
    assert outcome.refund is not None
    assert (outcome.refund.status, outcome.target, len(outcome.postings)) == (status, state, postings)


def test_another_refund_s_record_says_nothing_of_this_one() -> None:
    asked = refund("ref_1", 300)
    made = doubtful(Operation.REFUND, doubtful_refund="ref_1", refunds=(asked,))
    other = Record(Operation.REFUND, "ref_2:refund", euros(300), Answer(True, "r"))
    outcome = resolved(made, [other])
    assert outcome.refund == asked


@pytest.mark.parametrize("doubt", DOUBTS)
@pytest.mark.parametrize("operations", [(), DOUBTS[:1], DOUBTS[:2], (DOUBTS[0], DOUBTS[2])])
def test_every_resolution_is_a_move_that_the_table_allows(
    doubt: Operation, operations: tuple[Operation, ...]
) -> None:
    made = doubtful(doubt)
    change = applied(made, resolved(made, [record(made, each) for each in operations]), BY)
    assert change.after.doubt is None


def test_the_first_owner_declines_at_once_and_a_later_one_has_it_reversed_first() -> None:
    assert refused("expired_card", BY).target is State.DECLINED
    later = refused("expired_card", Stamp(NOW, "east", 1))
    assert (later.target, later.fields["doubt"]) == (State.IN_DOUBT, Operation.REVERSE)


def test_keys_follow_from_the_payment_and_the_operation_alone() -> None:
    first = payment(State.SCREENED)
    again = move(first, State.AUTHORIZED, Stamp(NOW, "east", 4)).after
    assert instruction_of(first, Operation.CAPTURE).key == instruction_of(again, Operation.CAPTURE).key
    assert len({instruction_of(first, each).key for each in Operation}) == len(Operation)
