"""A processor on this machine whose lines break: each connection plays what a test gives it to play."""

from __future__ import annotations

import json
import os
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

APPROVED = {"outcome": "approved", "reference": "ref_1"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


@dataclass
class Line:
    """One connection from the processor's side. `raw` is beneath TLS."""

    number: int
    raw: socket.socket
    context: ssl.SSLContext
    heard: list[tuple[int, bytes]]
    tls: ssl.SSLSocket | None = None

    def secure(self) -> ssl.SSLSocket:
        """Do TLS's handshake."""
        self.tls = self.context.wrap_socket(self.raw, server_side=True)
        return self.tls

    def hear(self) -> bytes:
        """Read a whole request, and note it with the connection's number."""
        tls = self.tls or self.secure()
        text = b""
        while b"\r\n\r\n" not in text:
            text += tls.recv(65536) or self._ended()
        head, _, body = text.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        while lengths and len(body) < int(lengths[0].partition(b":")[2]):
            body += tls.recv(65536)
        self.heard.append((self.number, head + b"\r\n\r\n" + body))
        return text

    def say(self, body: Any = APPROVED) -> None:
        """Answer."""
        assert self.tls
        text = json.dumps(body).encode()
        self.tls.sendall(HEAD % len(text) + text)

    def reset(self) -> None:
        """Let go of the connection with a reset."""
        assert self.tls
        raw = socket.socket(fileno=os.dup(self.tls.fileno()))
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.tls.detach())
        raw.close()

    def forget_when_used_again(self) -> None:
        """Reset the connection at the next bytes, which nobody reads."""
        assert self.tls
        raw = socket.socket(fileno=os.dup(self.tls.fileno()))
        raw.recv(1, socket.MSG_PEEK)
        raw.close()
        self.reset()

    def _ended(self) -> bytes:
        raise EOFError


Play = Callable[[Line], None]


@dataclass
class Broken:
    """The processor's URL, what it heard by connection, and how each connection plays; the last goes on."""

    url: str
    trust: Callable[[], ssl.SSLContext]
    plays: list[Play] = field(default_factory=list)
    heard: list[tuple[int, bytes]] = field(default_factory=list)
    connections: int = 0

    def keys(self) -> list[tuple[int, str]]:
        """The idempotency key of each request that was heard, by connection."""
        told = []
        for number, text in self.heard:
            lines = text.decode().lower().split("\r\n")
            told.append((number, next(line for line in lines if line.startswith("idempotency-key:"))[17:]))
        return told


@contextmanager
def serve_broken(certificate: Path, key: Path) -> Iterator[Broken]:
    """Serve until the block ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"https://127.0.0.1:{listening.getsockname()[1]}"
    made = Broken(url, lambda: ssl.create_default_context(cafile=str(certificate)))

    def play(line: Line, one: Play) -> None:
        with suppress(OSError, EOFError):
            one(line)

    def accept() -> None:
        with suppress(OSError):
            while True:
                raw, _ = listening.accept()
                made.connections += 1
                one = made.plays[min(made.connections, len(made.plays)) - 1]
                line = Line(made.connections, raw, context, made.heard)
                threading.Thread(target=play, args=(line, one), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield made
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


# ---- plays ----------------------------------------------------------------------------------------------


def answers(line: Line) -> None:
    """Answers every request."""
    while True:
        line.hear()
        line.say()


def forgotten(line: Line) -> None:
    """Answers once, and is forgotten while it is idle."""
    line.hear()
    line.say()
    line.forget_when_used_again()


def half_closed(line: Line) -> None:
    """Answers once, and closes its side."""
    line.hear()
    line.say()
    assert line.tls
    line.tls.shutdown(socket.SHUT_WR)
    time.sleep(5)


def lost(line: Line) -> None:
    """Hears a request, which may have been carried out, and is reset."""
    line.hear()
    line.reset()


def hung_up(line: Line) -> None:
    """Hears a request, and closes its side instead of an answer."""
    line.hear()
    assert line.tls
    line.tls.shutdown(socket.SHUT_WR)
    time.sleep(5)


def cut(line: Line) -> None:
    """Ends within an answer."""
    line.hear()
    assert line.tls
    line.tls.sendall(HEAD % 4096 + b"{")
    line.reset()


def silent(line: Line) -> None:
    """Hears a request, and says nothing."""
    line.hear()
    time.sleep(5)


def drips_a_head(line: Line) -> None:
    """Says a letter of its answer's head every 20 ms, and never all of it."""
    line.hear()
    _drip(line, b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 400)


def drips_a_body(line: Line) -> None:
    """The same with the body."""
    line.hear()
    assert line.tls
    line.tls.sendall(HEAD % 4096)
    _drip(line, b" " * 400)


def drips_a_handshake(line: Line) -> None:
    """Says a letter of TLS's handshake every 20 ms: the head of a long record."""
    for letter in b"\x16\x03\x03\x40\x00" + b"\x02" * 400:
        line.raw.send(bytes([letter]))
        time.sleep(0.02)


def no_handshake(line: Line) -> None:
    """Takes the connection, and says nothing."""
    time.sleep(5)
    line.raw.close()


def busy(line: Line) -> None:
    """Has no time, for a second."""
    while True:
        line.hear()
        assert line.tls
        line.tls.sendall(b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")


def refuses_the_caller(line: Line) -> None:
    """Does not take the key."""
    while True:
        line.hear()
        assert line.tls
        line.tls.sendall(b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")


def _drip(line: Line, text: bytes) -> None:
    assert line.tls
    for letter in text:
        line.tls.send(bytes([letter]))
        time.sleep(0.02)
