"""What the processor is told, and what its answers and its records make of a payment.

Keys follow from the payment, so that whoever asks, in whichever region, however often, asks once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, Literal, NamedTuple

from handlers.domain import ledger
from handlers.domain.payment import (
    PAID_OUT,
    Change,
    FencingToken,
    Operation,
    Payment,
    Refund,
    RefundStatus,
    State,
    move,
)
from handlers.domain.ports import Answer, Instruction, Record
from handlers.domain.records import (
    CountedRecords,
    Follows,
    Standing,
    Waiting,
    amount_of,
    counted,
    differences,
    follows,
    record_of,
    refund_standing,
    waiting_for,
)

GIVEN_UP: Final = "given_up"
CAPTURE_LATE: Final = "capture_late"
CANCELLED: Final = "cancelled"
LAPSED: Final = "capture_not_asked_for"
_FOR_NO_FAULT: Final = frozenset({GIVEN_UP, CAPTURE_LATE, CANCELLED, LAPSED})


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The processor's answer is missing, or is to another instruction. What it did is open."""

    reason: Literal["no_answer", "mismatch"]


Reply = Answer | NoAnswer


def instruction_of(payment: Payment, operation: Operation, refund: Refund | None = None) -> Instruction:
    """Return the instruction of an operation on a payment, or on one of its refunds."""
    key = f"{refund.id if refund else payment.id}:{operation}"
    match operation:
        case Operation.AUTHORIZE:
            return Instruction(operation, key, payment.id, payment.money, payment.card_reference)
        case Operation.REVERSE:
            return Instruction(operation, key, payment.id)
    money = refund.money if refund else payment.money
    return Instruction(operation, key, payment.id, money, authorization=payment.authorization)


class Outcome(NamedTuple):
    """Where a payment goes, and what is written with it."""

    target: State
    fields: dict[str, Any]
    postings: tuple[ledger.Posting, ...] = ()
    refund: Refund | None = None
    differences: tuple[ledger.Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Reversal:
    """The processor is to be told to reverse the payment, for `reason`; then its records are read again."""

    reason: str


def applied(payment: Payment, outcome: Outcome, by: FencingToken) -> Change:
    """Return the change that an outcome makes of a payment."""
    return move(
        payment,
        outcome.target,
        by,
        postings=outcome.postings,
        refund=outcome.refund,
        differences=outcome.differences,
        **outcome.fields,
    )


def in_doubt(operation: Operation, reason: str, refund: Refund | None = None) -> Outcome:
    """What became of an operation is open; the records will tell."""
    fields = {"reason": reason, "doubt": operation, "doubtful_refund": refund.id if refund else None}
    return Outcome(State.IN_DOUBT, fields, (), refund)


def refused(reason: str, by: FencingToken) -> Outcome:
    """We refuse the payment, for `reason`.

    Under a later epoch a former owner may still be at work on it, unseen. Then the processor is told first
    to reverse it, which bars it from being captured, and the payment is in doubt until it has answered.
    """
    if by.epoch:
        return in_doubt(Operation.REVERSE, reason)
    return Outcome(State.DECLINED, {"reason": reason})


def captured(payment: Payment, **fields: Any) -> Outcome:  # noqa: ANN401 (fields of a payment)
    """The money is taken."""
    booked = ledger.capture(
        payment.id, payment.merchant_id, payment.money, fee_basis_points=payment.fee_basis_points
    )
    return Outcome(State.CAPTURED, {"reason": None, **fields}, (booked,))


def refunded(payment: Payment, refund: Refund) -> Outcome:
    """The money is given back."""
    done = replace(refund, status=RefundStatus.DONE)
    booked = ledger.refund(payment.id, payment.merchant_id, refund.money, refund.id)
    return Outcome(payment.with_refund(done).paid_out_state, {}, (booked,), done)


def refund_refused(payment: Payment, refund: Refund) -> Outcome:
    """The money stays with the merchant, or was never taken."""
    refused = replace(refund, status=RefundStatus.REFUSED)
    taken = payment.state in PAID_OUT or payment.state is State.IN_DOUBT
    target = payment.with_refund(refused).paid_out_state if taken else payment.state
    return Outcome(target, {}, (), refused)


def resolved(  # noqa: PLR0911 (one return a consequence)
    payment: Payment, records: Sequence[Record], by: FencingToken, patience: timedelta | None = None
) -> Outcome | Reversal:
    """Tell what the processor's records make of a payment, by handlers.domain.records.DECISIONS.

    `patience` is how long a capture may be in doubt; None for ever. The amount of a record is the amount: it
    left. Raises RecordsError.
    """
    waiting = waiting_for(payment, by.at, patience)
    if waiting is Waiting.REFUND:
        return _resolved_refund(payment, records)
    found = counted(records)
    match follows(found.standing, waiting), found:
        case Follows.GO_ON, CountedRecords(authorization=Record() as authorization):
            return _authorized(payment, authorization, waiting)
        case Follows.BOOK, CountedRecords(capture=Record() as capture):
            return _taken(payment, found.authorization, capture)
        case Follows.DECLINE, CountedRecords(authorization=Record() as authorization):
            return Outcome(State.DECLINED, {"reason": authorization.answer.code})
        case Follows.REVERSE, _:
            return Reversal(_reason(payment, found, waiting))
        case Follows.END, _:
            return _ended(found.standing, _reason(payment, found, waiting))
    return Outcome(
        State.SCREENED, {"reason": None, "authorization": None, "doubt_since": payment.doubt_since}
    )


def _authorized(payment: Payment, authorization: Record, waiting: Waiting) -> Outcome:
    fields = {
        "money": amount_of(authorization),
        "authorization": authorization.answer.reference,
        "reason": None,
        "doubt_since": payment.doubt_since if waiting is Waiting.CAPTURE else None,
    }
    return Outcome(State.AUTHORIZED, fields, differences=differences(payment.money, authorization))


def _taken(payment: Payment, authorization: Record | None, capture: Record) -> Outcome:
    money = amount_of(capture)
    reference = authorization.answer.reference if authorization else payment.authorization
    outcome = captured(replace(payment, money=money), money=money, authorization=reference)
    return outcome._replace(differences=differences(payment.money, capture))


def _reason(payment: Payment, found: CountedRecords, waiting: Waiting) -> str:
    """Return why a payment is given up: for what it is being reversed, or for what was found."""
    if waiting is Waiting.REVERSAL:
        return payment.reason or CANCELLED
    if found.capture and found.capture.answer.code not in ("", CANCELLED):
        return found.capture.answer.code
    return CAPTURE_LATE if waiting is Waiting.LATE_CAPTURE else CANCELLED


def _ended(standing: Standing, reason: str) -> Outcome:
    """Nothing is reserved any longer, or ever will be."""
    if reason in _FOR_NO_FAULT and standing is Standing.RELEASED:
        return Outcome(State.REVERSED, {"reason": reason})
    return Outcome(State.FAILED if reason == GIVEN_UP else State.DECLINED, {"reason": reason})


def _resolved_refund(payment: Payment, records: Sequence[Record]) -> Outcome:
    refund = payment.refund(payment.doubtful_refund or "")
    if refund is None or refund.status is not RefundStatus.REQUESTED:
        return Outcome(payment.paid_out_state, {"reason": None})
    record = record_of(instruction_of(payment, Operation.REFUND, refund).key, records)
    match follows(refund_standing(refund, record), Waiting.REFUND), record:
        case Follows.BOOK, Record():
            given = refunded(
                payment, replace(refund, money=amount_of(record), asked_minor=refund.asked.minor)
            )
            return given._replace(differences=differences(refund.money, record))
        case Follows.DECLINE, _:
            return refund_refused(payment, refund)
    asked_again = {"reason": None, "doubt_since": payment.doubt_since}
    return Outcome(payment.paid_out_state, asked_again, (), refund)
