"""The refund's step: carries one requested refund out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.payment import FencingToken, Payment, Refund, RefundStatus, State
from handlers.domain.ports import Clock, Processor, Receipts, StateMachine, Telemetry
from handlers.domain.processing import NoAnswer, Outcome, applied, refund_refused
from handlers.domain.telemetry import DECLINE, SUCCESS
from handlers.functions.refund.core import doubtful, due, instruction, outcome, was_taken
from handlers.functions.refund.spec import SPEC
from handlers.functions.starting import look_soon
from handlers.functions.steps import answer, ask, payment_in, report_differences, resolve, write_receipts
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
    receipts: Receipts


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Carry out the oldest requested refund of the payment of `event`."""
    payment = payment_in(event, ports.payments)
    refund = due(payment)
    if refund is None:
        return answer(payment)
    by = ports.owners.fencing_token(payment.home_region, ports.clock.now())
    result = _carried_out(payment, refund, by, ports)
    change = applied(payment, result, by)
    write_receipts(change.after, ports.receipts)
    ports.payments.commit(change)
    report_differences(change, ports.telemetry, stage=SPEC.name)
    look_soon(change.after, workflow=ports.doubt_workflow, telemetry=ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(DECLINE if result.target is State.IN_DOUBT else SUCCESS, stage=SPEC.name)
    return answer(change.after)


def _carried_out(payment: Payment, refund: Refund, by: FencingToken, ports: Ports) -> Outcome:
    if not was_taken(payment):
        return refund_refused(payment, refund)
    reply = ask(ports.processor, instruction(payment, refund))
    known = resolve(doubtful(payment, refund), ports.processor, by) if reply == NoAnswer("mismatch") else None
    if known and known.refund and known.refund.status is not RefundStatus.REQUESTED:
        return known
    return outcome(payment, refund, reply)


handler = workflow_step(SPEC, handle, Ports)
