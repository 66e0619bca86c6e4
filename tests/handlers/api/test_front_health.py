"""Health behind a load balancer: told to anybody, by a function that may read who acts and nothing else."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from handlers.adapters.incoming import balanced_request
from handlers.domain.errors import StoreUnavailableError
from handlers.functions.front_health.handler import Ports, handle, handler
from handlers.functions.front_health.spec import SPEC
from handlers.functions.health.spec import SPEC as HEALTH
from tests.handlers.api.client import ApiClient
from tests.handlers.api.test_front import event


def sent() -> dict[str, Any]:
    return event("GET", "/health", None, authorization=[])


def test_it_is_told_to_anybody() -> None:
    answered = handle(balanced_request(sent()), ApiClient().region.ports(Ports))
    assert (answered.status, json.loads(answered.body)) == (200, {"status": "ok"})


def test_a_region_that_cannot_read_its_ledger_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = ApiClient().region.ports(Ports)

    def fails(*_: object) -> None:
        raise StoreUnavailableError("the ledger does not answer")

    monkeypatch.setattr(type(ports.owners), "said", fails)
    assert handle(balanced_request(sent()), ports).status == 503


def test_it_may_do_what_health_may_and_fails_without_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (SPEC.grants, SPEC.environment, SPEC.timeout_seconds) == (
        HEALTH.grants,
        HEALTH.environment,
        HEALTH.timeout_seconds,
    )
    assert not SPEC.handles_personal_data
    monkeypatch.delenv("LEDGER_TABLE", raising=False)
    assert handler(sent(), SimpleNamespace(aws_request_id="1"))["statusCode"] == 500
