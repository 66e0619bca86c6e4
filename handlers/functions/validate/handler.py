"""The workflow's first step: received to validated, or declined; under a later epoch in doubt before that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.payment import State
from handlers.domain.ports import Clock, StateMachine, Telemetry
from handlers.domain.processing import Outcome, applied, refused
from handlers.domain.telemetry import DECLINE, SUCCESS
from handlers.functions.starting import look_soon
from handlers.functions.steps import answer, payment_in
from handlers.functions.validate.core import objection
from handlers.functions.validate.spec import SPEC
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.vault import Vault


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    merchants: Merchants
    vault: Vault
    doubt_workflow: StateMachine


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Validate the payment of `event`."""
    payment = payment_in(event, ports.payments)
    if payment.state is not State.RECEIVED:
        return answer(payment)
    now = ports.clock.now()
    by = ports.owners.fencing_token(payment.home_region, now)
    merchant = ports.merchants.get(payment.merchant_id)
    reason = objection(payment, merchant, ports.vault.get(payment.id), now.date())
    outcome = refused(reason, by) if reason else Outcome(State.VALIDATED, {})
    change = applied(payment, outcome, by)
    ports.payments.commit(change)
    look_soon(change.after, workflow=ports.doubt_workflow, telemetry=ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(DECLINE if reason else SUCCESS, stage=SPEC.name)
    return answer(change.after)


handler = workflow_step(SPEC, handle, Ports)
