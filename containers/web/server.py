"""Connections: each has limits of time and size, and none is lost when the service stops."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from containers.web.application import Application
from containers.web.logs import log
from containers.web.request import MOST_HEAD_BYTES, RefusedError, Request, parse
from containers.web.response import Response, problem

_METHODS: Final = frozenset(("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"))
_TRACE: Final = re.compile(r"Root=(1-[0-9a-f]{8}-[0-9a-f]{24})\Z")  # the load balancer's, of its form alone
_BROKEN: Final = (TimeoutError, ConnectionError, ssl.SSLError, asyncio.IncompleteReadError)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for each part of a connection's life and for the stop, and how many connections there may be.

    idle: between two requests; longer than the load balancer's 60, or it sends into a closing connection.
    request: from a request's first byte to its last. send: until the client has taken a response.
    drain: for which new connections are still answered after a stop is asked for. finish: for the rest.
    """

    handshake: float = 5.0
    idle: float = 75.0
    request: float = 10.0
    send: float = 5.0
    close: float = 2.0
    drain: float = 5.0
    finish: float = 15.0
    connections: int = 1_000


@dataclass(eq=False, slots=True)
class _Connection:
    """A connection, and whether it has a request at work."""

    task: asyncio.Task[None]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    working: bool = False


class Server:
    """Serves an application over TLS."""

    def __init__(self, application: Application, limits: Limits) -> None:
        self._application, self._limits = application, limits
        self._connections: set[_Connection] = set()
        self._draining = False

    async def serve(self, listening: socket.socket, tls: ssl.SSLContext, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, and then as long as `drain` and `finish` allow."""
        limits = self._limits
        server = await asyncio.start_server(
            self._serve_connection,
            sock=listening,
            ssl=tls,
            limit=MOST_HEAD_BYTES,
            ssl_handshake_timeout=limits.handshake,
            ssl_shutdown_timeout=limits.close,
        )
        log("listening", port=listening.getsockname()[1])
        await stop.wait()
        log("stopping")
        self._draining = True
        self._application.stop()
        await asyncio.sleep(limits.drain)
        server.close()
        for connection in self._connections:
            if not connection.working:
                connection.writer.close()
        await self._ended(limits.finish)
        log("stopped", unfinished=len(self._connections))
        for connection in self._connections:
            connection.writer.transport.abort()
        await self._ended(limits.close)

    async def _ended(self, seconds: float) -> None:
        """Wait until no connection is left, but no longer than some seconds."""
        if tasks := [connection.task for connection in self._connections]:
            await asyncio.wait(tasks, timeout=seconds)

    async def _serve_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 (for mypy: a coroutine runs in a task)
        connection = _Connection(task, reader, writer)
        full = len(self._connections) >= self._limits.connections
        self._connections.add(connection)
        try:
            if full:
                await self._refuse(writer)
            else:
                while await self._exchange(connection):
                    connection.working = False
            writer.close()
            await writer.wait_closed()
        except _BROKEN:
            pass  # the client is gone, or is not waited for any longer
        finally:
            self._connections.remove(connection)
            writer.transport.abort()

    async def _refuse(self, writer: asyncio.StreamWriter) -> None:
        response = problem(HTTPStatus.SERVICE_UNAVAILABLE, "There are too many connections.")
        await self._send(writer, response.encode(with_body=True, keeps_connection=False))
        log("refused", status=int(response.status))

    async def _exchange(self, connection: _Connection) -> bool:
        """Answer the next request. Returns whether the connection waits for another."""
        async with asyncio.timeout(self._limits.idle):
            first = await connection.reader.read(1)
        if not first:
            return False
        connection.working, begun = True, time.monotonic()
        request, response = await self._answer(first, connection.reader)
        keeps = request is not None and request.keeps_connection and not self._draining
        with_body = request is None or request.method != "HEAD"
        sent = response.encode(with_body=with_body, keeps_connection=keeps)
        await self._send(connection.writer, sent)
        self._log(request, response, time.monotonic() - begun)
        return keeps

    async def _answer(self, first: bytes, reader: asyncio.StreamReader) -> tuple[Request | None, Response]:
        """Read a request and answer it. There is no request where the connection can be read no further."""
        try:
            async with asyncio.timeout(self._limits.request):
                request = parse(first + await reader.readuntil(b"\r\n\r\n"))
                await reader.readexactly(request.content_length)
            return request, await self._application.answer(request)
        except RefusedError as refused:
            return None, problem(refused.status, refused.detail)
        except asyncio.LimitOverrunError:
            detail = f"The request's head is longer than {MOST_HEAD_BYTES} bytes."
            return None, problem(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, detail)
        except TimeoutError:
            detail = f"The request was not sent within {self._limits.request:g} seconds."
            return None, problem(HTTPStatus.REQUEST_TIMEOUT, detail)
        except _BROKEN:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it is, the client gets an answer and no word of it)
            log("unexpected", error=type(error).__name__)
            return None, problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The service failed.")

    async def _send(self, writer: asyncio.StreamWriter, sent: bytes) -> None:
        writer.write(sent)
        async with asyncio.timeout(self._limits.send):
            await writer.drain()

    def _log(self, request: Request | None, response: Response, seconds: float) -> None:
        """Log a request: of what was sent, only what is one of our own words, or of the trace's form."""
        method = request.method if request and request.method in _METHODS else "(other)"
        route = self._application.route(request) if request else None
        trace = _TRACE.match(request.headers.get("x-amzn-trace-id", "")) if request else None
        log(
            "request",
            method=method,
            route=route or "(other)",
            status=int(response.status),
            bytes=len(response.body),
            milliseconds=round(seconds * 1000, 1),
            **({"trace": trace[1]} if trace else {}),
        )
