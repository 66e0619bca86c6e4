"""Whether a payment, its postings and its receipts agree with what the processor did.

What is wrong is told as sentences, for a simulated world to assert on and for a rehearsal to count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.domain.ledger import Account, Posting
from handlers.domain.payment import Operation, Payment, RefundStatus, State
from handlers.domain.ports import Record

PAID_OUT = (State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED)


@dataclass(frozen=True, slots=True)
class Done:
    """What the processor carried out for one payment and approved; the sums in minor units."""

    captures: int
    taken: int
    given: int
    reserved: bool
    reversed: bool
    refunds: Mapping[str, int | None]  # by the refund's id: what it gave back, None where it is refused


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
        refunds={
            each.key.partition(":")[0]: each.money.minor if each.answer.approved and each.money else None
            for each in records
            if each.operation is Operation.REFUND
        },
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
    postings, taken, given = tuple(postings), by_processor.taken, by_processor.given
    booked: Counter[Account] = Counter()
    for entry in (entry for posting in postings for entry in posting.entries):
        booked[entry.account] += entry.money.minor
    if booked[Account.BANK] != taken - given:
        yield f"{payment.id}: the bank's books differ from the processor's"
    if booked[Account.PROCESSOR]:
        yield f"{payment.id}: paid out and still receivable"
    if payment.refunded.minor != given:
        yield f"{payment.id}: {payment.refunded.minor} is refunded, {given} was given back"
    if booked[Account.FEES] != (-payment.money.share(payment.fee_basis_points).minor if taken else 0):
        yield f"{payment.id}: another fee is booked than was agreed"
    yield from _other_outcomes(payment, postings, by_processor)
    refunds = sum(refund.status is RefundStatus.DONE for refund in payment.refunds)
    written = sum(f"/{payment.id}/" in name for name in receipts)
    if written != bool(taken) + refunds:
        yield f"{payment.id}: {written} receipts of a payment and {refunds} refunds"
    if taken != (payment.money.minor if payment.state in PAID_OUT else 0):
        yield f"{payment.id} is {payment.state} and {taken} of its money is taken"
    if payment.state not in PAID_OUT and by_processor.reserved:
        yield f"{payment.id} is {payment.state} and its money is still reserved"


def _other_outcomes(payment: Payment, postings: Iterable[Posting], by_processor: Done) -> Iterator[str]:
    booked = {each.refund_id: each.gross.minor for each in postings if each.refund_id}
    if booked != {name: minor for name, minor in by_processor.refunds.items() if minor is not None}:
        yield f"{payment.id}: other refunds are booked than were given back"
    known = {refund.id for refund in payment.refunds}
    yield from (f"{payment.id}: nobody knows of {name}" for name in by_processor.refunds if name not in known)
    for refund in payment.refunds:
        given = by_processor.refunds.get(refund.id)
        if refund.status is RefundStatus.REQUESTED:
            yield f"{payment.id}: {refund.id} is left as requested"
        elif (refund.money.minor if refund.status is RefundStatus.DONE else None) != given:
            yield f"{payment.id}: {refund.id} is {refund.status} and {given} was given back of it"


def _sum(records: Sequence[Record]) -> int:
    return sum(record.money.minor for record in records if record.money)
