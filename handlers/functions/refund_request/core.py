"""Whether a refund may be asked for, and of how much."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from handlers.domain.money import Money
from handlers.domain.payment import MAY_ASK_REFUND, Payment, Refund, RefundStatus
from handlers.domain.problems import (
    INVALID_FIELD,
    NOT_REFUNDABLE,
    NOT_YET_REFUNDABLE,
    TOO_MANY_REFUNDS,
    FieldError,
    Problem,
    key_reused,
)

MOST_REFUNDS: Final = 30
"""Of one payment. From there on only all that is left is given back. Two owners that do not know of each
other may accept twice as many, which is still well below what one transaction may write (100)."""
_MOST_EVER: Final = (
    MOST_REFUNDS + 10
)  # those of all that is left, which the processor may refuse again and again


def refund_asked(payment: Payment, refund_id: str, asked_minor: int | None, now: datetime) -> Refund:
    """Return the refund that a request asks for: the one that its key has made, or a new one.

    `asked_minor` in minor units of the payment's currency; None for all that is left, or for what the
    key's refund gives back. Raises Problem.
    """
    known = payment.refund(refund_id)
    if known:
        if asked_minor not in (None, known.asked.minor):
            raise key_reused(payment.id)
        return known
    if payment.state not in MAY_ASK_REFUND:
        raise Problem(NOT_YET_REFUNDABLE if payment.is_open else NOT_REFUNDABLE)
    left = payment.refundable
    amount = left if asked_minor is None else Money(asked_minor, left.currency)
    if left.minor <= 0:  # below where two owners accepted more than there was
        raise Problem(NOT_REFUNDABLE)
    if left < amount:
        raise Problem(INVALID_FIELD, errors=(FieldError("/amount_minor", "must be what is left or less"),))
    if len(payment.refunds) >= (MOST_REFUNDS if amount < left else _MOST_EVER):
        raise Problem(TOO_MANY_REFUNDS)
    return Refund(refund_id, amount, RefundStatus.REQUESTED, now)
