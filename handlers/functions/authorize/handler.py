"""The workflow's third step: screened to authorized, declined, or in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.payment import FencingToken, Payment, PendingCommand, State
from handlers.domain.ports import Clock, Processor, StateMachine, Telemetry
from handlers.domain.processing import CANCELLED, NoAnswer, Outcome, applied
from handlers.domain.telemetry import DECLINE, SUCCESS
from handlers.functions.authorize.core import instruction, outcome
from handlers.functions.authorize.spec import SPEC
from handlers.functions.starting import look_soon
from handlers.functions.steps import answer, ask, payment_in, report_differences, resolve, reverse
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    processor: Processor
    doubt_workflow: StateMachine


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Authorize the payment of `event`."""
    payment = payment_in(event, ports.payments)
    if payment.state is not State.SCREENED:
        return answer(payment)
    by = ports.owners.fencing_token(payment.home_region, ports.clock.now())
    result = _asked(payment, by, ports)
    change = applied(payment, result, by)
    ports.payments.commit(change)
    report_differences(change, ports.telemetry, stage=SPEC.name)
    look_soon(change.after, workflow=ports.doubt_workflow, telemetry=ports.telemetry, stage=SPEC.name)
    went_on = result.target in (State.AUTHORIZED, State.CAPTURED)
    ports.telemetry.count(SUCCESS if went_on else DECLINE, stage=SPEC.name)
    return answer(change.after)


def _asked(payment: Payment, by: FencingToken, ports: Ports) -> Outcome:
    """Have the money reserved; one that is cancelled is reversed, since another run may have asked for it."""
    if payment.command is PendingCommand.CANCEL:
        return reverse(payment, CANCELLED, ports.processor, by)
    reply = ask(ports.processor, instruction(payment))
    known = resolve(payment, ports.processor, by) if reply == NoAnswer("mismatch") else None
    return known or outcome(reply)


handler = workflow_step(SPEC, handle, Ports)
