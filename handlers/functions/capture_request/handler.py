"""POST /payments/{payment_id}/capture and .../cancel: what a merchant wants done with money that is reserved.

Once by nature: a payment is captured at most once, and what was asked for before is answered as it was then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.adapters.runtime import Environment, api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.body import body_of
from handlers.domain.errors import PaymentError
from handlers.domain.events import Workflow
from handlers.domain.payment import Payment, Stamp, Wish, move
from handlers.domain.ports import Clock, Telemetry, Workflows
from handlers.domain.telemetry import SUCCESS
from handlers.functions.capture_request.core import is_new
from handlers.functions.capture_request.spec import SPEC
from handlers.functions.requests import (
    merchant_of,
    payment_to_write,
    refusal,
)
from handlers.functions.starting import start
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments

_WISHES: Final = {
    "/payments/{payment_id}/capture": Wish.CAPTURE,
    "/payments/{payment_id}/cancel": Wish.CANCEL,
}


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    merchants: Merchants
    workflows: Workflows
    regional_urls: Mapping[str, str]


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Take what a merchant wishes."""
    try:
        merchant = merchant_of(request, ports.merchants)
        body_of(request, "NothingMore")
        wish = _WISHES[request.resource]
        payment, by = payment_to_write(request, merchant, str(wish), ports)
        if is_new(payment, wish, by.at):
            _take(payment, wish, by, ports)
        else:
            ports.payments.inherit(payment, by)
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    return _accepted(payment, wish)


def _take(payment: Payment, wish: Wish, by: Stamp, ports: Ports) -> None:
    wished = move(payment, payment.state, by, wish=wish, asked=(*payment.asked, wish))
    ports.payments.commit(wished)
    ports.telemetry.event(f"{wish}_requested", payment_id=payment.id, state=str(payment.state))
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    start(
        Workflow.PAYMENT,
        payment.id,
        name=f"{payment.id}-{by.epoch}-{wished.after.version}",
        workflows=ports.workflows,
        telemetry=ports.telemetry,
        stage=SPEC.name,
    )


def _accepted(payment: Payment, wish: Wish) -> ApiResponse:
    url = f"/payments/{payment.id}"
    body = {"payment_id": payment.id, "requested": str(wish), "status_url": url}
    return answer(202, body, headers={"Location": url})


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        clock=environment.clock(),
        telemetry=environment.telemetry(),
        owners=environment.owners(),
        payments=environment.payments(),
        merchants=environment.merchants(),
        workflows=environment.workflows(),
        regional_urls=environment.regional_urls(),
    )


handler = api(SPEC, handle, wire)
