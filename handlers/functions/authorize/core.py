"""Asking the issuer for a payment's money, and what the answer makes of the payment."""

from __future__ import annotations

from handlers.domain.payment import Operation, Payment, State
from handlers.domain.ports import Instruction
from handlers.domain.processing import NoAnswer, Outcome, Reply, in_doubt, instruction_of


def instruction(payment: Payment) -> Instruction:
    """Return what to ask the processor for."""
    return instruction_of(payment, Operation.AUTHORIZE)


def outcome(reply: Reply) -> Outcome:
    """Return what a reply makes of the payment."""
    if isinstance(reply, NoAnswer):
        return in_doubt(Operation.AUTHORIZE, reply.reason)
    if reply.approved:
        return Outcome(State.AUTHORIZED, {"authorization": reply.reference})
    return Outcome(State.DECLINED, {"reason": reply.code})
