"""POST /payments/{payment_id}/refunds: asks for a refund, once for its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.adapters.runtime import api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.body import body_of
from handlers.domain.errors import PaymentError
from handlers.domain.payment import MAY_REFUND, FencingToken, Payment, Refund, move, refund_id_of
from handlers.domain.ports import Clock, StateMachine, Telemetry
from handlers.domain.telemetry import SUCCESS
from handlers.functions.refund_request.core import refund_asked
from handlers.functions.refund_request.spec import SPEC
from handlers.functions.refusals import refusal
from handlers.functions.requests import (
    check_idempotency_key,
    idempotency_key_of,
    merchant_of,
    payment_to_write,
)
from handlers.functions.starting import start
from handlers.stores.items import text_of
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    merchants: Merchants
    refund_workflow: StateMachine
    regional_urls: Mapping[str, str]


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Take the refund of a request."""
    try:
        merchant = merchant_of(request, ports.merchants)
        key = idempotency_key_of(request)
        asked_minor = body_of(request, "RefundRequest").get("amount_minor")
        payment, by = payment_to_write(request, merchant, "refunds", ports)
        refund = refund_asked(payment, refund_id_of(payment.id, key), asked_minor, by.at)
        if not payment.refund(refund.id):
            check_idempotency_key(key)
            _request(payment, refund, by, ports)
        else:
            ports.payments.inherit(payment, by)
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    return _accepted(payment, refund)


def _request(payment: Payment, refund: Refund, by: FencingToken, ports: Ports) -> None:
    ports.payments.commit(move(payment, payment.state, by, refund=refund))
    ports.telemetry.event("refund_requested", payment_id=payment.id, state=str(payment.state))
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    if payment.state in MAY_REFUND:  # one that is not paid out yet is refunded when it is
        start(
            ports.refund_workflow,
            payment.id,
            name=refund.id,
            telemetry=ports.telemetry,
            stage=SPEC.name,
        )


def _accepted(payment: Payment, refund: Refund) -> ApiResponse:
    """The answer for good: it tells how the refund began, whatever has become of it."""
    url = f"/payments/{payment.id}"
    body = {
        "refund_id": refund.id,
        "payment_id": payment.id,
        "status": "requested",
        "amount_minor": refund.money.minor,
        "currency": refund.money.currency,
        "requested_at": text_of(refund.requested_at),
        "status_url": url,
    }
    return answer(202, body, headers={"Location": url})


handler = api(SPEC, handle, Ports)
