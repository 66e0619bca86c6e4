"""TLS connections to one host, kept between requests. Every wait on one ends at a time that is set for it.

A connection that was idle for long is not used again: networks forget it (interface endpoints and NAT
gateways after 350 s) and answer the next bytes with a reset, when nobody knows any more who got them.
"""

from __future__ import annotations

import queue
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable
from http.client import HTTPSConnection
from typing import Any, Final
from urllib.parse import SplitResult

MOST_IDLE_SECONDS: Final = 60
Seconds = Callable[[], float]


class TimedSocket(ssl.SSLSocket):
    """A TLS socket on which all waits together end at `until`, however little comes at a time."""

    until: float = 0.0  # by time.monotonic(); what has no end set waits for nothing

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """Receive. Raises TimeoutError."""
        self._wait_no_longer()
        return super().recv(buflen, flags)

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:  # noqa: ANN401 (ssl's)
        """Receive into a buffer. Raises TimeoutError."""
        self._wait_no_longer()
        return super().recv_into(buffer, nbytes, flags)

    def send(self, data: Any, flags: int = 0) -> int:  # noqa: ANN401 (ssl's)
        """Send, as `sendall` does piece by piece. Raises TimeoutError."""
        self._wait_no_longer()
        return super().send(data, flags)

    def _wait_no_longer(self) -> None:
        self.settimeout(_left(self.until))


class Connections:
    """Connections to the host of `url`, of which the one that was used last is kept: a function has one
    request under way at a time.

    `trust` replaces the machine's certificate authorities. `steady` and `wall` count seconds: a connection is
    idle for as long as the one says that went further, since a machine that is halted between requests may
    stop one of them.
    """

    def __init__(
        self,
        url: SplitResult,
        trust: ssl.SSLContext | None,
        *,
        connect_seconds: float,
        steady: Seconds = time.monotonic,
        wall: Seconds = time.time,
    ) -> None:
        self._host, self._port = url.hostname or "", url.port or 443
        self._trust, self._connect_seconds, self._steady, self._wall = trust, connect_seconds, steady, wall
        self._idle: HTTPSConnection | None = None
        self._since_steady = self._since_wall = 0.0

    def kept(self) -> HTTPSConnection | None:
        """Return the connection that was used lately and that the host has not closed, if there is one."""
        connection, self._idle = self._idle, None
        if connection is None:
            return None
        idle = max(self._steady() - self._since_steady, self._wall() - self._since_wall)
        if idle < MOST_IDLE_SECONDS and _is_quiet(connection):
            return connection
        connection.close()
        return None

    def keep(self, connection: HTTPSConnection) -> None:
        """Keep a connection whose answer was read to its end."""
        if connection.sock is not None:  # else the host said that it closes
            self._idle, self._since_steady, self._since_wall = connection, self._steady(), self._wall()

    def opened(self, until: float) -> HTTPSConnection:
        """Open a new one, by `until` (time.monotonic()). Raises OSError: nothing of a request was sent."""
        if self._trust is None:  # reading the authorities takes a while: not before it is needed
            self._trust = ssl.create_default_context()
        self._trust.minimum_version = ssl.TLSVersion.TLSv1_2
        self._trust.sslsocket_class = TimedSocket
        failure: OSError = ConnectionError("the host has no address")
        for family, kind, protocol, _, address in _addresses(self._host, self._port, until):
            try:
                return self._at(socket.socket(family, kind, protocol), address, self._trust, until)
            except OSError as error:
                failure = error
        raise failure

    def _at(
        self,
        raw: socket.socket,
        address: Any,  # noqa: ANN401 (of a family)
        trust: ssl.SSLContext,
        until: float,
    ) -> HTTPSConnection:
        try:
            raw.settimeout(min(self._connect_seconds, _left(until)))
            raw.connect(address)
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            raw.settimeout(min(self._connect_seconds, _left(until)))  # for all of the handshake
            secured = trust.wrap_socket(raw, server_hostname=self._host)
        except BaseException:
            raw.close()
            raise
        connection = HTTPSConnection(self._host, self._port, context=trust)
        connection.auto_open = 0  # what is closed stays closed, and is told
        connection.sock = secured
        return connection


def end_by(connection: HTTPSConnection, until: float) -> None:
    """Let a connection wait for nothing after `until` (time.monotonic())."""
    if isinstance(connection.sock, TimedSocket):
        connection.sock.until = until


def _is_quiet(connection: HTTPSConnection) -> bool:
    """Tell whether nothing came unasked: what comes while nobody asks is the end of the connection."""
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return not poll.poll(0)


def _addresses(host: str, port: int, until: float) -> Any:  # noqa: ANN401 (as getaddrinfo has them)
    """Look a host up. The system's resolver takes no time limit, so it is waited for beside it."""
    found: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            found.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = found.get(timeout=_left(until))
    except queue.Empty:
        raise TimeoutError("the host was not looked up in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _left(until: float) -> float:
    """Seconds until then. Raises TimeoutError where there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is up")
    return left
