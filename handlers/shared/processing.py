"""What the processor is told, and what its records make of a payment.

Keys follow from the payment, so that whoever asks, in whichever region, however often, asks once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple

from handlers.shared import ledger
from handlers.shared.payment import (
    Change,
    Operation,
    Payment,
    Refund,
    RefundStatus,
    Stamp,
    State,
    move,
)
from handlers.shared.ports import Answer, Instruction, Record

GIVEN_UP: Final = "given_up"


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The processor's answer is missing, or is to another instruction. What it did is open."""

    reason: Literal["no_answer", "mismatch"]


Reply = Answer | NoAnswer


def instruction_of(payment: Payment, operation: Operation, refund: Refund | None = None) -> Instruction:
    """Return the instruction of an operation on a payment, or on one of its refunds."""
    return Instruction(
        operation=operation,
        key=f"{refund.id if refund else payment.id}:{operation}",
        payment_id=payment.id,
        money=refund.money if refund else payment.money,
        card_reference=payment.card_reference,
        authorization=payment.authorization,
    )


class Outcome(NamedTuple):
    """Where a payment goes, and what is written with it."""

    target: State
    fields: dict[str, Any]
    postings: tuple[ledger.Posting, ...] = ()
    refund: Refund | None = None


def applied(payment: Payment, outcome: Outcome, by: Stamp) -> Change:
    """Return the change that an outcome makes of a payment."""
    return move(
        payment, outcome.target, by, postings=outcome.postings, refund=outcome.refund, **outcome.fields
    )


def in_doubt(operation: Operation, reason: str, refund: Refund | None = None) -> Outcome:
    """What became of an operation is open; the sweep asks."""
    fields = {"reason": reason, "doubt": operation, "doubtful_refund": refund.id if refund else None}
    return Outcome(State.IN_DOUBT, fields, (), refund)


def refused(reason: str, by: Stamp) -> Outcome:
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
    """The money stays with the merchant."""
    refused = replace(refund, status=RefundStatus.REFUSED)
    return Outcome(payment.with_refund(refused).paid_out_state, {}, (), refused)


def resolved(payment: Payment, records: Sequence[Record]) -> Outcome:
    """Tell what the processor's records make of a payment that is in doubt.

    Where they know nothing of what was asked, it goes back to where it can be asked again, under the same
    key. Where another region had the money taken for another amount, theirs is the amount: it left.
    """
    if payment.doubt is Operation.REFUND:
        return _resolved_refund(payment, records)
    answers = {record.operation: record for record in records}
    taken = answers.get(Operation.AUTHORIZE)
    if taken is None:
        return _never_authorized(payment, reversal=answers.get(Operation.REVERSE))
    if not taken.answer.approved:
        return Outcome(State.DECLINED, {"reason": taken.answer.code})
    actual = replace(payment, money=taken.money)
    fields: dict[str, Any] = {"money": taken.money, "authorization": taken.answer.reference}
    if _approved(answers.get(Operation.CAPTURE)):
        return captured(actual, **fields)
    if _approved(answers.get(Operation.REVERSE)):
        return Outcome(State.REVERSED, {"reason": payment.reason, **fields})
    return Outcome(State.AUTHORIZED, {"reason": None, **fields})


def _never_authorized(payment: Payment, *, reversal: Record | None) -> Outcome:
    if not _approved(reversal):
        return Outcome(State.SCREENED, {"reason": None, "authorization": None})
    ended = State.FAILED if payment.reason == GIVEN_UP else State.DECLINED
    return Outcome(ended, {"reason": payment.reason})


def _resolved_refund(payment: Payment, records: Sequence[Record]) -> Outcome:
    refund = payment.refund(payment.doubtful_refund or "")
    if refund is None:
        return Outcome(payment.paid_out_state, {"reason": None})
    key = instruction_of(payment, Operation.REFUND, refund).key
    record = next((each for each in records if each.key == key), None)
    if record is None:
        return Outcome(payment.paid_out_state, {"reason": None}, (), refund)
    if record.answer.approved:
        return refunded(payment, replace(refund, money=record.money))
    return refund_refused(payment, refund)


def _approved(record: Record | None) -> bool:
    return record is not None and record.answer.approved
