"""The last step of a payment: the merchant has the receipt as soon as the money is taken.

What fails here is made good before the payment comes to rest (handlers.domain.receipts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.ports import Receipts, Telemetry
from handlers.domain.telemetry import SUCCESS
from handlers.functions.receipt.spec import SPEC
from handlers.functions.steps import answer, payment_in, write_receipts
from handlers.stores.payments import Payments


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    telemetry: Telemetry
    payments: Payments
    receipts: Receipts


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Write the receipts of the payment of `event`."""
    payment = payment_in(event, ports.payments)
    write_receipts(payment, ports.receipts)
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return answer(payment)


handler = workflow_step(SPEC, handle, Ports)
