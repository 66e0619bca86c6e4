"""The server of `make serve`: its commands work as printed, it ends quietly and prints nothing sent."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import Client

from handlers.local import demo
from handlers.local.in_memory import SystemClock
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from handlers.local.server import Application
from tests.handlers.api.client import KEY, PAYMENT
from tests.handlers.api.serving import COMMAND, PROJECT, Server, serving

pytestmark = pytest.mark.fuzz

MARK = "zq7vmarkedx9"
JSON = {"Content-Type": "application/json", "Idempotency-Key": KEY}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def client() -> Client:
    region = Region(demo.REGION, SystemClock(), SimulatedProcessor())
    region.regional_urls = {}
    demo.seed(region.ledger)
    return Client(Application(region))


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_printed_commands_work_as_they_are(server: Server) -> None:
    commands = re.findall(r"^  (curl .+)$", server.printed(), flags=re.MULTILINE)
    assert len(commands) == 3
    answers = [
        subprocess.run(
            ["/bin/sh", "-c", f"{command} -s"], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        for command in commands
    ]
    statuses = [int(answer.stdout.split()[1]) for answer in answers]
    assert statuses[:2] == [202, 200]
    assert statuses[2] in (202, 422), "422 as long as the payment is not captured"
    assert "no-store" in answers[0].stdout


def test_a_large_body_is_answered_over_a_real_connection(server: Server) -> None:
    connection = http.client.HTTPConnection(server.host, timeout=10)
    connection.request("POST", "/payments", body=b"[" * 1_000_000, headers=JSON)
    response = connection.getresponse()
    assert response.status == 413
    assert json.loads(response.read())["type"] == "/problems/too-large"
    connection.close()


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_quietly(name: signal.Signals) -> None:
    with serving() as server:
        begun = server.printed()
        rest = server.end(name).removeprefix(begun)
    assert server.process.returncode == 0
    assert rest.split() == ["serve:", "ended"]


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [*COMMAND, "--port", str(port)], cwd=PROJECT, capture_output=True, text=True, check=False
        )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"serve: port {port} cannot be had; PORT=0 takes one that is free\n"


def test_nothing_that_is_sent_is_printed() -> None:
    with serving() as server:
        connection = http.client.HTTPConnection(server.host, timeout=10)
        for method, path in (("GET", f"/{MARK}"), (MARK.upper(), "/health"), ("GET", f"/payments/{MARK}")):
            connection.request(method, path, headers={"X-Marked": MARK})
            assert MARK not in connection.getresponse().read().decode().lower()
        for body in (MARK, json.dumps({**PAYMENT, "reference": MARK}), f'{{"{MARK}": 1}}'):
            connection.request("POST", "/payments", body=body, headers=JSON)
            assert MARK not in connection.getresponse().read().decode()
        connection.close()
        printed = server.end(signal.SIGINT)
    assert "POST /payments 202" in printed
    assert MARK not in printed.lower()
    assert PAYMENT["payer"]["email"] not in printed


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/", 404, None),
        ("GET", "/payments/x/y", 404, None),
        ("GET", "//payments", 404, None),
        ("PUT", "/payments", 405, "GET, POST"),
        ("DELETE", "/payments/x", 405, "GET"),
        ("PUT", "/health", 405, "GET"),
        ("HEAD", "/payments", 405, "GET, POST"),
    ],
)
def test_what_is_not_in_the_document_is_a_problem(
    client: Client, method: str, path: str, status: int, allow: str | None
) -> None:
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.headers.get("Allow") == allow


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/json; charset=latin-1", "application/jsonp"]
)
def test_another_content_type_is_refused(client: Client, content_type: str) -> None:
    response = client.post("/payments", data="{}", headers={**JSON, "Content-Type": content_type})
    assert (response.status_code, response.json["type"]) == (415, "/problems/wrong-content-type")  # type: ignore[index]


def test_bytes_that_are_no_utf_8_are_refused(client: Client) -> None:
    raw = json.dumps({**PAYMENT, "reference": "@"}).encode().replace(b"@", b"\xff\xfe")
    assert client.post("/payments", data=raw, headers=JSON).status_code == 422


def test_a_defect_is_a_500_without_a_reason(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> None:
        raise LookupError(MARK)

    monkeypatch.setattr("handlers.functions.ingest.handler._payment", broken)
    response = client.post("/payments", data=json.dumps(PAYMENT), headers=JSON)
    assert (response.status_code, response.json["type"]) == (500, "/problems/internal")  # type: ignore[index]
    assert MARK not in response.text + "".join(capfd.readouterr())
