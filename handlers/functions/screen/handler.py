"""The workflow's second step: validated to screened, or declined for fraud; under a later epoch in doubt
before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.adapters.runtime import workflow_step
from handlers.domain.errors import ConfigurationError
from handlers.domain.merchant import Merchant
from handlers.domain.payment import Payment, State
from handlers.domain.ports import Clock, StateMachine, Telemetry
from handlers.domain.processing import Outcome, applied, refused
from handlers.domain.screening import ScreeningLimits, limits_of
from handlers.domain.telemetry import DECLINE, SUCCESS
from handlers.domain.velocity import Subjects
from handlers.functions.screen.core import assess
from handlers.functions.screen.spec import SPEC
from handlers.functions.starting import look_soon
from handlers.functions.steps import answer, payment_in
from handlers.stores.deny_list import DenyList
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.vault import Vault
from handlers.stores.velocity import Counters


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
    counters: Counters
    deny_list: DenyList
    limits: ScreeningLimits


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Screen the payment of `event`."""
    payment = payment_in(event, ports.payments)
    if payment.state is not State.VALIDATED:
        return answer(payment)
    now = ports.clock.now()
    by = ports.owners.fencing_token(payment.home_region, now)
    merchant, payer = ports.merchants.get(payment.merchant_id), ports.vault.get(payment.id)
    limits = _limits_for(merchant, payment, ports)
    subjects = payer.subjects if payer else ports.vault.subjects(payment.id)
    if not subjects.cards:
        subjects = Subjects(cards=(payment.card_token,))
    velocity = ports.counters.count(
        payment.id, subjects, payment.merchant_id, payment.money, payment.created_at
    )
    if velocity.range_payments > limits.range_alone:
        usual = ports.counters.usual(payment.id, payment.merchant_id, payment.created_at)
        velocity = replace(velocity, usual_payments=usual)
    assessment = assess(
        payment.money,
        merchant,
        payer,
        velocity,
        limits,
        denied=ports.deny_list.holds(subjects.cards),
    )
    passes = assessment.score < limits.refuse_from
    outcome = Outcome(State.SCREENED, {}) if passes else refused(assessment.reasons[0], by)
    scored = outcome._replace(fields={**outcome.fields, "risk_score": assessment.score})
    change = applied(payment, scored, by)
    ports.payments.commit(change)
    look_soon(change.after, workflow=ports.doubt_workflow, telemetry=ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(SUCCESS if passes else DECLINE, stage=SPEC.name)
    return answer(change.after)


def _limits_for(merchant: Merchant | None, payment: Payment, ports: Ports) -> ScreeningLimits:
    """Return the merchant's own limits, or the settings' where it has none or they cannot be read."""
    try:
        return limits_of(merchant.fraud_limits, ports.limits) if merchant else ports.limits
    except ConfigurationError:
        ports.telemetry.event("fraud_limits_unreadable", payment_id=payment.id)
        return ports.limits


handler = workflow_step(SPEC, handle, Ports)
