"""What a merchant is told of its payment: state and amounts, nothing of card and payer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from handlers.shared.payment import MAY_ASK_REFUND, Payment


def told(payment: Payment, text_of: Callable[[datetime], str]) -> Mapping[str, Any]:
    """Return the document's `Payment`; `text_of` writes times."""
    return {
        "payment_id": payment.id,
        "reference": payment.reference,
        "state": str(payment.state),
        **({"reason": payment.reason} if payment.reason else {}),
        "amount_minor": payment.money.minor,
        "currency": payment.money.currency,
        "refunded_minor": payment.refunded.minor,
        "refundable_minor": payment.refundable.minor if payment.state in MAY_ASK_REFUND else 0,
        "refunds": [
            {
                "refund_id": refund.id,
                "amount_minor": refund.money.minor,
                "status": str(refund.status),
                "requested_at": text_of(refund.requested_at),
            }
            for refund in payment.refunds
        ],
        "created_at": text_of(payment.created_at),
        "updated_at": text_of(payment.updated_at),
    }
