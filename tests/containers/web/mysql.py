"""A listener that speaks as much MySQL as a login takes, over TLS, and counts who gets in."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

from tests.handlers.certificates import Certificate

USER, PASSWORD, NAME = "app", "s3cret-of-the-tests", "shop"
_CAPABILITIES = 0x0008_8A08  # CONNECT_WITH_DB, PROTOCOL_41, SSL, SECURE_CONNECTION, PLUGIN_AUTH
_OK = b"\x00\x00\x00\x02\x00\x00\x00"
_QUIT = 0x01


@dataclass
class Database:
    """A database that listens. `pause` is how many seconds it waits before it greets."""

    port: int
    pause: float = 0.0
    refuses: bool = False
    offers_tls: bool = True
    logins: list[bytes] = field(default_factory=list)


@contextmanager
def listening(certificate: Certificate) -> Iterator[Database]:
    """Listen on a free port of this machine."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate.certificate, certificate.key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        database = Database(listener.getsockname()[1])
        Thread(target=_accept, args=(listener, tls, database), daemon=True).start()
        yield database
        listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, tls: ssl.SSLContext, database: Database) -> None:
    with suppress(OSError):
        while True:
            Thread(target=_serve, args=(listener.accept()[0], tls, database), daemon=True).start()


def _serve(plain: socket.socket, tls: ssl.SSLContext, database: Database) -> None:
    with suppress(OSError), plain:
        time.sleep(database.pause)
        _send(plain, 0, _greeting(offers_tls=database.offers_tls))
        _receive(plain)  # the request for TLS
        with tls.wrap_socket(plain, server_side=True) as session:
            database.logins.append(_receive(session))
            if database.refuses:
                return _send(session, 3, b"\xff\x15\x04#28000Access denied for " + USER.encode())
            _send(session, 3, _OK)
            while _receive(session)[0] != _QUIT:
                _send(session, 1, _OK)
    return None


def _greeting(*, offers_tls: bool) -> bytes:
    capabilities = _CAPABILITIES if offers_tls else _CAPABILITIES & ~0x800
    low, high = capabilities & 0xFFFF, capabilities >> 16
    return b"".join(
        (
            b"\x0a8.0.39\x00" + (7).to_bytes(4, "little") + b"saltsalt\x00",
            low.to_bytes(2, "little") + b"\x2d" + (2).to_bytes(2, "little") + high.to_bytes(2, "little"),
            bytes([21]) + bytes(10) + b"saltsaltsalt\x00mysql_native_password\x00",
        )
    )


def _send(to: socket.socket, number: int, payload: bytes) -> None:
    to.sendall(len(payload).to_bytes(3, "little") + bytes([number]) + payload)


def _receive(source: socket.socket) -> bytes:
    head = _exactly(source, 4)
    return _exactly(source, int.from_bytes(head[:3], "little"))


def _exactly(source: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        more = source.recv(count - len(received))
        if not more:
            raise ConnectionError
        received += more
    return received
