"""What follows from what a merchant asked for and was promised: to capture a payment, or to cancel it.

`PROMISES` is the one table of it: the commit, the sweep, the tests and `docs/payments.md` read it. What is
asked for is an item of its own, so that it counts whichever owner heard it, also where it arrives late.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from handlers.domain.payment import TAKES_COMMANDS, Payment, PendingCommand, State


class Promise(StrEnum):
    """What is left of a promise."""

    DO = "do"
    WAIT = "wait"
    KEPT = "kept"
    REFUND = "refund"
    TELL = "tell"


MEANINGS: Final = {
    Promise.DO: "the payment's workflow does it",
    Promise.WAIT: "the processor's records tell first",
    Promise.KEPT: "nothing is left to do",
    Promise.REFUND: "what is left of the money is given back, by a refund of our own",
    Promise.TELL: "it cannot be done any more: one alert goes to a person (`capture-lost`)",
}
_PROMISES: Final = {
    **{state: (Promise.DO, Promise.DO) for state in State if state in TAKES_COMMANDS},
    State.IN_DOUBT: (Promise.WAIT, Promise.WAIT),
    State.CAPTURED: (Promise.KEPT, Promise.REFUND),
    State.SETTLED: (Promise.KEPT, Promise.REFUND),
    State.PARTLY_REFUNDED: (Promise.KEPT, Promise.REFUND),
    State.REFUNDED: (Promise.KEPT, Promise.KEPT),
    State.DECLINED: (Promise.KEPT, Promise.KEPT),
    State.REVERSED: (Promise.TELL, Promise.KEPT),
    State.FAILED: (Promise.KEPT, Promise.KEPT),
}
PROMISES: Final = {
    (state, command): promise
    for state, of_state in _PROMISES.items()
    for command, promise in zip((PendingCommand.CAPTURE, PendingCommand.CANCEL), of_state, strict=True)
}


def promise_of(payment: Payment, command: PendingCommand) -> Promise:
    """Return what is left of what was asked for. A capture that was cancelled since is not wanted any more;
    of money that is asked back already there is none to give.
    """
    if command is PendingCommand.CAPTURE and payment.command is PendingCommand.CANCEL:
        return Promise.KEPT
    promise = PROMISES[payment.state, command]
    if promise is Promise.REFUND and payment.refundable.minor <= 0:
        return Promise.KEPT
    return promise
