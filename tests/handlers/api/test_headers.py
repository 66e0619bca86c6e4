"""Headers that come twice: both ways in, the local server and API Gateway's event, say the same of them."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from handlers.adapters.incoming import api_request
from handlers.functions.ingest import handler as ingest
from handlers.local import demo
from tests.handlers.api.client import KEY, PAYMENT, ApiClient
from tests.handlers.api.serving import Server, serving

Headers = Sequence[tuple[str, str]]
NAME = "Idempotency-Key"
REFUSED: Sequence[Headers] = [
    [(NAME, KEY), (NAME, "another-key-of-it")],
    [(NAME, KEY), (NAME, KEY)],
    [(NAME, KEY), (NAME.lower(), "another-key-of-it")],
    [(NAME.upper(), KEY), (NAME, KEY), (NAME, "a-third-key")],
    [(NAME, f"{KEY},another-key-of-it")],
    [(NAME, f"{KEY}, another-key-of-it")],
    [(NAME, "")],
    [(NAME, ""), (NAME, KEY)],
    [],
]
TAKEN: Sequence[Headers] = [
    [(NAME, KEY)],
    [(NAME.lower(), KEY)],
    [(NAME.upper(), KEY)],
    [(NAME, f" {KEY}\t ")],
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def answered_by_the_server(server: Server, headers: Headers) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(server.host, timeout=10)
    body = json.dumps(PAYMENT).encode()
    connection.putrequest("POST", "/payments")
    for name, value in [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers]:
        connection.putheader(name, value)
    connection.endheaders(body)
    response = connection.getresponse()
    said = response.status, json.loads(response.read())
    connection.close()
    return said


def event(headers: Headers) -> dict[str, Any]:
    """What API Gateway makes of them: `headers` with the last value of each name, and all of them, without
    white space around.
    """
    sent = [("Content-Type", "application/json"), *((name, value.strip()) for name, value in headers)]
    several: dict[str, list[str]] = {}
    for name, value in sent:
        several.setdefault(name, []).append(value)
    return {
        "httpMethod": "POST",
        "path": "/payments",
        "headers": dict(sent),
        "multiValueHeaders": several,
        "pathParameters": None,
        "body": json.dumps(PAYMENT),
        "isBase64Encoded": False,
        "requestContext": {"identity": {"userArn": demo.CALLER}},
    }


def answered_in_aws(headers: Headers) -> tuple[int, Any]:
    client = ApiClient()
    response = ingest.handle(api_request(event(headers)), client.region.ports(ingest.Ports))
    assert (len(client.region.workflows.waiting) == 1) == (response.status == 202)
    return response.status, json.loads(response.body)


@pytest.mark.parametrize("headers", REFUSED, ids=str)
def test_both_doors_refuse_a_key_that_is_not_one(server: Server, headers: Headers) -> None:
    status, said = answered_in_aws(headers)
    assert (status, said["type"]) == (400, "/problems/bad-idempotency-key")
    assert answered_by_the_server(server, headers) == (status, said)


@pytest.mark.parametrize("headers", TAKEN, ids=str)
def test_both_doors_take_one_key(server: Server, headers: Headers) -> None:
    assert answered_in_aws(headers)[0] == answered_by_the_server(server, headers)[0] == 202


def test_an_event_with_single_values_alone_is_read_too() -> None:
    given = {**event(TAKEN[0]), "multiValueHeaders": None}
    assert api_request(given).headers["idempotency-key"] == KEY
    assert dict(api_request({**given, "headers": None}).headers) == {}
