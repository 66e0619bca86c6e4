"""The API behind a load balancer that API Gateway alone calls: it names who signed, and nobody else does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

import pytest

from handlers.adapters.incoming import forwarded_request
from handlers.domain.api import CALLER_HEADER
from handlers.functions.front import handler as front
from handlers.functions.front.spec import SPEC as FRONT
from handlers.functions.private_front.handler import handler
from handlers.functions.private_front.spec import SPEC
from handlers.local.demo import CALLER
from tests.handlers.api.client import ApiClient
from tests.handlers.api.test_front import event, token

SESSION: Final = "arn:aws:sts::111122223333:assumed-role/shop/one,two@example"


def asked(*callers: str) -> int:
    client = ApiClient()
    sent = event(authorization=[token({"sub": "merchant-1001"})], **{CALLER_HEADER: list(callers)})
    return front.handle(forwarded_request(sent), client.region.ports(front.Ports)).status


def test_whom_api_gateway_names_is_served() -> None:
    assert asked(CALLER) == 202


@pytest.mark.parametrize(
    "callers",
    [(), ("",), (f"token:{CALLER}",), (CALLER, CALLER), (SESSION, CALLER), (f"{SESSION},{CALLER}",), ("x",)],
)
def test_without_exactly_one_name_nobody_is_served(callers: tuple[str, ...]) -> None:
    assert asked(*callers) == 403


def test_a_role_is_named_without_its_session_whatever_that_holds() -> None:
    sent = event(**{CALLER_HEADER: [SESSION]})
    assert forwarded_request(sent).caller == "arn:aws:sts::111122223333:assumed-role/shop"


def test_it_may_do_what_the_front_may_and_fails_without_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (SPEC.grants, SPEC.environment) == (FRONT.grants, FRONT.environment)
    assert SPEC.handles_personal_data
    monkeypatch.delenv("LEDGER_TABLE", raising=False)
    assert handler(event(), SimpleNamespace(aws_request_id="1"))["statusCode"] == 500
