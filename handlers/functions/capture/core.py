"""Taking the money, while it is not too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.domain.payment import Operation, Payment, PendingCommand
from handlers.domain.ports import Instruction
from handlers.domain.processing import (
    CANCELLED,
    LAPSED,
    NoAnswer,
    Outcome,
    Reply,
    captured,
    in_doubt,
    instruction_of,
)
from handlers.domain.records import Waiting, waiting_for


def waits(payment: Payment, now: datetime) -> bool:
    """Tell whether the money stays reserved: its merchant may still ask for it."""
    return payment.is_held and not payment.has_lapsed(now)


def given_up_for(payment: Payment) -> str | None:
    """Return why the reservation of a payment that does not wait is to be given up; None if it is not."""
    return {PendingCommand.CAPTURE: None, PendingCommand.WAIT: LAPSED, PendingCommand.CANCEL: CANCELLED}[
        payment.command
    ]


def may_capture(payment: Payment, now: datetime, patience: timedelta) -> bool:
    """Tell whether the money may still be taken. If not, its payer went elsewhere, and it is reversed."""
    return waiting_for(payment, now, patience) is Waiting.CAPTURE


def instruction(payment: Payment) -> Instruction:
    """Return what takes the money."""
    return instruction_of(payment, Operation.CAPTURE)


def outcome(payment: Payment, reply: Reply) -> Outcome | None:
    """Return what a reply makes of the payment. None where the processor's records have more to say: it
    refused, or had known the key.
    """
    if isinstance(reply, NoAnswer):
        return in_doubt(Operation.CAPTURE, reply.reason) if reply.reason == "no_answer" else None
    return captured(payment) if reply.approved else None


def unknown() -> Outcome:
    """The records do not tell either."""
    return in_doubt(Operation.CAPTURE, "mismatch")
