"""Starts workflows for what is already in the ledger: one that does not start is no error."""

from __future__ import annotations

from handlers.domain.errors import PaymentError
from handlers.domain.payment import Payment, State
from handlers.domain.ports import StateMachine, Telemetry
from handlers.domain.telemetry import UNSTARTED
from handlers.domain.worklists import goes_round, rounds


def start(workflow: StateMachine, payment_id: str, *, name: str, telemetry: Telemetry, stage: str) -> None:
    """Start the work on what was taken. It is taken, whether this succeeds or the sweep has to do it."""
    try:
        workflow.start(payment_id, name=name)
    except PaymentError:
        telemetry.count(UNSTARTED, stage=stage)


def look_soon(payment: Payment, *, workflow: StateMachine, telemetry: Telemetry, stage: str) -> None:
    """Have the doubt that a step left a payment in resolved soon, before the sweep has to.

    What the processor does not answer to again and again is left to the sweep, which waits longer each time.
    """
    if payment.state is State.IN_DOUBT and not goes_round(rounds(payment)):
        start(
            workflow,
            payment.id,
            name=f"{payment.id}-{payment.epoch}-{payment.version}",
            telemetry=telemetry,
            stage=stage,
        )
