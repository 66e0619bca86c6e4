"""What the steps of a workflow have in common: they take a payment's id and answer with its state.

A step that finds its work done answers as if it had just done it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from handlers.shared.errors import BadEventError, UnknownPaymentError
from handlers.shared.payment import Payment
from handlers.stores.payments import Payments

_PAYMENT_ID: Final = re.compile(r"pay_[a-z2-7]{32}")


def payment_id_in(event: Mapping[str, Any]) -> str:
    """Return the payment's id of a step's input. Raises BadEventError."""
    payment_id = event.get("payment_id")
    if not isinstance(payment_id, str) or not _PAYMENT_ID.fullmatch(payment_id):
        raise BadEventError("the input has no payment_id of a payment")
    return payment_id


def payment_in(event: Mapping[str, Any], payments: Payments) -> Payment:
    """Return the payment of a step's input. Raises BadEventError, UnknownPaymentError."""
    payment = payments.load(payment_id_in(event))
    if payment is None:
        raise UnknownPaymentError("the region knows no such payment")
    return payment


def answer(payment: Payment) -> dict[str, str]:
    """Return a step's output: ids and codes only, since a workflow's history keeps it (C40)."""
    return {"payment_id": payment.id, "state": str(payment.state), "reason": payment.reason or ""}
