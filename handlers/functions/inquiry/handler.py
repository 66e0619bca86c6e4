"""What GET asks of payments: every region tells what it knows of a merchant's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import Environment, api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.errors import PaymentError
from handlers.domain.merchant import Merchant
from handlers.domain.ports import Telemetry
from handlers.domain.problems import NOT_FOUND, Problem
from handlers.domain.receipts import receipt_of, receipt_of_refund
from handlers.domain.telemetry import SUCCESS
from handlers.functions.inquiry.core import limit_in, told, told_of_page, told_of_refund
from handlers.functions.inquiry.cursor import cursor_of, position_in
from handlers.functions.inquiry.spec import SPEC
from handlers.functions.requests import merchant_of, payment_of, refusal
from handlers.stores.items import text_of
from handlers.stores.listing import Listing
from handlers.stores.merchants import Merchants
from handlers.stores.payments import Payments


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    telemetry: Telemetry
    payments: Payments
    listing: Listing
    merchants: Merchants


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Tell what a path of the document stands for."""
    try:
        found = _told(request, merchant_of(request, ports.merchants), ports)
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return answer(200, found)


def _told(request: ApiRequest, merchant: Merchant, ports: Ports) -> Mapping[str, Any]:
    match request.resource:
        case "/payments":
            limit, after = limit_in(request.query), position_in(request.query)
            page = ports.listing.page(merchant.id, limit=limit, after=after)
            return told_of_page(page.payments, cursor_of(page.end), text_of)
        case "/payments/{payment_id}":
            return told(payment_of(request, merchant, ports.payments), text_of)
        case "/payments/{payment_id}/refunds/{refund_id}":
            payment = payment_of(request, merchant, ports.payments)
            refund = payment.refund(request.path_parameters.get("refund_id", ""))
            if refund:
                return told_of_refund(refund, text_of)
        case "/payments/{payment_id}/receipt":
            receipt = receipt_of(payment_of(request, merchant, ports.payments))
            if receipt:
                return receipt
        case "/payments/{payment_id}/refunds/{refund_id}/receipt":
            payment = payment_of(request, merchant, ports.payments)
            receipt = receipt_of_refund(payment, request.path_parameters.get("refund_id", ""))
            if receipt:
                return receipt
    raise Problem(NOT_FOUND)


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        telemetry=environment.telemetry(),
        payments=environment.payments(),
        listing=environment.listing(),
        merchants=environment.merchants(),
    )


handler = api(SPEC, handle, wire)
