"""What a merchant sees of its payments: states and amounts, nothing of card and payer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from handlers.domain.payment import MAY_ASK_REFUND, TAKES_COMMANDS, Payment, PendingCommand, Refund
from handlers.domain.problems import BAD_QUERY, FieldError, Problem

_FEW: Final = 20  # payments of a page, unless it is said
_LIMIT: Final = re.compile(r"[1-9][0-9]?|100")

TextOf = Callable[[datetime], str]
"""Writes times."""


def payment_body(payment: Payment, text_of: TextOf) -> Mapping[str, Any]:
    """Return the document's `Payment`."""
    return {
        **_in_short(payment, text_of),
        **_until(payment, text_of),
        "refunded_minor": payment.refunded.minor,
        "refundable_minor": payment.refundable.minor if payment.state in MAY_ASK_REFUND else 0,
        "refunds": [refund_body(refund, text_of) for refund in payment.refunds],
    }


def refund_body(refund: Refund, text_of: TextOf) -> Mapping[str, Any]:
    """Return the document's `Refund`."""
    return {
        "refund_id": refund.id,
        "amount_minor": refund.money.minor,
        "status": str(refund.status),
        "requested_at": text_of(refund.requested_at),
    }


def page_body(payments: Iterable[Payment], next_cursor: str, text_of: TextOf) -> Mapping[str, Any]:
    """Return the document's `PaymentPage`; `next_cursor` is "" where there are no more."""
    following = {"next_cursor": next_cursor} if next_cursor else {}
    return {"payments": [_in_short(payment, text_of) for payment in payments], **following}


def limit_in(query: Mapping[str, str]) -> int:
    """Return how many payments a page is to have. Raises Problem."""
    limit = query.get("limit", str(_FEW))
    if not _LIMIT.fullmatch(limit):
        raise Problem(BAD_QUERY, errors=(FieldError("limit", "must be a whole number of 1 to 100"),))
    return int(limit)


def _until(payment: Payment, text_of: TextOf) -> Mapping[str, Any]:
    """Tell until when the capture may be asked for, as long as the payment waits for that."""
    waits = payment.command is PendingCommand.WAIT and payment.state in TAKES_COMMANDS
    return {"capture_before": text_of(payment.capture_before)} if waits and payment.capture_before else {}


def _in_short(payment: Payment, text_of: TextOf) -> Mapping[str, Any]:
    return {
        "payment_id": payment.id,
        "reference": payment.reference,
        "state": str(payment.state),
        **({"reason": payment.reason} if payment.reason else {}),
        "amount_minor": payment.money.minor,
        "currency": payment.money.currency,
        "created_at": text_of(payment.created_at),
        "updated_at": text_of(payment.updated_at),
    }
