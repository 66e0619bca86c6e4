"""The service in a process of its own, and a client of it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

from containers.web.configuration import Database

PROJECT = Path(__file__).resolve().parents[3]
SHORT = "handshake=1, idle=1.5, request=1, send=1, close=0.5, drain=0.7, finish=3"
_CODE = """
from containers.web.__main__ import main
from containers.web.server import Limits
raise SystemExit(main(Limits({limits})))
"""
_TIMEOUT_SECONDS = 30  # seconds that a slow machine may take


@dataclass(frozen=True)
class Answer:
    """A response, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Service:
    """A service that listens."""

    process: subprocess.Popen[bytes]
    folder: Path
    variables: Mapping[str, str]

    @property
    def port(self) -> int:
        return int(next(line["port"] for line in self.lines() if line["event"] == "listening"))

    def lines(self) -> list[dict[str, Any]]:
        """Return what it logged: each line is a JSON object, or this fails."""
        return [json.loads(line) for line in self.printed().splitlines()]

    def printed(self) -> str:
        return (self.folder / "out").read_text(encoding="utf-8")

    def complained(self) -> str:
        return (self.folder / "err").read_text(encoding="utf-8")

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.folder / "tmp" / "certificate.pem")

    def connect(self) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=_TIMEOUT_SECONDS)
        return self.trust().wrap_socket(plain, server_hostname="127.0.0.1")

    def ask(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=_TIMEOUT_SECONDS, context=self.trust())
        try:
            connection.request(method, path, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def send(self, sent: bytes) -> bytes:
        """Send bytes over a connection of their own. Returns all that came back until its end."""
        with self.connect() as connection:
            connection.sendall(sent)
            return until_closed(connection)

    def end(self) -> int:
        """Ask it to stop, and wait. Returns its status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_TIMEOUT_SECONDS)

    def wait_for(self, event: str) -> None:
        until = time.monotonic() + _TIMEOUT_SECONDS
        while not any(line["event"] == event for line in self.lines()):
            assert time.monotonic() < until, f"it never logged {event}"
            time.sleep(0.01)


def until_closed(connection: ssl.SSLSocket) -> bytes:
    """Return all that comes over a connection until the service closes it."""
    received = b""
    while more := connection.recv(65_536):
        received += more
    return received


def status_of(received: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", received)
    assert found is not None, received
    return int(found[1])


def variables_of(database: Database) -> dict[str, str]:
    """Return what the service is told in the environment."""
    return {
        "DATABASE_HOST": database.host,
        "DATABASE_READER_HOST": database.reader_host,
        "DATABASE_NAME": database.name,
        "DATABASE_PORT": str(database.port),
        "DATABASE_CA": database.authorities,
        "DATABASE_CREDENTIAL": json.dumps({"username": database.username, "password": database.password}),
        "PORT": "0",
    }


def run(folder: Path, variables: Mapping[str, str], limits: str = SHORT, code: Path = PROJECT) -> Service:
    """Start the service of `code`, with its output and temporary files in `folder`. It may never listen."""
    (folder / "tmp").mkdir(parents=True)
    given = {"PATH": os.environ["PATH"], "TMPDIR": str(folder / "tmp"), **variables}
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        command = [sys.executable, "-c", _CODE.format(limits=limits)]
        process = subprocess.Popen(command, cwd=code, env=given, stdout=out, stderr=err)
    return Service(process, folder, given)


@contextmanager
def serving(
    folder: Path, variables: Mapping[str, str], limits: str = SHORT, code: Path = PROJECT
) -> Iterator[Service]:
    """Serve on a free port, and end the process whatever happens."""
    service = run(folder, variables, limits, code)
    try:
        until = time.monotonic() + _TIMEOUT_SECONDS
        while "\n" not in service.printed():
            assert service.process.poll() is None, service.complained()
            assert time.monotonic() < until, "it does not start"
            time.sleep(0.01)
        yield service
    finally:
        service.process.kill()
        service.process.wait()
