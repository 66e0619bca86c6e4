"""The workflow's fourth step: authorized to captured; reversed where that is refused, comes too late, or is
not wanted any more. What waits for its merchant is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.payment import FencingToken, Payment, State
from handlers.domain.ports import Clock, Processor, StateMachine, Telemetry
from handlers.domain.processing import Outcome, applied
from handlers.domain.telemetry import DECLINE, SUCCESS
from handlers.functions.capture.core import given_up_for, instruction, may_capture, outcome, unknown, waits
from handlers.functions.capture.spec import SPEC
from handlers.functions.starting import look_soon
from handlers.functions.steps import answer, ask, payment_in, report_differences, resolve, reverse
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `capture_patience` is how long a capture may be in doubt."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    processor: Processor
    doubt_workflow: StateMachine
    capture_patience: timedelta


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Capture the payment of `event`."""
    payment = payment_in(event, ports.payments)
    if payment.state is not State.AUTHORIZED:
        return answer(payment)
    now = ports.clock.now()
    if waits(payment, now):
        return answer(payment)
    by = ports.owners.fencing_token(payment.home_region, now)
    result = _asked(payment, by, ports) or unknown()
    change = applied(payment, result, by)
    ports.payments.commit(change)
    report_differences(change, ports.telemetry, stage=SPEC.name)
    look_soon(change.after, workflow=ports.doubt_workflow, telemetry=ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(SUCCESS if result.target is State.CAPTURED else DECLINE, stage=SPEC.name)
    return answer(change.after)


def _asked(payment: Payment, by: FencingToken, ports: Ports) -> Outcome | None:
    """Have the money taken, or reversed where that is refused, comes too late, or is not wanted any more."""
    reason = given_up_for(payment)
    if reason:
        return reverse(payment, reason, ports.processor, by)
    if may_capture(payment, by.at, ports.capture_patience):
        result = outcome(payment, ask(ports.processor, instruction(payment)))
        if result:
            return result
    return resolve(payment, ports.processor, by, ports.capture_patience)


handler = workflow_step(SPEC, handle, Ports)
