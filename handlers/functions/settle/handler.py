"""The settlement's step: captured to settled, once the processor paid out; until then nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.payment import State
from handlers.domain.ports import Clock, Processor, Receipts, Telemetry
from handlers.domain.processing import applied
from handlers.domain.telemetry import SUCCESS
from handlers.functions.settle.core import settled
from handlers.functions.settle.spec import SPEC
from handlers.functions.steps import answer, payment_in, write_receipts
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
    receipts: Receipts


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Settle the payment of `event`."""
    payment = payment_in(event, ports.payments)
    if payment.state is not State.CAPTURED:
        return answer(payment)
    by = ports.owners.fencing_token(payment.home_region, ports.clock.now())
    if not ports.processor.is_paid_out(payment.id):
        return answer(payment)
    change = applied(payment, settled(payment), by)
    write_receipts(change.after, ports.receipts)
    ports.payments.commit(change)
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return answer(change.after)


handler = workflow_step(SPEC, handle, Ports)
