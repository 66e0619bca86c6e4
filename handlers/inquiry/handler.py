"""GET /payments/{payment_id}: every region tells what it knows of a merchant's payment."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.adapters.runtime import Environment, api
from handlers.inquiry.core import told
from handlers.inquiry.spec import SPEC
from handlers.requests import merchant_of, payment_of, refusal
from handlers.shared.api import ApiRequest, ApiResponse, answer
from handlers.shared.errors import PaymentError
from handlers.shared.ports import Telemetry
from handlers.shared.telemetry import SUCCESS
from handlers.stores.items import text_of
from handlers.stores.merchants import Merchants
from handlers.stores.payments import Payments


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    telemetry: Telemetry
    payments: Payments
    merchants: Merchants


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Tell the state of a payment."""
    try:
        merchant = merchant_of(request, ports.merchants)
        payment = payment_of(request, merchant, ports.payments)
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return answer(200, told(payment, text_of))


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        telemetry=environment.telemetry(),
        payments=environment.payments(),
        merchants=environment.merchants(),
    )


handler = api(SPEC, handle, wire)
