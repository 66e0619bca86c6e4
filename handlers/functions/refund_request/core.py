"""Whether a refund may be asked for, and of how much."""

from __future__ import annotations

from datetime import datetime

from handlers.domain.money import Money
from handlers.domain.payment import MAY_ASK_REFUND, Payment, Refund, RefundStatus
from handlers.domain.problems import (
    INVALID_FIELD,
    NOT_REFUNDABLE,
    NOT_YET_REFUNDABLE,
    FieldError,
    Problem,
    key_reused,
)


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
    return Refund(refund_id, amount, RefundStatus.REQUESTED, now)
