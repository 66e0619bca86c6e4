"""Whether a payment, its postings and its receipts agree with what the processor did.

What is wrong is told as sentences, for a simulated world to assert on and for a rehearsal to count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.shared.ledger import Account, Posting
from handlers.shared.payment import Operation, Payment, RefundStatus, State
from handlers.shared.ports import Record

PAID_OUT = (State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED)


@dataclass(frozen=True, slots=True)
class Done:
    """What the processor carried out for one payment and approved; the sums in minor units."""

    captures: int
    taken: int
    given: int
    reserved: bool
    reversed: bool


def done(records: Sequence[Record]) -> Done:
    """Add up the processor's records of one payment."""
    of: dict[Operation, list[Record]] = {operation: [] for operation in Operation}
    for record in records:
        if record.answer.approved:
            of[record.operation].append(record)
    return Done(
        captures=len(of[Operation.CAPTURE]),
        taken=_sum(of[Operation.CAPTURE]),
        given=_sum(of[Operation.REFUND]),
        reserved=bool(of[Operation.AUTHORIZE]) and not of[Operation.REVERSE],
        reversed=bool(of[Operation.REVERSE]),
    )


def contradictions(payment_id: str, by_processor: Done) -> Iterator[str]:
    """What must not be at any moment: money taken twice, taken and reversed, or given back beyond it."""
    if by_processor.captures > 1:
        yield f"{payment_id} is captured {by_processor.captures} times"
    if by_processor.captures and by_processor.reversed:
        yield f"{payment_id} is taken and reversed"
    if by_processor.given > by_processor.taken:
        yield f"{payment_id}: {by_processor.given} is given back of {by_processor.taken}"


def disagreements(
    payment: Payment, postings: Iterable[Posting], by_processor: Done, receipts: Collection[str]
) -> Iterator[str]:
    """What must not be of a payment at rest. `receipts` are the names of all that are stored."""
    taken, given = by_processor.taken, by_processor.given
    booked: Counter[Account] = Counter()
    for posting in postings:
        for entry in posting.entries:
            booked[entry.account] += entry.money.minor
    if booked[Account.BANK] != taken - given:
        yield f"{payment.id}: the bank's books differ from the processor's"
    if booked[Account.PROCESSOR]:
        yield f"{payment.id}: paid out and still receivable"
    if payment.refunded.minor != given:
        yield f"{payment.id}: {payment.refunded.minor} is refunded, {given} was given back"
    refunds = sum(refund.status is RefundStatus.DONE for refund in payment.refunds)
    written = sum(f"/{payment.id}/" in name for name in receipts)
    if written != bool(taken) + refunds:
        yield f"{payment.id}: {written} receipts of a payment and {refunds} refunds"
    if taken != (payment.money.minor if payment.state in PAID_OUT else 0):
        yield f"{payment.id} is {payment.state} and {taken} of its money is taken"
    if payment.state not in PAID_OUT and by_processor.reserved:
        yield f"{payment.id} is {payment.state} and its money is still reserved"


def _sum(records: Sequence[Record]) -> int:
    return sum(record.money.minor for record in records)
