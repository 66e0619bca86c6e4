"""For each function, its ports in one process and events that give it its whole work to do."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from handlers.domain.api import ApiRequest
from handlers.domain.payment import State, payment_id_of
from handlers.domain.ports import Probed
from handlers.domain.screening import ScreeningLimits
from handlers.domain.stream import StreamRecord
from handlers.local.demo import CALLER, MERCHANT, REGION, seed
from handlers.local.in_memory import LocalAlerts, LocalTelemetry, ManualClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.tallies import Tallies
from tests.handlers.functions.rotation.memory import MemoryDatabase, MemorySecrets

CARD = {"number": APPROVED, "expiry_year": 2099, "expiry_month": 1, "security_code": "123"}
PAYER = {"name": "Ada Payer", "email": "ada@example.com", "country": "US"}
BODY = json.dumps({"amount_minor": 1999, "currency": "EUR", "reference": "r", "card": CARD, "payer": PAYER})
STEPS = ("validate", "screen", "authorize", "capture", "receipt", "settle")
STREAM_BATCH = 100


def work_of(function: str, times: int) -> list[Callable[[], object]]:
    """Return calls of a function's `handle`, each with work of its own to do."""
    module = importlib.import_module(f"handlers.functions.{function}.handler")
    special = {"alert": _alert, "endpoint_health": _endpoint_health, "rotation": _rotation}
    if function in special:
        return special[function](module, times)
    return _payments(module, function, times)


def _payments(module: Any, function: str, times: int) -> list[Callable[[], object]]:
    region = Region(
        REGION,
        ManualClock(datetime(2026, 3, 1, tzinfo=UTC)),
        SimulatedProcessor(),
        limits=ScreeningLimits(
            card_payments=10**6, payer_payments=10**6, range_payments=10**6, range_alone=10**6
        ),
    )
    seed(region.ledger)
    ports = region.ports(module.Ports)
    if function in ("health", "heartbeat", "takeover", "sweep", "change_capture"):
        return [_on_its_own(module, function, region, ports, number) for number in range(times)]
    keys = [f"key-number-{number}" for number in range(times)]
    if function == "ingest":
        return [lambda key=key: module.handle(_post(key, BODY), ports) for key in keys]  # type: ignore[misc]
    before = STEPS[: STEPS.index(function)] if function in STEPS else STEPS
    if function == "capture_request":
        before = STEPS[: STEPS.index("capture")]
    events: list[Any] = []
    for key in keys:
        region.call("ingest", _post(key, BODY))
        payment_id = payment_id_of(MERCHANT, key)
        for step in before:
            region.call(step, {"payment_id": payment_id})
        asked = _post(f"refund-of-{key}", '{"amount_minor": 5}', payment_id=payment_id)
        if function == "refund":
            region.call("refund_request", asked)
        events.append(
            {
                "inquiry": ApiRequest(
                    "GET", {"payment_id": payment_id}, {}, "", CALLER, "/payments/{payment_id}"
                ),
                "refund_request": asked,
                "capture_request": replace(
                    _post("", "{}", payment_id=payment_id), resource="/payments/{payment_id}/cancel"
                ),
            }.get(function, {"payment_id": payment_id})
        )
    return [lambda event=event: module.handle(event, ports) for event in events]  # type: ignore[misc]


def _on_its_own(module: Any, function: str, region: Region, ports: Any, number: int) -> Callable[[], object]:
    if function == "health":
        return lambda: module.handle(ApiRequest("GET", {}, {}, "", ""), ports)
    if function == "heartbeat":
        return lambda: module.handle({}, ports)
    if function == "takeover":
        return lambda: module.handle({"home_region": REGION}, ports)
    region.call("ingest", _post(f"key-number-{number}", BODY))
    if function == "sweep":

        def swept() -> object:
            region.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]
            return module.handle({"untouched_seconds": 0}, ports)

        return swept
    heard = [
        {**item, "state": str(State.IN_DOUBT)}
        for item in region.ledger  # type: ignore[attr-defined]
        if str(item["sk"]).startswith("CHANGE#")
    ]
    records = [StreamRecord(str(each), None, heard[each % len(heard)]) for each in range(STREAM_BATCH)]
    return lambda: module.handle(records, ports)


def _post(key: str, body: str, **path: str) -> ApiRequest:
    return ApiRequest(
        "POST", path, {"content-type": "application/json", "idempotency-key": key}, body, CALLER
    )


def _alert(module: Any, times: int) -> list[Callable[[], object]]:
    once = SimpleNamespace(do=lambda _name, action: action() or True)
    ports = module.Ports(
        clock=ManualClock(datetime(2026, 3, 1, tzinfo=UTC)),
        alerts=LocalAlerts(),
        idempotency=once,
        tallies=Tallies(MemoryTable(), REGION),
        telemetry=LocalTelemetry(),
    )
    event = {
        "workflow": "payment",
        "payment_id": "pay_" + "a" * 32,
        "execution": "arn:aws:states:us-east-1:123456789012:execution:payment:1",
        "error": "StoreUnavailableError",
    }
    return [lambda: module.handle(event, ports)] * times


def _endpoint_health(module: Any, times: int) -> list[Callable[[], object]]:
    probe = SimpleNamespace(get=lambda _url: Probed(1.0, 200, b'{"status":"ok"}'))
    endpoints = {name: f"https://{name}.example.com/health" for name in ("one", "two")}
    ports = module.Ports(endpoints=endpoints, probe=probe, telemetry=LocalTelemetry())
    return [lambda: module.handle({}, ports)] * times


def _rotation(module: Any, times: int) -> list[Callable[[], object]]:
    arn = "arn:aws:secretsmanager:x:1:secret:db"
    logins = [
        {"engine": "postgres", "host": "db", "port": 5432, "dbname": "db", "username": name, "password": name}
        for name in ("a", "b")
    ]
    secrets = MemorySecrets(
        values={str(each): json.dumps(login) for each, login in enumerate(logins)},
        labels={"AWSPREVIOUS": "0", "AWSCURRENT": "1"},
    )
    database = MemoryDatabase({"a": "a", "b": "b"})
    ports = module.Ports(secret=arn, secrets=secrets, database=database, telemetry=LocalTelemetry())

    def whole(number: int) -> None:
        token = f"version-{number:032d}"
        secrets.labels["AWSPENDING"] = token
        for step in ("createSecret", "setSecret", "testSecret", "finishSecret"):
            module.handle({"SecretId": arn, "ClientRequestToken": token, "Step": step}, ports)

    return [lambda number=number: whole(number) for number in range(times)]  # type: ignore[misc]
