"""POST /payments/{payment_id}/capture and .../cancel: what a merchant wants done with money that is reserved.

Once by nature: a payment is captured at most once, and what was asked for before is answered as it was then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.adapters.runtime import api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.body import body_of
from handlers.domain.errors import PaymentError
from handlers.domain.payment import FencingToken, Payment, PendingCommand, move
from handlers.domain.ports import Clock, StateMachine, Telemetry
from handlers.domain.telemetry import SUCCESS
from handlers.functions.capture_request.core import is_new
from handlers.functions.capture_request.spec import SPEC
from handlers.functions.refusals import refusal
from handlers.functions.requests import merchant_of, payment_to_write
from handlers.functions.starting import start
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments

_COMMANDS: Final = {
    "/payments/{payment_id}/capture": PendingCommand.CAPTURE,
    "/payments/{payment_id}/cancel": PendingCommand.CANCEL,
}


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    merchants: Merchants
    payment_workflow: StateMachine
    regional_urls: Mapping[str, str]


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Take what a merchant commands."""
    try:
        merchant = merchant_of(request, ports.merchants)
        body_of(request, "NothingMore")
        command = _COMMANDS[request.resource]
        payment, by = payment_to_write(request, merchant, str(command), ports)
        if is_new(payment, command, by.at):
            _take(payment, command, by, ports)
        else:
            ports.payments.inherit(payment, by)
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    return _accepted(payment, command)


def _take(payment: Payment, command: PendingCommand, by: FencingToken, ports: Ports) -> None:
    changed = move(payment, payment.state, by, command=command, asked=(*payment.asked, command))
    ports.payments.commit(changed)
    ports.telemetry.event(f"{command}_requested", payment_id=payment.id, state=str(payment.state))
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    start(
        ports.payment_workflow,
        payment.id,
        name=f"{payment.id}-{by.epoch}-{changed.after.version}",
        telemetry=ports.telemetry,
        stage=SPEC.name,
    )


def _accepted(payment: Payment, command: PendingCommand) -> ApiResponse:
    url = f"/payments/{payment.id}"
    body = {"payment_id": payment.id, "requested": str(command), "status_url": url}
    return answer(202, body, headers={"Location": url})


handler = api(SPEC, handle, Ports)
