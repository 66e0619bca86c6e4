"""Starting and stopping: no request is lost, the process ends in time, and its status says why."""

from __future__ import annotations

import signal
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from containers.web.configuration import Database
from containers.web.readiness import CHECK_SECONDS
from containers.web.server import Limits
from tests.containers.web.mysql import listening
from tests.containers.web.service import run, serving, status_of, until_closed, variables_of
from tests.handlers.certificates import Certificate

pytestmark = pytest.mark.fuzz

BEGUN = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab"


def test_a_stop_unreadies_answers_and_loses_no_request(tmp_path: Path, login: Database) -> None:
    with serving(tmp_path, variables_of(login), "drain=2") as service:
        with service.connect() as in_flight, service.connect() as kept:
            kept.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            in_flight.sendall(BEGUN)
            service.wait_for("request")
            time.sleep(0.1)
            service.process.send_signal(signal.SIGTERM)
            service.wait_for("stopping")
            ready, health = service.ask("/ready"), service.ask("/health")
            assert (ready.status, ready.document["detail"]) == (503, "The service is stopping.")
            assert (health.status, health.headers["Connection"]) == (200, "close")
            in_flight.sendall(b"cd")
            assert status_of(until_closed(in_flight)) == 405
            assert until_closed(kept).count(b"HTTP/1.1 200 OK") == 1
        assert service.process.wait(10) == 0
        assert service.lines()[-1] | {"time": ""} == {"time": "", "event": "stopped", "unfinished": 0}
        assert {line["event"] for line in service.lines()} == {"listening", "request", "stopping", "stopped"}
        assert service.complained() == ""


def test_a_request_in_flight_outlives_the_drain(
    tmp_path: Path, login: Database, certificate: Certificate
) -> None:
    with (
        listening(certificate) as database,
        serving(tmp_path, variables_of(replace(login, port=database.port))) as service,
    ):
        database.pause = 1.5
        with service.connect() as in_flight:
            in_flight.sendall(b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.2)
            service.process.send_signal(signal.SIGTERM)
            received = until_closed(in_flight)
        assert status_of(received) == 503
        assert b"The service is stopping." in received
        assert service.process.wait(10) == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", service.port), timeout=10)


def test_a_client_that_never_finishes_does_not_keep_it(tmp_path: Path, login: Database) -> None:
    limits = "request=60, drain=1, finish=0.3"
    with serving(tmp_path, variables_of(login), limits) as service, service.connect() as in_flight:
        in_flight.sendall(BEGUN)
        time.sleep(0.2)
        started = time.monotonic()
        assert service.end() == 0
        assert time.monotonic() - started < 5
        assert service.lines()[-1]["unfinished"] == 1


def test_a_second_signal_ends_it_at_once(tmp_path: Path, login: Database) -> None:
    with serving(tmp_path, variables_of(login), "drain=60") as service:
        service.process.send_signal(signal.SIGTERM)
        service.wait_for("stopping")
        assert service.end() == 128 + signal.SIGTERM


def test_a_stop_ends_before_ecs_kills() -> None:
    limits = Limits()
    assert limits.drain + limits.finish + limits.close < 25, "of the task's 30 seconds"
    assert limits.request + CHECK_SECONDS <= limits.finish, "a request that begins as the drain ends"


def test_a_connection_outlives_the_load_balancers() -> None:
    assert Limits().idle > 60


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"DATABASE_HOST": ""}, "the environment variable DATABASE_HOST is missing or empty"),
        ({"PORT": "https"}, "the environment variable PORT is no port number from 0 to 65535"),
        (
            {"DATABASE_CREDENTIAL": "zq7vmarked"},
            "the environment variable DATABASE_CREDENTIAL is no JSON object with username and password",
        ),
        (
            {"DATABASE_CA": "/lost"},
            "the environment variable DATABASE_CA names no file of certificates (PEM)",
        ),
        (
            {"PATH": "/lost"},
            "no certificate can be made: openssl and a writable folder for temporary files are needed",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_configuration_is_one_sentence(
    tmp_path: Path, login: Database, wrong: dict[str, str], sentence: str
) -> None:
    service = run(tmp_path, variables_of(login) | wrong)
    assert service.process.wait(30) == 2
    assert service.complained() == f"web: {sentence}\n"
    assert service.printed() == ""


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path, login: Database) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        service = run(tmp_path, variables_of(login) | {"PORT": str(taken.getsockname()[1])})
        assert service.process.wait(30) == 2
    assert service.complained() == "web: the port that PORT names cannot be listened on\n"


def test_the_key_lies_in_no_file(tmp_path: Path, login: Database) -> None:
    with serving(tmp_path, variables_of(login)) as service:
        assert [path.name for path in (service.folder / "tmp").iterdir()] == ["certificate.pem"]
        assert "PRIVATE" not in (service.folder / "tmp" / "certificate.pem").read_text(encoding="utf-8")
