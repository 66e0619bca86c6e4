"""Starts workflows for what is already in the ledger: one that does not start is no error."""

from __future__ import annotations

from handlers.domain.errors import PaymentError
from handlers.domain.events import Workflow
from handlers.domain.payment import Payment, State
from handlers.domain.ports import Telemetry, Workflows
from handlers.domain.telemetry import UNSTARTED
from handlers.domain.worklists import goes_round, rounds


def start(  # noqa: PLR0913 (which work, and who tells of it)
    workflow: Workflow, payment_id: str, *, name: str, workflows: Workflows, telemetry: Telemetry, stage: str
) -> None:
    """Start the work on what was taken. It is taken, whether this succeeds or the sweep has to do it."""
    try:
        workflows.start(workflow, payment_id, name=name)
    except PaymentError:
        telemetry.count(UNSTARTED, stage=stage)


def look_soon(payment: Payment, *, workflows: Workflows, telemetry: Telemetry, stage: str) -> None:
    """Have the doubt that a step left a payment in resolved soon, before the sweep has to.

    What the processor does not answer to again and again is left to the sweep, which waits longer each time.
    """
    if payment.state is State.IN_DOUBT and not goes_round(rounds(payment)):
        start(
            Workflow.DOUBT,
            payment.id,
            name=f"{payment.id}-{payment.epoch}-{payment.version}",
            workflows=workflows,
            telemetry=telemetry,
            stage=stage,
        )
