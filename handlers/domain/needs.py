"""What an open payment needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from handlers.domain.payment import MAY_REFUND, Payment, State

# How long a payment is tried. Its payer has long gone elsewhere by then.
PATIENCE: Final = timedelta(hours=24)
_BEFORE_AUTHORIZATION: Final = frozenset({State.RECEIVED, State.VALIDATED, State.SCREENED})
_UNDER_WAY: Final = _BEFORE_AUTHORIZATION | {State.AUTHORIZED}


class Need(Enum):
    """What to do for a payment."""

    RESUME = auto()  # start its workflow again
    WAIT = auto()  # its money waits for its merchant
    GIVE_UP = auto()  # it was tried for too long
    RESOLVE = auto()  # ask the processor what it did, and go on from there
    SETTLE = auto()  # see whether it is paid out
    REFUND = auto()  # carry a refund out
    NOTHING = auto()  # only the worklist was behind


def need_of(payment: Payment, now: datetime) -> Need:
    """Return what an open payment needs."""
    if payment.state is State.IN_DOUBT:
        return Need.RESOLVE
    if payment.state in _BEFORE_AUTHORIZATION and now - payment.created_at > PATIENCE:
        return Need.GIVE_UP
    if payment.state in _UNDER_WAY:
        return Need.WAIT if payment.is_held and not payment.has_lapsed(now) else Need.RESUME
    if payment.state is State.CAPTURED:
        return Need.SETTLE
    if payment.requested and payment.state in MAY_REFUND:
        return Need.REFUND
    return Need.NOTHING


def start_name(payment: Payment, now: datetime) -> str:
    """The name of a workflow that is started for a payment: one in ten minutes for the same version of it.

    Step Functions takes a name once in 90 days: one for good would leave a payment whose workflow failed.
    """
    return f"{payment.id}-{payment.epoch}-{payment.version}-{now:%Y%m%d%H}{now.minute // 10}"
