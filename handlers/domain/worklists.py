"""What is left to do for payments: when each is looked at, how often, and where that ends.

`TERMS` is the one table of it: the commit, the sweep, the tests and `docs/payments.md` read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handlers.domain.payment import MAY_REFUND, Payment, State

# Of each list and home region. One key of an index takes 1,000 writes a second; at 7,500 payments a second
# a shard of the busiest list gets some 470 (docs/capacity.md).
OPEN_SHARDS: Final = 64
# Looks that ended in an error that the next one will meet again. A processor or a table that does not answer
# is no such error.
MOST_FAULTS: Final = 5
# What a straight life takes: received to settled, and two changes for each refund.
_STRAIGHT: Final = 6
_STRAIGHT_REFUND: Final = 2
_ROUND: Final = 2
_MOST_QUICK: Final = 1


class OpenFor(StrEnum):
    """What a payment is open for. Each has worklists of its own, so that none waits behind another."""

    DOUBT = "doubt"
    REFUND = "refund"
    RESUME = "resume"
    HOLD = "hold"
    TELL = "tell"
    PAY_OUT = "pay_out"


ATTENTION: Final = "attention"
"""The worklist of what was tried in vain. Nobody looks there but a person."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How the payments of one kind of worklist are looked at.

    `first` after the change that opened them, for a pay-out after its day, for a hold after its time; again
    after `step`, which doubles at each look up to `longest`; `tries` times before a person is told. One sweep
    looks at `looks` of them at most, for `slot` at most.
    """

    open_for: OpenFor
    meaning: str
    first: timedelta
    step: timedelta
    longest: timedelta
    tries: int
    looks: int
    slot: timedelta

    def wait(self, tries: int) -> timedelta:
        """Return for how long nobody looks after a look that `tries` came before."""
        doubled: int = 2 ** min(tries, 16)
        return min(self.step * doubled, self.longest)


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


# In the order in which a sweep goes through them.
TERMS: Final[Mapping[OpenFor, Terms]] = {
    terms.open_for: terms
    for terms in (
        Terms(
            OpenFor.DOUBT,
            "the processor is asked what it did",
            first=_minutes(3),
            step=_minutes(1),
            longest=_minutes(30),
            tries=60,
            looks=2_000,
            slot=timedelta(seconds=60),
        ),
        Terms(
            OpenFor.REFUND,
            "the refund's workflow is started",
            first=_minutes(5),
            step=_minutes(5),
            longest=_minutes(60),
            tries=48,
            looks=2_000,
            slot=timedelta(seconds=60),
        ),
        Terms(
            OpenFor.RESUME,
            "the payment's workflow is started again",
            first=_minutes(5),  # no workflow of it is at work any more (handlers.domain.workflows)
            step=_minutes(5),
            longest=_minutes(60),
            tries=48,
            looks=2_000,
            slot=timedelta(seconds=60),
        ),
        Terms(
            OpenFor.HOLD,
            "the payment's workflow is started, which reverses what nobody asked to capture",
            first=timedelta(0),
            step=_minutes(5),
            longest=_minutes(60),
            tries=48,
            looks=2_000,
            slot=timedelta(seconds=60),
        ),
        Terms(
            OpenFor.TELL,
            "the change is published: the region that wrote it did not",
            first=_minutes(5),
            step=_minutes(5),
            longest=_minutes(60),
            tries=48,
            looks=2_000,
            slot=timedelta(seconds=60),
        ),
        Terms(
            OpenFor.PAY_OUT,
            "the processor is asked whether it paid out",
            first=timedelta(0),
            step=_minutes(60),
            longest=_minutes(480),
            tries=60,
            looks=12_800,
            slot=timedelta(seconds=120),
        ),
    )
}


def open_for(payment: Payment) -> OpenFor | None:
    """Return what the payment itself is open for; None at rest. Requested refunds and changes that are to be
    told are open by themselves.
    """
    if not payment.is_open:
        return None
    if payment.state is State.IN_DOUBT:
        return OpenFor.DOUBT
    if payment.is_held:
        return OpenFor.HOLD
    return OpenFor.PAY_OUT if payment.state is State.CAPTURED else OpenFor.RESUME


def rounds(payment: Payment) -> int:
    """Return how many rounds a payment made beyond a straight life: in doubt, and to be asked for again.

    They count as tries: one that goes round in circles is looked at less and less, and ends as well.
    """
    return max(0, payment.version - _STRAIGHT - _STRAIGHT_REFUND * len(payment.refunds)) // _ROUND


def goes_round(rounds_made: int) -> bool:
    """Tell whether a payment came round too often to be looked at again within seconds."""
    return rounds_made > _MOST_QUICK


def due_at(payment: Payment, kind: OpenFor) -> datetime:
    """Return when a payment that has just been changed is first looked at."""
    terms = TERMS[kind]
    if kind is OpenFor.HOLD and payment.capture_before:
        return payment.capture_before
    if kind is OpenFor.PAY_OUT or (kind is OpenFor.REFUND and payment.state not in MAY_REFUND):
        return payment.updated_at + timedelta(days=payment.payout_days)
    tries = rounds(payment)
    return payment.updated_at + (max(terms.first, terms.wait(tries)) if tries else terms.first)
