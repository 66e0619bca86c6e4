"""Receipts: what a merchant keeps of a payment and of each refund. Nothing of the card or of the payer,
since receipts are copied between regions (R74, R80).

A payment comes to rest only after its receipts are written: whoever settles or refunds writes them
first and commits then. One that exists is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from handlers.shared.money import Money
from handlers.shared.payment import Payment, RefundStatus, State

NOT_KEPT: Final = (
    "Not kept by us: a region of another jurisdiction took the payment. The merchant's order has it."
)
_TAKEN: Final = frozenset({State.CAPTURED, State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED})


def receipts_of(payment: Payment) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each receipt there is to write.

    They say only what never changes: written again, they are the same bytes.
    """
    if payment.state not in _TAKEN:
        return
    folder = f"receipts/{payment.merchant_id}/{payment.id}"
    yield (
        f"{folder}/payment.json",
        _receipt("payment", payment, payment.id, payment.money, payment.created_at),
    )
    for refund in payment.refunds:
        if refund.status is RefundStatus.DONE:
            body = _receipt("refund", payment, refund.id, refund.money, refund.requested_at)
            yield f"{folder}/{refund.id}.json", body


def _receipt(kind: str, payment: Payment, name: str, money: Money, at: datetime) -> bytes:
    said = {
        "receipt": kind,
        "id": name,
        "payment_id": payment.id,
        "merchant_id": payment.merchant_id,
        "amount": str(money),
        "amount_minor": money.minor,
        "currency": money.currency,
        "requested_at": at.isoformat(),
        "payer": _payer(payment),
    }
    return json.dumps(said, indent=2, sort_keys=True).encode() + b"\n"


def _payer(payment: Payment) -> dict[str, str | None]:
    """Tell where what a receipt does not say, who paid, is kept."""
    if payment.payer_region:
        return {"kept_in": payment.payer_region, "note": "In the store of that region alone."}
    return {"kept_in": None, "note": NOT_KEPT}
