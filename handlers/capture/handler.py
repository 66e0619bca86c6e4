"""The workflow's fourth step: authorized to captured; reversed where the capture is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import Environment, workflow_step
from handlers.capture.core import after_capture, after_reversal, capture_instruction, reverse_instruction
from handlers.capture.spec import SPEC
from handlers.shared.payment import State
from handlers.shared.ports import Answer, Clock, Processor, Telemetry
from handlers.shared.processing import applied
from handlers.shared.telemetry import DECLINE, SUCCESS
from handlers.steps import answer, ask, payment_in
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


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Capture the payment of `event`."""
    payment = payment_in(event, ports.payments)
    if payment.state is not State.AUTHORIZED:
        return answer(payment)
    by = ports.owners.stamp(payment.home_region, ports.clock.now())
    outcome = after_capture(payment, ask(ports.processor, capture_instruction(payment)))
    if isinstance(outcome, Answer):
        outcome = after_reversal(outcome, ask(ports.processor, reverse_instruction(payment)))
    change = applied(payment, outcome, by)
    ports.payments.commit(change)
    ports.telemetry.count(SUCCESS if outcome.target is State.CAPTURED else DECLINE, stage=SPEC.name)
    return answer(change.after)


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        clock=environment.clock(),
        telemetry=environment.telemetry(),
        owners=environment.owners(),
        payments=environment.payments(),
        processor=environment.processor(),
    )


handler = workflow_step(SPEC, handle, wire)
