"""Every method and path of the OpenAPI document in one function, for load balancers, which call one for each
path at the most: what the functions of the API do, each with its own ports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from handlers.adapters.runtime import balanced
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.ports import Clock, Processor, StateMachine, Telemetry, Tokens
from handlers.domain.problems import NOT_FOUND, Problem
from handlers.domain.routes import function_of
from handlers.functions.capture_request import handler as capture_request
from handlers.functions.front.spec import SPEC
from handlers.functions.health import handler as health
from handlers.functions.ingest import handler as ingest
from handlers.functions.inquiry import handler as inquiry
from handlers.functions.refund_request import handler as refund_request
from handlers.stores.keys_in_flight import KeysInFlight
from handlers.stores.listing import Listing
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.rates import Rates
from handlers.stores.vault import Vault


@dataclass(frozen=True, slots=True)
class Ports:
    """What the functions that it answers for need of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    listing: Listing
    merchants: Merchants
    keys_in_flight: KeysInFlight
    vault: Vault
    tokens: Tokens
    processor: Processor
    rates: Rates
    payment_workflow: StateMachine
    refund_workflow: StateMachine
    regional_urls: Mapping[str, str]
    capture_within: timedelta


def handle(request: ApiRequest, ports: Ports) -> ApiResponse:
    """Answer as the function does that the document names."""
    match function_of(request.method, request.resource):
        case "health":
            return health.handle(request, health.Ports(ports.clock, ports.telemetry, ports.owners))
        case "ingest":
            return ingest.handle(request, _of_ingest(ports))
        case "inquiry":
            return inquiry.handle(request, _of_inquiry(ports))
        case "capture_request":
            return capture_request.handle(request, _of_capture_request(ports))
        case "refund_request":
            return refund_request.handle(request, _of_refund_request(ports))
        case _:
            return Problem(NOT_FOUND).response()


def _of_ingest(ports: Ports) -> ingest.Ports:
    return ingest.Ports(
        clock=ports.clock,
        telemetry=ports.telemetry,
        owners=ports.owners,
        payments=ports.payments,
        merchants=ports.merchants,
        keys_in_flight=ports.keys_in_flight,
        vault=ports.vault,
        tokens=ports.tokens,
        processor=ports.processor,
        rates=ports.rates,
        payment_workflow=ports.payment_workflow,
        regional_urls=ports.regional_urls,
        capture_within=ports.capture_within,
    )


def _of_inquiry(ports: Ports) -> inquiry.Ports:
    return inquiry.Ports(
        clock=ports.clock,
        telemetry=ports.telemetry,
        owners=ports.owners,
        payments=ports.payments,
        listing=ports.listing,
        merchants=ports.merchants,
        regional_urls=ports.regional_urls,
    )


def _of_capture_request(ports: Ports) -> capture_request.Ports:
    return capture_request.Ports(
        clock=ports.clock,
        telemetry=ports.telemetry,
        owners=ports.owners,
        payments=ports.payments,
        merchants=ports.merchants,
        payment_workflow=ports.payment_workflow,
        regional_urls=ports.regional_urls,
    )


def _of_refund_request(ports: Ports) -> refund_request.Ports:
    return refund_request.Ports(
        clock=ports.clock,
        telemetry=ports.telemetry,
        owners=ports.owners,
        payments=ports.payments,
        merchants=ports.merchants,
        refund_workflow=ports.refund_workflow,
        regional_urls=ports.regional_urls,
    )


handler = balanced(SPEC, handle, Ports)
