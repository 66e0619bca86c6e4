"""Receipts: what a merchant keeps of a payment and of each refund. Nothing of the card or of the payer,
since receipts are copied between regions.

A payment comes to rest only after its receipts are written: whoever settles or refunds writes them
first and commits then. One that exists is left as it is. A merchant is told the same from the ledger, since
copies in the store move to an archive that does not answer at once, and reach other regions late.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from handlers.domain.money import Money
from handlers.domain.payment import Operation, Payment, RefundStatus, State

NOT_KEPT: Final = (
    "Not kept by us: a region of another jurisdiction took the payment. The merchant's order has it."
)
_TAKEN: Final = frozenset({State.CAPTURED, State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED})


def receipt_of(payment: Payment) -> Mapping[str, Any] | None:
    """Return what the receipt of a payment says; None where its money is not taken.

    It says only what never changes: whoever asks, and whenever, is told the same.
    """
    if payment.state not in _TAKEN and payment.doubt is not Operation.REFUND:
        return None
    return _receipt("payment", payment, payment.id, payment.money, payment.created_at)


def receipt_of_refund(payment: Payment, refund_id: str) -> Mapping[str, Any] | None:
    """Return what the receipt of a refund says; None where nothing is given back under that id."""
    refund = payment.refund(refund_id)
    if refund is None or refund.status is not RefundStatus.DONE:
        return None
    return _receipt("refund", payment, refund.id, refund.money, refund.requested_at)


def receipts_of(payment: Payment) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each receipt there is to write: written again, they are the same bytes."""
    receipt = receipt_of(payment)
    if receipt is None:
        return
    folder = f"receipts/{payment.merchant_id}/{payment.id}"
    yield f"{folder}/payment.json", _bytes(receipt)
    for refund in payment.refunds:
        given_back = receipt_of_refund(payment, refund.id)
        if given_back:
            yield f"{folder}/{refund.id}.json", _bytes(given_back)


def _receipt(kind: str, payment: Payment, name: str, money: Money, at: datetime) -> Mapping[str, Any]:
    return {
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


def _bytes(receipt: Mapping[str, Any]) -> bytes:
    return json.dumps(receipt, indent=2, sort_keys=True).encode() + b"\n"


def _payer(payment: Payment) -> dict[str, str | None]:
    """Tell where what a receipt does not say, who paid, is kept."""
    if payment.payer_region:
        return {"kept_in": payment.payer_region, "note": "In the store of that region alone."}
    return {"kept_in": None, "note": NOT_KEPT}
