"""What GET asks of payments: every region tells what it knows of a merchant's. What has not reached it yet is
asked of the region that acts for the merchant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from handlers.adapters.runtime import api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.errors import PaymentError
from handlers.domain.merchant import Merchant
from handlers.domain.payment import Payment
from handlers.domain.ports import Clock, Telemetry
from handlers.domain.problems import NOT_FOUND, Problem
from handlers.domain.receipts import receipt_of, receipt_of_refund
from handlers.domain.telemetry import SUCCESS
from handlers.functions.inquiry.core import limit_in, page_body, payment_body, refund_body
from handlers.functions.inquiry.cursor import cursor_of, position_in
from handlers.functions.inquiry.spec import SPEC
from handlers.functions.refusals import refusal
from handlers.functions.requests import fencing_token_for, merchant_of, payment_of
from handlers.stores.items import text_of
from handlers.stores.listing import Listing
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
    listing: Listing
    merchants: Merchants
    regional_urls: Mapping[str, str]


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Tell what a path of the document stands for."""
    try:
        merchant = merchant_of(request, ports.merchants)
        found = _found(request, merchant, ports)
        if found is None:
            _ask_elsewhere(request, merchant, ports)
            raise Problem(NOT_FOUND)
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return answer(200, found)


def _found(request: ApiRequest, merchant: Merchant, ports: Ports) -> Mapping[str, Any] | None:
    if request.resource == "/payments":
        limit, after = limit_in(request.query), position_in(request.query)
        page = ports.listing.page(merchant.id, limit=limit, after=after)
        for payment_id in page.unreadable:
            ports.telemetry.event("unreadable", payment_id=payment_id)
        latest = [each for each in page.payments if not _is_superseded(each, ports)]
        return page_body(latest, cursor_of(page.end), text_of)
    payment = payment_of(request, merchant, ports.payments)
    if payment is None:
        return None
    return _body_of(payment, request.resource, request.path_parameters.get("refund_id", ""))


def _is_superseded(payment: Payment, ports: Ports) -> bool:
    """Tell whether a later owner has made the same payment: that one stands elsewhere in the list. Nobody can
    have where the home region was never taken over since.
    """
    now = ports.owners.epoch(payment.home_region, ports.clock.now())
    return payment.epoch < now and ports.payments.has_later_owner(payment)


def _body_of(payment: Payment, resource: str, refund_id: str) -> Mapping[str, Any] | None:
    match resource:
        case "/payments/{payment_id}":
            return payment_body(payment, text_of)
        case "/payments/{payment_id}/refunds/{refund_id}":
            refund = payment.refund(refund_id)
            return refund_body(refund, text_of) if refund else None
        case "/payments/{payment_id}/receipt":
            return receipt_of(payment)
        case "/payments/{payment_id}/refunds/{refund_id}/receipt":
            return receipt_of_refund(payment, refund_id)
    return None


def _ask_elsewhere(request: ApiRequest, merchant: Merchant, ports: Ports) -> None:
    """Raise what sends the caller to the region that acts for the merchant, where it is not this one."""
    path = request.resource
    for name, value in request.path_parameters.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    fencing_token_for(merchant.home_region, path, ports.owners, ports.regional_urls, ports.clock.now())


handler = api(SPEC, handle, Ports)
