"""The service as a process: its answers over real TLS, its limits, and what it logs."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from containers.web.configuration import Database
from containers.web.request import MOST_CONTENT_BYTES, MOST_HEAD_BYTES
from tests.containers.web.mysql import PASSWORD, USER
from tests.containers.web.service import PROJECT, Service, serving, status_of, until_closed, variables_of

pytestmark = pytest.mark.fuzz

MARK = "zq7vmarkedx9"


def test_health_needs_no_database(service: Service) -> None:
    answer = service.ask("/health")
    assert (answer.status, answer.document) == (200, {"status": "ok"})
    assert answer.headers["Content-Type"] == "application/json"


def test_the_index_says_what_answers(service: Service) -> None:
    answer = service.ask("/")
    assert (answer.status, answer.document["service"]) == (200, "web")


@pytest.mark.parametrize("path", ["/", "/health", "/ready", "/lost"])
def test_every_answer_carries_the_headers_of_security(service: Service, path: str) -> None:
    headers = service.ask(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/{MARK}", 404),
        ("GET", "/health/", 404),
        ("GET", "//health", 404),
        ("POST", "/health", 405),
        ("OPTIONS", "/", 405),
    ],
)
def test_what_is_not_there_is_a_problem(service: Service, method: str, path: str, status: int) -> None:
    answer = service.ask(path, method)
    assert answer.status == answer.document["status"] == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers.get("Allow") == ("GET, HEAD" if status == 405 else None)
    assert MARK.encode() not in answer.body


def test_head_says_what_get_would_without_its_body(service: Service) -> None:
    answered, got = service.ask("/health", "HEAD"), service.ask("/health")
    assert (answered.status, answered.body) == (200, b"")
    assert answered.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.body))


def test_a_connection_takes_several_requests_also_ahead(service: Service) -> None:
    request = b"GET /health HTTP/1.1\r\nHost: a\r\n"
    received = service.send(3 * (request + b"\r\n") + request + b"Connection: close\r\n\r\n")
    assert received.count(b"HTTP/1.1 200 OK\r\n") == 4


def test_content_is_read_and_is_no_second_request(service: Service) -> None:
    inside = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
    sent = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (
        len(inside),
        inside,
    )
    received = service.send(sent)
    assert (status_of(received), received.count(b"HTTP/1.1 ")) == (405, 1)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_newer_are_spoken(service: Service, version: ssl.TLSVersion) -> None:
    assert _speaks(service, version)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_older_tls_is_not_spoken(service: Service) -> None:
    assert not _speaks(service, ssl.TLSVersion.TLSv1_1)


def test_plain_http_is_not_answered_and_said_in_one_line(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"HTTP" not in _all_of(connection)
    assert service.ask("/health").status == 200
    assert service.complained() == ""


def test_a_head_that_is_too_long_is_refused(service: Service) -> None:
    received = service.send(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * (MOST_HEAD_BYTES + 1) + b"\r\n\r\n")
    assert status_of(received) == 431


def test_content_that_is_too_long_is_refused_though_it_comes(service: Service) -> None:
    content = b"a" * (MOST_CONTENT_BYTES + 1)
    received = service.send(
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content)
    )
    assert status_of(received) == 413


@pytest.mark.parametrize(
    "begun", [b"G", b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"]
)
def test_a_request_that_stalls_ends_its_connection(service: Service, begun: bytes) -> None:
    started = time.monotonic()
    assert status_of(service.send(begun)) == 408
    assert time.monotonic() - started < 5


def test_one_byte_at_a_time_wins_no_time(service: Service) -> None:
    started = time.monotonic()
    with service.connect() as connection:
        for byte in b"GET / HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                break
            time.sleep(0.1)
    assert time.monotonic() - started < 5


def test_an_idle_connection_is_closed_without_a_word(service: Service) -> None:
    with service.connect() as connection:
        assert until_closed(connection) == b""


def test_a_client_that_does_not_finish_its_handshake_is_left(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        assert _all_of(connection) == b""


def test_slow_clients_keep_nobody_else_waiting(service: Service) -> None:
    with ExitStack() as slow:
        for _ in range(10):
            slow.enter_context(service.connect()).sendall(b"GET / HT")
        assert service.ask("/health").status == 200


def test_a_connection_too_many_is_told(tmp_path: Path, login: Database) -> None:
    with serving(tmp_path, variables_of(login), "connections=3") as service, ExitStack() as kept:
        for _ in range(3):
            connection = kept.enter_context(service.connect())
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            assert status_of(connection.recv(4_096)) == 200
        assert status_of(service.send(b"")) == 503
        kept.close()
        assert {line["status"] for line in service.lines() if line["event"] == "refused"} == {503}


def test_a_line_of_the_log_tells_the_request_and_nothing_that_was_sent(service: Service) -> None:
    trace = "1-0123abcd-0123456789abcdef01234567"
    service.ask(
        f"/health?{MARK}=1",
        headers={
            "Authorization": f"Bearer {MARK}",
            "Cookie": MARK,
            "User-Agent": MARK,
            "X-Amzn-Trace-Id": f"Root={trace}",
        },
    )
    service.ask(f"/{MARK}", MARK.upper(), {"X-Amzn-Trace-Id": MARK})
    service.send(
        f"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{MARK}".encode()
    )
    service.send(f"GET / {MARK}\r\n\r\n".encode())
    known, unknown, posted, malformed = service.lines()[-4:]
    assert {name: known[name] for name in ("event", "method", "route", "status", "bytes", "trace")} == {
        "event": "request",
        "method": "GET",
        "route": "/health",
        "status": 200,
        "bytes": len(b'{"status": "ok"}'),
        "trace": trace,
    }
    assert known["milliseconds"] >= 0
    assert (unknown["method"], unknown["route"], unknown["status"]) == ("(other)", "(other)", 404)
    assert "trace" not in unknown
    assert (posted["method"], posted["route"], posted["status"]) == ("POST", "/", 405)
    assert (malformed["method"], malformed["status"]) == ("(other)", 400)
    printed = service.printed().lower()
    assert MARK not in printed
    assert PASSWORD not in printed
    assert json.dumps(USER) not in printed


def test_the_health_command_asks_the_service(service: Service) -> None:
    command = [sys.executable, "-m", "containers.web.health"]
    given = {**service.variables, "PORT": str(service.port)}
    asked = subprocess.run(command, cwd=PROJECT, env=given, capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")


def test_the_health_command_fails_in_a_sentence_where_nothing_answers(service: Service) -> None:
    command = [sys.executable, "-m", "containers.web.health"]
    given = {**service.variables, "PORT": "1"}
    asked = subprocess.run(command, cwd=PROJECT, env=given, capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert asked.stderr == "health: the service does not answer (ConnectionRefusedError)\n"


def _speaks(service: Service, version: ssl.TLSVersion) -> bool:
    tls = service.trust()
    tls.set_ciphers("ALL:@SECLEVEL=0")  # so that it is the service that says no
    tls.minimum_version = tls.maximum_version = version
    try:
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as plain:
            tls.wrap_socket(plain, server_hostname="127.0.0.1").close()
    except ssl.SSLError:
        return False
    return True


def _all_of(connection: socket.socket) -> bytes:
    received = b""
    try:
        while more := connection.recv(4_096):
            received += more
    except ConnectionError:
        pass
    return received
