"""Probes of a real HTTPS server that answers well, late, wrong, elsewhere and not at all."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from handlers.adapters import probe
from handlers.adapters.probe import HttpsProbe
from handlers.domain.endpoints import endpoints_in
from handlers.domain.errors import ConfigurationError
from handlers.domain.ports import Probed
from handlers.functions.endpoint_health.core import complaint
from handlers.functions.endpoint_health.handler import Ports, handle
from tests.handlers.certificates import Authority, Certificate
from tests.handlers.recorded import RecordedTelemetry

WELL = json.dumps({"status": "ok"}).encode()
ANSWERS = {
    "/well": (200, WELL),
    "/broken": (500, WELL),
    "/elsewhere": (302, WELL),
    "/other": (200, b'{"status": "degraded"}'),
    "/list": (200, b'["ok"]'),
    "/html": (200, b"<html>ok</html>"),
    "/huge": (200, b" " * 200_000),
    "/nested": (200, b"[" * 60_000),
}


class Answering(BaseHTTPRequestHandler):
    """Answers by the path."""

    asked: list[str] = []  # noqa: RUF012 (the server makes one handler a request)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/silent":
            time.sleep(1.5)
            return
        status, body = (200, WELL) if self.path == "/dripping" else ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) + (1000 if self.path == "/dripping" else 0)))
        if status == 302:
            self.send_header("Location", "/well")
        self.end_headers()
        for _ in range(15 if self.path == "/dripping" else 0):
            self.wfile.write(b" ")
            time.sleep(0.1)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
        pass


class Quiet(ThreadingHTTPServer):
    """A server that does not speak of clients that hang up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what is tested."""


@contextmanager
def serving(certificate: Certificate) -> Iterator[int]:
    server = Quiet(("127.0.0.1", 0), Answering)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate.certificate, certificate.key)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority")).found()


@pytest.fixture(scope="module")
def port(authority: Authority) -> Iterator[int]:
    with serving(authority.issue("localhost")) as started:
        yield started


@pytest.fixture
def prober(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> HttpsProbe:
    """One with less patience than in AWS."""
    monkeypatch.setattr(probe, "_READ_SECONDS", 0.5)
    monkeypatch.setattr(probe, "_WHOLE_SECONDS", 0.8)
    return HttpsProbe(str(authority.certificate))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/well", None),
        ("/broken", "status"),
        ("/elsewhere", "redirect"),
        ("/other", "body"),
        ("/list", "body"),
        ("/html", "body"),
        ("/nested", "body"),
        ("/huge", "too_long"),
        ("/silent", "timeout"),
        ("/dripping", "timeout"),
    ],
)
def test_an_answer_and_what_is_wrong_with_it(
    prober: HttpsProbe, port: int, path: str, expected: str | None
) -> None:
    probed = prober.get(f"https://localhost:{port}{path}")
    assert complaint(probed) == expected
    assert 0 < probed.milliseconds < 3_000


def test_a_redirect_is_not_followed(prober: HttpsProbe, port: int) -> None:
    Answering.asked.clear()
    prober.get(f"https://localhost:{port}/elsewhere")
    assert Answering.asked == ["/elsewhere"]


def test_an_answer_that_failed_is_not_asked_for_again(prober: HttpsProbe, port: int) -> None:
    Answering.asked.clear()
    prober.get(f"https://localhost:{port}/silent")
    assert Answering.asked == ["/silent"]


def test_a_certificate_for_another_name_is_not_taken(prober: HttpsProbe, authority: Authority) -> None:
    with serving(authority.issue("elsewhere.test")) as port:
        assert complaint(prober.get(f"https://localhost:{port}/well")) == "tls"


def test_a_certificate_by_another_authority_is_not_taken(port: int, tmp_path: Path) -> None:
    stranger = Authority(tmp_path, "stranger").found()
    probed = HttpsProbe(str(stranger.certificate)).get(f"https://localhost:{port}/well")
    assert complaint(probed) == "tls"


def test_nobody_there(prober: HttpsProbe) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert complaint(prober.get(f"https://localhost:{port}/well")) == "unreachable"


def test_each_endpoint_is_measured_whatever_the_others_say() -> None:
    answers = {
        "https://one.test/health": Probed(12.5, 200, WELL),
        "https://two.test/health": Probed(3000.0, trouble="timeout"),
        "https://three.test/health": Probed(7.0, 200, WELL),
    }

    class Answers:
        def get(self, url: str) -> Probed:
            return answers[url]

    telemetry = RecordedTelemetry()
    endpoints = dict(zip(("one", "two", "three"), answers, strict=True))
    said = handle({}, Ports(endpoints, Answers(), telemetry))
    assert said == {"one": "healthy", "two": "timeout", "three": "healthy"}
    assert telemetry.counts == [("Healthy", "one", 1), ("Healthy", "two", 0), ("Healthy", "three", 1)]
    assert telemetry.latencies == [("one", 12.5), ("two", 3000.0), ("three", 7.0)]
    assert telemetry.events == [("endpoint_unhealthy", "", "two:timeout")]


def test_endpoints_are_read_by_name() -> None:
    assert endpoints_in('{"api": "https://api.test/health"}') == {"api": "https://api.test/health"}


@pytest.mark.parametrize(
    "configured",
    [
        "marked",
        "[]",
        "{}",
        json.dumps({f"e-{n}": "https://api.test" for n in "abcdefghijklmnopqrstuvwxyz"}),
        '{"Marked": "https://api.test"}',
        '{"card-4242424242424242": "https://api.test"}',
        '{"api": "http://marked.test"}',
        '{"api": "https://user:marked@api.test"}',
        '{"api": "https://"}',
        '{"api": "https://[marked"}',
        '{"api": "https://api.test:99999/"}',
        '{"api": 5}',
    ],
)
def test_a_configuration_that_makes_no_sense_is_told_without_its_values(configured: str) -> None:
    with pytest.raises(ConfigurationError, match="ENDPOINTS") as raised:
        endpoints_in(configured)
    assert "marked" not in str(raised.value).lower()
