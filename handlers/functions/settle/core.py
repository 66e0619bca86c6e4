"""Booking a pay-out."""

from __future__ import annotations

from handlers.domain import ledger
from handlers.domain.payment import Payment
from handlers.domain.processing import Outcome


def settled(payment: Payment) -> Outcome:
    """The processor paid out what it captured."""
    booked = ledger.settlement(payment.id, payment.merchant_id, payment.money)
    return Outcome(payment.paid_out_state, {}, (booked,))
