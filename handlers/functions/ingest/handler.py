"""POST /payments: the function through which card data comes in, and does not go any further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from handlers.adapters.runtime import api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.body import body_of
from handlers.domain.errors import PaymentError
from handlers.domain.payment import Change, Payment, payment_id_of
from handlers.domain.ports import Clock, Processor, StateMachine, Telemetry, Tokens
from handlers.domain.problems import KEY_IN_FLIGHT, THROTTLED, Problem, key_reused
from handlers.domain.telemetry import SUCCESS
from handlers.functions.ingest.core import Intake, check, fingerprint, order_in
from handlers.functions.ingest.spec import SPEC
from handlers.functions.refusals import refusal
from handlers.functions.requests import (
    check_idempotency_key,
    fencing_token_for,
    idempotency_key_of,
    merchant_of,
)
from handlers.functions.starting import start
from handlers.stores.items import text_of
from handlers.stores.keys_in_flight import KeyInFlightError, KeyReusedError, KeysInFlight
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.rates import Rates
from handlers.stores.vault import Vault


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `capture_within` is for how long money may wait for its merchant."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    merchants: Merchants
    keys_in_flight: KeysInFlight
    vault: Vault
    tokens: Tokens
    processor: Processor
    rates: Rates
    payment_workflow: StateMachine
    regional_urls: Mapping[str, str]
    capture_within: timedelta


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Take the payment of a request, once for its key."""
    try:
        return _accepted(_payment(request, ports))
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)


def _payment(request: ApiRequest, ports: Ports) -> Payment:
    merchant = merchant_of(request, ports.merchants)
    key = idempotency_key_of(request)
    if not ports.rates.admits(merchant, key, ports.clock.now()):
        raise Problem(THROTTLED)
    order = order_in(body_of(request, "PaymentRequest"))
    home = merchant.home_region
    by = fencing_token_for(home, "/payments", ports.owners, ports.regional_urls, ports.clock.now())
    payment_id = payment_id_of(merchant.id, key)
    made_of = fingerprint(order, ports.tokens.tokens(order.secret))
    known = ports.payments.load(payment_id)
    if known is None:
        check_idempotency_key(key, order.card.number)
        check(order, by.at.date())
        known = _made(Intake(payment_id, merchant, order, made_of, by, ports.capture_within), ports)
    if not made_of.matches(known.request_hash):
        raise key_reused(payment_id)
    if known.home_region == home:  # one that was made before its merchant moved is its own home's
        ports.payments.inherit(known, by)
    return known


def _made(intake: Intake, ports: Ports) -> Payment:
    """Make the payment, or return the one that another request has made meanwhile."""
    try:
        ports.keys_in_flight.begin(intake.payment_id, intake.fingerprint.everywhere, intake.by.at)
    except KeyInFlightError:
        raise Problem(KEY_IN_FLIGHT) from None
    except KeyReusedError:
        raise key_reused(intake.payment_id) from None
    known = ports.payments.load(intake.payment_id)
    if known:  # committed between the first look and the claim
        return known
    try:
        subjects = intake.order.subjects(ports.tokens.tokens)
        exchange = ports.processor.exchange(intake.order.card, key=intake.exchange_key)
        payer_kept = ports.vault.put(
            intake.payment_id,
            intake.order.payer(exchange, subjects),
            intake.by.at,
            home_region=intake.merchant.home_region,
        )
    except PaymentError:
        ports.keys_in_flight.release(intake.payment_id, intake.fingerprint.everywhere, intake.by.at)
        raise
    # From here on the claim ends by itself: a commit without an answer may still come true.
    payment = intake.payment(
        card_token=subjects.cards[0], card_reference=exchange.reference, payer_kept=payer_kept
    )
    ports.payments.commit(Change(None, payment, intake.by.until))
    ports.telemetry.event("received", payment_id=payment.id, state=str(payment.state))
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    start(
        ports.payment_workflow,
        payment.id,
        name=payment.id,
        telemetry=ports.telemetry,
        stage=SPEC.name,
    )
    return payment


def _accepted(payment: Payment) -> ApiResponse:
    """The answer for good: it tells how the payment began, whatever has become of it."""
    url = f"/payments/{payment.id}"
    body = {
        "payment_id": payment.id,
        "state": "received",
        "amount_minor": payment.money.minor,
        "currency": payment.money.currency,
        "created_at": text_of(payment.created_at),
        **({"capture_before": text_of(payment.capture_before)} if payment.capture_before else {}),
        "status_url": url,
    }
    return answer(202, body, headers={"Location": url})


handler = api(SPEC, handle, Ports)
