"""Giving money back: the oldest refund that was asked for and is not carried out."""

from __future__ import annotations

from dataclasses import replace

from handlers.domain.payment import MAY_REFUND, PAID_OUT, Operation, Payment, Refund
from handlers.domain.ports import Instruction
from handlers.domain.processing import (
    NoAnswer,
    Outcome,
    Reply,
    in_doubt,
    instruction_of,
    refund_refused,
    refunded,
)


def due(payment: Payment) -> Refund | None:
    """Return the refund to carry out, or to refuse where nothing was taken. None while it has to wait."""
    requested = payment.requested
    return requested[0] if requested and payment.state in MAY_REFUND else None


def instruction(payment: Payment, refund: Refund) -> Instruction:
    """Return what to ask the processor for."""
    return instruction_of(payment, Operation.REFUND, refund)


def was_taken(payment: Payment) -> bool:
    """Tell whether there is money to give back."""
    return payment.state in PAID_OUT


def doubtful(payment: Payment, refund: Refund) -> Payment:
    """Return the payment as one that waits for the refund, for the processor's records to be read."""
    return replace(payment, doubt=Operation.REFUND, doubtful_refund=refund.id)


def outcome(payment: Payment, refund: Refund, reply: Reply) -> Outcome:
    """Return what a reply makes of the payment."""
    if isinstance(reply, NoAnswer):
        return in_doubt(Operation.REFUND, reply.reason, refund)
    return refunded(payment, refund) if reply.approved else refund_refused(payment, refund)
