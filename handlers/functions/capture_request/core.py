"""Whether a merchant may still say what is to be done with a payment's money."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from handlers.domain.payment import PAID_OUT, TAKES_COMMANDS, Operation, Payment, PendingCommand, State
from handlers.domain.problems import IN_DOUBT, NOT_CANCELLABLE, NOT_CAPTURABLE, Problem

_TAKEN: Final = PAID_OUT | {State.CAPTURED}


def is_new(payment: Payment, command: PendingCommand, now: datetime) -> bool:
    """Tell whether a command, PendingCommand.CAPTURE or PendingCommand.CANCEL, was not heard before, and is
    to be done. One that was is answered as it was then, whatever has become of it. Raises Problem.
    """
    return (
        _is_new_capture(payment, now) if command is PendingCommand.CAPTURE else _is_new_cancellation(payment)
    )


def _is_new_capture(payment: Payment, now: datetime) -> bool:
    if payment.capture_before is None or payment.command is PendingCommand.CANCEL:
        raise Problem(NOT_CAPTURABLE)
    if payment.command is PendingCommand.CAPTURE or payment.state in _TAKEN:  # or an earlier owner heard it
        return False
    if payment.state is State.IN_DOUBT:
        raise Problem(IN_DOUBT)
    if payment.state not in TAKES_COMMANDS or payment.has_lapsed(now):
        raise Problem(NOT_CAPTURABLE)
    return True


def _is_new_cancellation(payment: Payment) -> bool:
    if payment.command is PendingCommand.CANCEL:
        return False
    if payment.state is State.IN_DOUBT and payment.doubt is not Operation.REFUND:
        raise Problem(IN_DOUBT)
    if payment.state not in TAKES_COMMANDS:
        raise Problem(NOT_CANCELLABLE)
    return True
