"""GET /health: whether the region can answer, for those who send traffic to it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.adapters.runtime import api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.errors import PaymentError
from handlers.domain.ports import Clock, Telemetry
from handlers.functions.health.core import WELL
from handlers.functions.health.spec import SPEC
from handlers.functions.refusals import refusal
from handlers.stores.owners import Owners


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners


def handle(_: ApiRequest, ports: Ports) -> ApiResponse:
    """Read what every payment needs first, as every function does: one item, and not for each request."""
    try:
        ports.owners.said(ports.clock.now())
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    return answer(200, WELL)


handler = api(SPEC, handle, Ports)
