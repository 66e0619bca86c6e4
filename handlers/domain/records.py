"""What the processor's records decide: its record and our state, and what follows from the two.

`DECISIONS` is the one table of it: the code, the tests and `docs/payments.md` read it. The records are asked
for where an answer is missing, and where the processor knows a key with another body (409).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handlers.domain.errors import RecordsError
from handlers.domain.ledger import Difference
from handlers.domain.money import Money
from handlers.domain.payment import Operation, Payment, Refund, State
from handlers.domain.ports import Record


class Standing(StrEnum):
    """How a payment, or one of its refunds, stands by the processor's records."""

    UNKNOWN = "unknown"
    REFUSED = "refused"
    RESERVED = "reserved"
    UNCAPTURED = "uncaptured"
    TAKEN = "taken"
    RELEASED = "released"
    BARRED = "barred"
    GIVEN_BACK = "given_back"
    CONTRADICTORY = "contradictory"


MEANINGS: Final = {
    Standing.UNKNOWN: "there is no record",
    Standing.REFUSED: "the authorization, or the refund, is refused",
    Standing.RESERVED: "authorized, and nothing since",
    Standing.UNCAPTURED: "authorized, and the capture is refused",
    Standing.TAKEN: "captured",
    Standing.RELEASED: "authorized, and reversed",
    Standing.BARRED: "reversed before anything was reserved",
    Standing.GIVEN_BACK: "refunded",
    Standing.CONTRADICTORY: "taken twice, taken and reversed, not taken and not to be reversed, or no amount",
}


class Waiting(StrEnum):
    """What our side waits for: its state, as far as the records matter to it."""

    AUTHORIZATION = "authorization"
    CAPTURE = "capture"
    LATE_CAPTURE = "late_capture"
    REVERSAL = "reversal"
    REFUND = "refund"


class Follows(StrEnum):
    """What is done."""

    ASK = "ask"
    GO_ON = "go_on"
    BOOK = "book"
    DECLINE = "decline"
    REVERSE = "reverse"
    END = "end"
    ATTENTION = "attention"


CONSEQUENCES: Final = {
    Follows.ASK: "it is asked for again, under the same key",
    Follows.GO_ON: "authorized, with the amount and the reference of the record; the capture is asked for, "
    "now or when its merchant wishes",
    Follows.BOOK: "captured, or refunded, and booked with the amount of the record",
    Follows.DECLINE: "declined for the processor's reason; a refund is refused",
    Follows.REVERSE: "the processor is told to reverse it, and its records are read again",
    Follows.END: "declined, reversed or failed, by the reason for which it was given up",
    Follows.ATTENTION: "nothing is booked: a person must look",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One cell of the table."""

    standing: Standing
    waiting: Waiting
    follows: Follows


_FORWARD: Final = (Waiting.AUTHORIZATION, Waiting.CAPTURE)
_BACKWARD: Final = (Waiting.LATE_CAPTURE, Waiting.REVERSAL)
_OF_PAYMENT: Final = (*_FORWARD, *_BACKWARD)

DECISIONS: Final = (
    *(Decision(Standing.UNKNOWN, each, Follows.ASK) for each in _FORWARD),
    *(Decision(Standing.UNKNOWN, each, Follows.REVERSE) for each in _BACKWARD),
    *(Decision(Standing.REFUSED, each, Follows.DECLINE) for each in _OF_PAYMENT),
    *(Decision(Standing.RESERVED, each, Follows.GO_ON) for each in _FORWARD),
    *(Decision(Standing.RESERVED, each, Follows.REVERSE) for each in _BACKWARD),
    *(Decision(Standing.UNCAPTURED, each, Follows.REVERSE) for each in _OF_PAYMENT),
    *(Decision(Standing.TAKEN, each, Follows.BOOK) for each in _OF_PAYMENT),
    *(Decision(Standing.RELEASED, each, Follows.END) for each in _OF_PAYMENT),
    *(Decision(Standing.BARRED, each, Follows.END) for each in _OF_PAYMENT),
    *(Decision(Standing.CONTRADICTORY, each, Follows.ATTENTION) for each in Waiting),
    Decision(Standing.UNKNOWN, Waiting.REFUND, Follows.ASK),
    Decision(Standing.REFUSED, Waiting.REFUND, Follows.DECLINE),
    Decision(Standing.GIVEN_BACK, Waiting.REFUND, Follows.BOOK),
)
_FOLLOWS: Final = {(each.standing, each.waiting): each.follows for each in DECISIONS}


def follows(standing: Standing, waiting: Waiting) -> Follows:
    """Return what follows. Raises RecordsError for what the records must not say."""
    found = _FOLLOWS[standing, waiting]
    if found is Follows.ATTENTION:
        raise RecordsError("the processor's records contradict themselves")
    return found


@dataclass(frozen=True, slots=True)
class CountedRecords:
    """The records that count of a payment: one of each operation, the approved before the refused."""

    authorization: Record | None
    capture: Record | None
    reversal: Record | None
    standing: Standing


def counted(records: Sequence[Record]) -> CountedRecords:
    """Return how the processor's records of a payment stand; those of its refunds are looked at alone."""
    authorization, capture, reversal = (
        _counting(records, each) for each in (Operation.AUTHORIZE, Operation.CAPTURE, Operation.REVERSE)
    )
    taken = [each for each in records if each.operation is Operation.CAPTURE and each.answer.approved]
    return CountedRecords(
        authorization, capture, reversal, _standing(authorization, capture, reversal, taken=len(taken))
    )


def record_of(key: str, records: Sequence[Record]) -> Record | None:
    """Return the record of an instruction's key."""
    return next((each for each in records if each.key == key), None)


def refund_standing(refund: Refund, record: Record | None) -> Standing:
    """Return how a refund stands by the record of its key. It goes back in the currency that it came in."""
    if record is None:
        return Standing.UNKNOWN
    if not record.answer.approved:
        return Standing.REFUSED
    sound = record.money is not None and _is_amount(record) and record.money.currency == refund.money.currency
    return Standing.GIVEN_BACK if sound else Standing.CONTRADICTORY


def waiting_for(payment: Payment, now: datetime, patience: timedelta | None) -> Waiting:
    """Return what a payment waits for. A capture is late that was in doubt, or not asked for, for longer than
    `patience`: its payer went elsewhere.
    """
    if payment.doubt is Operation.REFUND:
        return Waiting.REFUND
    if payment.doubt is Operation.REVERSE:
        return Waiting.REVERSAL
    if payment.state is State.AUTHORIZED or payment.doubt is Operation.CAPTURE:
        late = patience is not None and now - (payment.doubt_since or payment.updated_at) > patience
        return Waiting.LATE_CAPTURE if late else Waiting.CAPTURE
    return Waiting.AUTHORIZATION


def differences(asked: Money, record: Record) -> tuple[Difference, ...]:
    """Return where the record of what was approved is of another amount or currency than was asked for."""
    recorded = amount_of(record)
    return () if recorded == asked else (Difference(record.key, asked, recorded),)


def amount_of(record: Record) -> Money:
    """Return the amount of a record. Raises RecordsError for none, or one that is not above zero."""
    if record.money is None or not _is_amount(record):
        raise RecordsError("the processor's record is of no amount")
    return record.money


def _counting(records: Sequence[Record], operation: Operation) -> Record | None:
    of_it = [each for each in records if each.operation is operation]
    return next((each for each in of_it if each.answer.approved), of_it[-1] if of_it else None)


def _standing(  # noqa: PLR0911 (one return a standing)
    authorization: Record | None, capture: Record | None, reversal: Record | None, *, taken: int
) -> Standing:
    reserved, reversed_ = _approved(authorization), _approved(reversal)
    if _approved(capture):
        whole = taken == 1 and capture is not None and _is_amount(capture)
        return Standing.TAKEN if whole and not reversed_ else Standing.CONTRADICTORY
    if reversed_:
        return Standing.RELEASED if reserved else Standing.BARRED
    if authorization is not None and not reserved:
        return Standing.REFUSED
    if reversal is not None:
        return Standing.CONTRADICTORY
    if authorization is None:
        return Standing.UNKNOWN
    if not _is_amount(authorization):
        return Standing.CONTRADICTORY
    return Standing.RESERVED if capture is None else Standing.UNCAPTURED


def _approved(record: Record | None) -> bool:
    return record is not None and record.answer.approved


def _is_amount(record: Record) -> bool:
    return record.money is not None and record.money.minor > 0
