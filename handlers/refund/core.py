"""Giving money back: the oldest refund that was asked for and is not carried out."""

from __future__ import annotations

from handlers.shared.payment import MAY_REFUND, Operation, Payment, Refund
from handlers.shared.ports import Instruction
from handlers.shared.processing import (
    NoAnswer,
    Outcome,
    Reply,
    in_doubt,
    instruction_of,
    refund_refused,
    refunded,
)


def due(payment: Payment) -> Refund | None:
    """Return the refund to carry out, None where none may be."""
    requested = payment.requested
    return requested[0] if requested and payment.state in MAY_REFUND else None


def instruction(payment: Payment, refund: Refund) -> Instruction:
    """Return what to ask the processor for."""
    return instruction_of(payment, Operation.REFUND, refund)


def outcome(payment: Payment, refund: Refund, reply: Reply) -> Outcome:
    """Return what a reply makes of the payment."""
    if isinstance(reply, NoAnswer):
        return in_doubt(Operation.REFUND, reply.reason, refund)
    return refunded(payment, refund) if reply.approved else refund_refused(payment, refund)
