"""What the processor is told, and what its records make of a payment: every cell of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.errors import ProcessorMismatchError, ProcessorTimeoutError, RecordsError
from handlers.domain.ledger import PostingKind
from handlers.domain.payment import AT_REST, FencingToken, Operation, Payment, RefundStatus, State, move
from handlers.domain.ports import Answer, Exchange, Instruction, Record
from handlers.domain.processing import (
    CAPTURE_LATE,
    GIVEN_UP,
    Outcome,
    Reversal,
    applied,
    instruction_of,
    refused,
    resolved,
)
from handlers.domain.records import DECISIONS, Decision, Follows, Standing, Waiting, waiting_for
from handlers.functions.steps import resolve
from tests.handlers.samples import NOW, euros, payment, refund
from tests.shared import every_case

PATIENCE = timedelta(minutes=15)
UNTIL = NOW + timedelta(hours=1)
BY = FencingToken(NOW + timedelta(minutes=1), "north", 0, UNTIL)
LATE = FencingToken(NOW + PATIENCE + timedelta(seconds=1), "north", 0, UNTIL)
ASKED = refund("ref_1", 300)
DOUBTFUL = payment(State.IN_DOUBT, reason="no_answer", doubt_since=NOW)

# Our side of each column: the states that wait for it, each with whoever acts.
SIDES: dict[Waiting, tuple[tuple[Payment, FencingToken], ...]] = {
    Waiting.AUTHORIZATION: (
        (payment(State.SCREENED), BY),
        (replace(DOUBTFUL, doubt=Operation.AUTHORIZE), LATE),
    ),
    Waiting.CAPTURE: (
        (payment(State.AUTHORIZED, authorization="ref-authorize"), BY),
        (replace(DOUBTFUL, doubt=Operation.CAPTURE), BY),
    ),
    Waiting.LATE_CAPTURE: (
        (payment(State.AUTHORIZED, authorization="ref-authorize"), LATE),
        (replace(DOUBTFUL, doubt=Operation.CAPTURE), LATE),
    ),
    Waiting.REVERSAL: (
        (replace(DOUBTFUL, doubt=Operation.REVERSE, reason="merchant_inactive"), LATE),
        (replace(DOUBTFUL, doubt=Operation.REVERSE, reason=GIVEN_UP), BY),
    ),
    Waiting.REFUND: (
        (replace(DOUBTFUL, doubt=Operation.REFUND, doubtful_refund="ref_1", refunds=(ASKED,)), LATE),
    ),
}


def record(
    operation: Operation, *, approved: bool = True, minor: int | None = 1000, code: str = ""
) -> Record:
    of = ASKED if operation is Operation.REFUND else None
    money = None if minor is None or operation is Operation.REVERSE else euros(minor)
    answer = Answer(approved, f"ref-{operation}", "" if approved else code or "do_not_honour")
    return Record(operation, instruction_of(payment(), operation, of).key, money, answer)


RESERVED = record(Operation.AUTHORIZE)
UNCAPTURED = record(Operation.CAPTURE, approved=False, code="capture_refused")
TAKEN, REVERSED = record(Operation.CAPTURE), record(Operation.REVERSE)
BARRED = record(Operation.AUTHORIZE, approved=False, code="cancelled")
GIVEN_BACK = record(Operation.REFUND, minor=300)

# The records that make each row, for a payment and for a refund.
RECORDS: dict[Standing, tuple[tuple[Record, ...], ...]] = {
    Standing.UNKNOWN: ((),),
    Standing.REFUSED: ((record(Operation.AUTHORIZE, approved=False),),),
    Standing.RESERVED: ((RESERVED,),),
    Standing.UNCAPTURED: ((RESERVED, UNCAPTURED),),
    Standing.TAKEN: (
        (RESERVED, TAKEN),
        (TAKEN,),
        (RESERVED, TAKEN, record(Operation.REVERSE, approved=False)),
    ),
    Standing.RELEASED: ((RESERVED, REVERSED), (RESERVED, UNCAPTURED, REVERSED)),
    Standing.BARRED: ((REVERSED,), (REVERSED, BARRED)),
    Standing.CONTRADICTORY: (
        (RESERVED, TAKEN, REVERSED),
        (RESERVED, TAKEN, replace(TAKEN, key="another")),
        (RESERVED, record(Operation.REVERSE, approved=False)),
        (record(Operation.AUTHORIZE, minor=0),),
        (RESERVED, record(Operation.CAPTURE, minor=-1000)),
        (RESERVED, record(Operation.CAPTURE, minor=None)),
    ),
}
OF_REFUND: dict[Standing, tuple[tuple[Record, ...], ...]] = {
    Standing.UNKNOWN: ((RESERVED, TAKEN), (replace(GIVEN_BACK, key="ref_2:refund"),)),
    Standing.REFUSED: ((RESERVED, TAKEN, record(Operation.REFUND, approved=False)),),
    Standing.GIVEN_BACK: ((RESERVED, TAKEN, GIVEN_BACK),),
    Standing.CONTRADICTORY: (
        (record(Operation.REFUND, minor=-300),),
        (record(Operation.REFUND, minor=None),),
    ),
}


def cases() -> list[object]:
    """Every cell, with every side and every row that it may be met with."""
    made = []
    for decision in DECISIONS:
        rows = OF_REFUND if decision.waiting is Waiting.REFUND else RECORDS
        for number, (side, said) in enumerate(product(SIDES[decision.waiting], rows[decision.standing])):
            name = f"{decision.standing}-{decision.waiting}-{number}"
            made.append(pytest.param(decision, *side, said, id=name))
    return made


@dataclass
class Told:
    """A processor that has records, and knows every key that it has a record of with another body."""

    said: list[Record]
    asked: list[Operation] = field(default_factory=list)
    silent: bool = False

    def records(self, payment_id: str) -> Sequence[Record]:
        del payment_id
        return tuple(self.said)

    def execute(self, instruction: Instruction) -> Answer:
        self.asked.append(instruction.operation)
        if self.silent:
            raise ProcessorTimeoutError("no answer")
        if any(each.key == instruction.key for each in self.said):
            raise ProcessorMismatchError("known with another body")
        assert instruction.operation is Operation.REVERSE
        self.said.append(REVERSED)
        return REVERSED.answer

    def exchange(self, card: object, *, key: str) -> Exchange:
        raise NotImplementedError

    def is_paid_out(self, payment_id: str) -> bool:
        raise NotImplementedError


def test_every_cell_stands_once_and_no_pair_is_missing() -> None:
    wanted = {(row, column) for row in RECORDS for column in SIDES if column is not Waiting.REFUND}
    wanted |= {(row, Waiting.REFUND) for row in OF_REFUND}
    assert sorted((each.standing, each.waiting) for each in DECISIONS) == sorted(wanted)


@pytest.mark.parametrize("waiting", Waiting)
def test_every_side_waits_for_what_its_column_says(waiting: Waiting) -> None:
    assert {waiting_for(made, by.at, PATIENCE) for made, by in SIDES[waiting]} == {waiting}


@every_case(("decision", "made", "by", "said"), cases())
def test_what_follows_is_what_the_table_says(
    decision: Decision, made: Payment, by: FencingToken, said: tuple[Record, ...]
) -> None:
    """And it is a move that the table of states allows, books what the record says, and nothing else."""
    if decision.follows is Follows.ATTENTION:
        with pytest.raises(RecordsError):
            resolved(made, said, by, PATIENCE)
        return
    found = resolved(made, said, by, PATIENCE)
    if isinstance(found, Reversal):
        assert decision.follows is Follows.REVERSE
        return
    targets = {
        Follows.ASK: {State.SCREENED, State.SETTLED},
        Follows.GO_ON: {State.AUTHORIZED},
        Follows.BOOK: {State.CAPTURED, State.PARTLY_REFUNDED},
        Follows.DECLINE: {State.DECLINED, State.SETTLED},
        Follows.END: {State.DECLINED, State.REVERSED, State.FAILED},
    }
    assert found.target in targets[decision.follows]
    assert bool(found.postings) == (decision.follows is Follows.BOOK)
    if found.target is not made.state and made.state is not State.AUTHORIZED:
        assert applied(made, found, by).after.doubt is None


@pytest.mark.parametrize("silent", [False, True])
@every_case(("decision", "made", "by", "said"), cases())
def test_whatever_the_records_say_a_payment_goes_on_or_learns_nothing_new(
    decision: Decision, made: Payment, by: FencingToken, said: tuple[Record, ...], *, silent: bool
) -> None:
    """A reversal is asked for where the table says so alone; one without an answer leaves doubt."""
    processor = Told(list(said), silent=silent)
    if decision.follows is Follows.ATTENTION:
        with pytest.raises(RecordsError):
            resolve(made, processor, by, PATIENCE)
        assert not processor.asked
        return
    outcome = resolve(made, processor, by, PATIENCE)
    assert processor.asked == [Operation.REVERSE] * (decision.follows is Follows.REVERSE)
    after = applied(made, outcome, by).after if outcome else made
    if decision.follows is Follows.REVERSE and silent:
        assert after.state is State.IN_DOUBT
    elif decision.follows is Follows.REVERSE:
        assert after.state in AT_REST
        assert after.reason
    elif decision.follows in (Follows.BOOK, Follows.DECLINE, Follows.END):
        assert after.state in {State.CAPTURED, *AT_REST}


@pytest.mark.parametrize(
    ("reason", "before", "target"),
    [
        (GIVEN_UP, (), State.FAILED),
        (GIVEN_UP, (RESERVED,), State.REVERSED),
        ("merchant_inactive", (), State.DECLINED),
        ("merchant_inactive", (RESERVED,), State.DECLINED),
    ],
)
def test_what_is_given_up_ends_by_its_reason(reason: str, before: tuple[Record, ...], target: State) -> None:
    made = replace(DOUBTFUL, doubt=Operation.REVERSE, reason=reason)
    outcome = resolved(made, [*before, REVERSED], BY, PATIENCE)
    assert isinstance(outcome, Outcome)
    assert (outcome.target, outcome.fields["reason"]) == (target, reason)


def test_a_capture_that_is_refused_is_reversed_and_declined_for_its_reason() -> None:
    made = payment(State.AUTHORIZED)
    outcome = resolve(made, Told([RESERVED, UNCAPTURED]), BY, PATIENCE)
    assert outcome is not None
    assert (outcome.target, outcome.fields["reason"]) == (State.DECLINED, "capture_refused")


def test_a_capture_in_doubt_for_longer_than_its_patience_is_reversed_and_not_taken() -> None:
    made = replace(DOUBTFUL, doubt=Operation.CAPTURE)
    outcome = resolve(made, Told([RESERVED]), LATE, PATIENCE)
    assert outcome is not None
    assert (outcome.target, outcome.fields["reason"]) == (State.REVERSED, CAPTURE_LATE)


def test_patience_is_counted_from_the_first_doubt_however_often_it_is_asked_again() -> None:
    made = replace(DOUBTFUL, doubt=Operation.CAPTURE)
    again = resolved(made, [RESERVED], BY, PATIENCE)
    assert isinstance(again, Outcome)
    after = applied(made, again, BY).after
    assert (after.state, after.doubt_since) == (State.AUTHORIZED, NOW)
    assert waiting_for(after, LATE.at, PATIENCE) is Waiting.LATE_CAPTURE


@given(asked=st.integers(1, 10**9), recorded=st.integers(1, 10**9))
def test_the_record_is_booked_as_it_is_and_a_difference_is_an_entry(asked: int, recorded: int) -> None:
    made = payment(State.IN_DOUBT, doubt=Operation.CAPTURE, money=euros(asked))
    outcome = resolved(made, [RESERVED, record(Operation.CAPTURE, minor=recorded)], BY, PATIENCE)
    assert isinstance(outcome, Outcome)
    assert outcome.fields["money"] == euros(recorded)
    assert [(each.kind, each.gross) for each in outcome.postings] == [(PostingKind.CAPTURE, euros(recorded))]
    found = [(each.operation, each.asked, each.recorded) for each in outcome.differences]
    assert found == ([] if asked == recorded else [("capture", euros(asked), euros(recorded))])


@given(asked=st.integers(1, 1000), recorded=st.integers(1, 1000))
def test_a_refund_is_booked_as_the_record_says(asked: int, recorded: int) -> None:
    (made, _) = SIDES[Waiting.REFUND][0]
    made = replace(made, refunds=(replace(ASKED, money=euros(asked)),))
    outcome = resolved(made, [record(Operation.REFUND, minor=recorded)], BY, PATIENCE)
    assert isinstance(outcome, Outcome)
    assert outcome.refund is not None
    assert (outcome.refund.status, outcome.refund.money) == (RefundStatus.DONE, euros(recorded))
    assert outcome.target is (State.REFUNDED if recorded == 1000 else State.PARTLY_REFUNDED)
    assert bool(outcome.differences) == (asked != recorded)


def test_a_refund_that_ended_meanwhile_is_not_booked_again() -> None:
    (made, _) = SIDES[Waiting.REFUND][0]
    made = replace(made, refunds=(replace(ASKED, status=RefundStatus.DONE),))
    outcome = resolved(made, [GIVEN_BACK], BY, PATIENCE)
    assert isinstance(outcome, Outcome)
    assert (outcome.target, outcome.refund, outcome.postings) == (State.PARTLY_REFUNDED, None, ())


def test_the_first_owner_declines_at_once_and_a_later_one_has_it_reversed_first() -> None:
    assert refused("expired_card", BY).target is State.DECLINED
    later = refused("expired_card", FencingToken(NOW, "east", 1, UNTIL))
    assert (later.target, later.fields["doubt"]) == (State.IN_DOUBT, Operation.REVERSE)


def test_keys_follow_from_the_payment_and_the_operation_alone() -> None:
    first = payment(State.SCREENED)
    again = move(first, State.AUTHORIZED, FencingToken(NOW, "east", 4, UNTIL)).after
    assert instruction_of(first, Operation.CAPTURE).key == instruction_of(again, Operation.CAPTURE).key
    assert len({instruction_of(first, each).key for each in Operation}) == len(Operation)


@pytest.mark.parametrize("operation", [Operation.CAPTURE, Operation.REVERSE, Operation.REFUND])
def test_what_is_said_under_a_key_does_not_depend_on_who_asks(operation: Operation) -> None:
    """The card's reference is of the region that traded it, the fee of the profile that it saw."""
    here = payment(State.AUTHORIZED, authorization="ref-authorize")
    there = replace(here, card_reference="card_2", fee_basis_points=200, region="east", epoch=1, version=7)
    assert instruction_of(here, operation, ASKED) == instruction_of(there, operation, ASKED)


def test_a_reversal_says_the_same_before_and_after_the_authorization() -> None:
    before = payment(State.RECEIVED, money=euros(1))
    after = payment(State.AUTHORIZED, authorization="ref-authorize")
    assert instruction_of(before, Operation.REVERSE) == instruction_of(after, Operation.REVERSE)
