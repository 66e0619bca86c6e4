"""The API behind a load balancer: the same answers, to whom the token names and to nobody else."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from handlers.adapters.incoming import balanced_answer, balanced_request
from handlers.domain.api import ApiResponse
from handlers.domain.body import document
from handlers.domain.ports import Key, Put
from handlers.domain.problems import Problem
from handlers.functions.front import handler as front
from handlers.functions.front.spec import SPEC
from handlers.local.demo import CALLER
from tests.handlers.api.client import KEY, PAYMENT, ApiClient

SUBJECT = "merchant-1001"


def token(claims: object) -> str:
    said = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"Bearer eyJhbGciOiJSUzI1NiJ9.{said}.c2lnbmVk"


def event(
    method: str = "POST",
    path: str = "/payments",
    body: object = PAYMENT,
    query: Mapping[str, list[str]] | None = None,
    **headers: list[str],
) -> dict[str, Any]:
    """What a load balancer sends that hands on every value of a header."""
    return {
        "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:::targetgroup/web/1"}},
        "httpMethod": method,
        "path": path,
        "multiValueQueryStringParameters": query or {},
        "multiValueHeaders": {
            "content-type": ["application/json"],
            "idempotency-key": [KEY],
            "authorization": [token({"sub": SUBJECT})],
            **headers,
        },
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }


@pytest.fixture
def client() -> ApiClient:
    """A region whose merchant is spoken for by a token's subject."""
    found = ApiClient()
    item = found.region.ledger.get(Key(f"CALLER#{CALLER}", "MERCHANT"))
    assert item
    found.region.ledger.write(Put({**item, "pk": f"CALLER#token:{SUBJECT}"}, None))
    return found


def asked(client: ApiClient, sent: Mapping[str, Any]) -> ApiResponse:
    return front.handle(balanced_request(sent), client.region.ports(front.Ports))


def test_a_payment_is_taken_told_of_captured_and_refunded_as_behind_the_api(client: ApiClient) -> None:
    taken = asked(client, event())
    assert taken.status == 202
    payment_id = json.loads(taken.body)["payment_id"]
    assert asked(client, event()).body == taken.body
    told = asked(client, event("GET", f"/payments/{payment_id}"))
    assert (told.status, json.loads(told.body)["payment_id"]) == (200, payment_id)
    listed = asked(client, event("GET", "/payments", query={"limit": ["1"]}))
    assert [each["payment_id"] for each in json.loads(listed.body)["payments"]] == [payment_id]
    cancelled = asked(client, event("POST", f"/payments/{payment_id}/cancel", {}))
    assert cancelled.status == 202
    refused = asked(client, event("POST", f"/payments/{payment_id}/refunds", {}))
    assert refused.status in {202, 409, 422}


def test_health_is_told_to_anybody(client: ApiClient) -> None:
    answered = asked(client, event("GET", "/health", None, authorization=[]))
    assert (answered.status, json.loads(answered.body)) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "authorization",
    [
        [],
        [token({"sub": SUBJECT}), token({"sub": "another"})],
        [token({"sub": ""})],
        [token({"sub": ["merchant"]})],
        [token([])],
        [token({})],
        ["Bearer a.!.c"],
        ["Bearer e30"],
        ["Basic bWVyY2hhbnQ6"],
        [token({"sub": "unknown"})],
    ],
)
def test_without_one_token_that_names_a_merchant_nobody_is_served(
    client: ApiClient, authorization: list[str]
) -> None:
    answered = asked(client, event(authorization=authorization))
    assert (answered.status, json.loads(answered.body)["type"]) == (403, "/problems/unknown-caller")


@pytest.mark.parametrize("header", ["x-caller-arn", "x-amzn-oidc-identity", "x-amzn-oidc-data", "x-user"])
def test_no_header_but_the_token_says_who_asks(client: ApiClient, header: str) -> None:
    sent = event(authorization=[], **{header: [f"token:{SUBJECT}"]})
    assert asked(client, sent).status == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/payments/", 404),
        ("GET", "/payments/a/b", 404),
        ("GET", "/health/more", 404),
        ("DELETE", "/payments", 405),
        ("HEAD", "/health", 405),
    ],
)
def test_what_the_document_does_not_have_is_refused(method: str, path: str, status: int) -> None:
    with pytest.raises(Problem) as refused:
        balanced_request(event(method, path))
    assert refused.value.kind.status == status
    if status == 405:
        assert refused.value.headers["Allow"]


def test_a_body_that_is_too_large_is_refused(client: ApiClient) -> None:
    answered = asked(client, event(body={"reference": "x" * 17_000}))
    assert answered.status == 413


def test_paths_and_parameters_are_decoded_and_headers_given_twice_are_lists() -> None:
    sent = event("GET", "/payments/p%2Fq", query={"lim%69t": ["1%30", "2"]}, accept=["a", "b"])
    request = balanced_request(sent)
    assert request.path_parameters == {"payment_id": "p/q"}
    assert request.query == {"limit": "10,2"}
    assert request.headers["accept"] == "a,b"


def test_an_answer_has_its_headers_as_a_load_balancer_takes_them() -> None:
    answered = balanced_answer(ApiResponse(202, "{}", {"Location": "/payments/1"}))
    assert answered["multiValueHeaders"] == {"Location": ["/payments/1"]}
    assert "headers" not in answered


def test_it_answers_for_every_function_of_the_document_and_fails_without_its_settings(
    client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {each["x-function"] for path in document()["paths"].values() for each in path.values()}
    for path, operations in document()["paths"].items():
        for method in operations:
            request = replace(balanced_request(event()), method=method.upper(), resource=path)
            assert front.handle(request, client.region.ports(front.Ports)).status != 500
    assert named == {"ingest", "inquiry", "capture_request", "refund_request", "health"}
    monkeypatch.delenv("LEDGER_TABLE", raising=False)
    assert front.handler(event(), SimpleNamespace(aws_request_id="1"))["statusCode"] == 500
    assert (
        front.handle(
            replace(balanced_request(event()), resource="/"), client.region.ports(front.Ports)
        ).status
        == 404
    )
    assert SPEC.handles_personal_data
