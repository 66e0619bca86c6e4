"""A region with the demo merchant, and requests to it as API Gateway hands them over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handlers.domain.api import ApiRequest, ApiResponse
from handlers.functions.capture_request import handler as capture_request
from handlers.functions.health import handler as health
from handlers.functions.ingest import handler as ingest
from handlers.functions.inquiry import handler as inquiry
from handlers.functions.refund_request import handler as refund_request
from handlers.local import demo
from handlers.local.in_memory import ManualClock
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region

PAYMENT: Mapping[str, Any] = json.loads(
    (Path(demo.__file__).parent / "payment.json").read_text(encoding="utf-8")
)
KEY = "order-1001-try-1"
NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


def changed(pointer: str, value: object) -> dict[str, Any]:
    """The payment with another value at a JSON pointer."""
    body = deepcopy(dict(PAYMENT))
    *path, name = pointer.split("/")[1:]
    place = body
    for step in path:
        place = place[step]
    place[name] = value
    return body


class ApiClient:
    """Calls the functions of one region, which is alone unless `home_regions` says otherwise."""

    def __init__(self, name: str = demo.REGION, *, home_regions: tuple[str, ...] = ()) -> None:
        self.clock = ManualClock(NOW)
        self.processor = SimulatedProcessor()
        self.region = Region(name, self.clock, self.processor, home_regions=home_regions)
        self.region.regional_urls = {}
        demo.seed(self.region.ledger)

    def pay(self, body: object = PAYMENT, *, key: str = KEY, caller: str = demo.CALLER) -> ApiResponse:
        """POST /payments; a text is sent as it is."""
        return ingest.handle(_request(body, key, caller), self.region.ports(ingest.Ports))

    def refund(
        self, payment_id: str, body: object, *, key: str = "refund-1", caller: str = demo.CALLER
    ) -> ApiResponse:
        """POST /payments/{payment_id}/refunds."""
        request = _request(body, key, caller, payment_id=payment_id)
        return refund_request.handle(request, self.region.ports(refund_request.Ports))

    def command(
        self, payment_id: str, command: str, body: object = "{}", *, caller: str = demo.CALLER
    ) -> ApiResponse:
        """POST /payments/{payment_id}/capture, or /cancel."""
        request = _request(body, "", caller, f"/payments/{{payment_id}}/{command}", payment_id=payment_id)
        return capture_request.handle(request, self.region.ports(capture_request.Ports))

    def ask(self, payment_id: str, *, caller: str = demo.CALLER) -> ApiResponse:
        """GET /payments/{payment_id}."""
        return self.get("/payments/{payment_id}", caller=caller, payment_id=payment_id)

    def get(
        self,
        resource: str,
        query: Mapping[str, str] | None = None,
        *,
        caller: str = demo.CALLER,
        **path_parameters: str,
    ) -> ApiResponse:
        """GET a path of the document."""
        request = ApiRequest("GET", path_parameters, {}, "", caller, resource, query or {})
        return inquiry.handle(request, self.region.ports(inquiry.Ports))

    def health(self) -> ApiResponse:
        """GET /health."""
        return health.handle(ApiRequest("GET", {}, {}, "", ""), self.region.ports(health.Ports))

    def told(self) -> str:
        """All that telemetry heard."""
        return repr(list(self.region.telemetry.told))


def said(response: ApiResponse) -> dict[str, Any]:
    """The body of an answer."""
    body: dict[str, Any] = json.loads(response.body)
    return body


def problem(response: ApiResponse) -> tuple[int, str]:
    """Status and type of a problem."""
    return response.status, said(response)["type"].removeprefix("/problems/")


def _request(body: object, key: str, caller: str, resource: str = "", **path_parameters: str) -> ApiRequest:
    text = body if isinstance(body, str) else json.dumps(body)
    headers = {"content-type": "application/json", "idempotency-key": key}
    return ApiRequest("POST", path_parameters, headers, text, caller, resource)
