"""GET /health: whether the region can answer, for those who send traffic to it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.adapters.runtime import Environment, api
from handlers.domain.api import ApiRequest, ApiResponse, answer
from handlers.domain.errors import PaymentError
from handlers.domain.ports import Telemetry
from handlers.functions.health.core import WELL
from handlers.functions.health.spec import SPEC
from handlers.functions.requests import refusal
from handlers.stores.owners import Owners


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    telemetry: Telemetry
    owners: Owners


def handle(_: ApiRequest, ports: Ports) -> ApiResponse:
    """Read one item of the ledger: what every payment needs first."""
    try:
        ports.owners.read()
    except PaymentError as error:
        return refusal(error, ports.telemetry, stage=SPEC.name)
    return answer(200, WELL)


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(telemetry=environment.telemetry(), owners=environment.owners())


handler = api(SPEC, handle, wire)
