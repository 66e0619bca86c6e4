"""Whether a payment is in order: the merchant, its currencies and limits, the card's expiry.

The card's number and check digit are checked where the number is: where it comes in, in ingest. The payer is
unknown in a region that took the payment over, since personal data stays behind; the issuer knows
the card's expiry, too.
"""

from __future__ import annotations

from datetime import date

from handlers.domain.card import has_expired
from handlers.domain.merchant import Merchant
from handlers.domain.payer import Payer
from handlers.domain.payment import Payment


def objection(payment: Payment, merchant: Merchant | None, payer: Payer | None, today: date) -> str | None:
    """Return the code of the first thing that is not in order, or None."""
    if merchant is None or not merchant.active:
        return "merchant_inactive"
    limits = merchant.limits.get(payment.money.currency)
    if limits is None:
        return "currency_not_taken"
    if not limits.least <= payment.money.minor <= limits.most:
        return "amount_outside_limits"
    if payer and has_expired(payer.card_expiry_year, payer.card_expiry_month, today):
        return "expired_card"
    return None
