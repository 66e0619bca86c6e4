"""What ministack is behind: routes for the rehearsal's own questions, faults, and the TLS that AWS has."""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final

from hypercorn.protocol.http_stream import HTTPStream
from ministack.core.iam_actions import access_denied_response

from rehearsal.emulator import faults
from rehearsal.emulator.requests import Call, call_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
ControlRoute = Callable[[Any], object]  # what it was told, None where it was only asked -> its answer

CONTROL: Final = "/_rehearsal/"
# The loopback stands for a network on which everything is encrypted: policies ask for aws:SecureTransport.
_ENCRYPTED: Final = (b"x-forwarded-proto", b"https")
_CUT: Final = "rehearsal.cut"
_send_error = HTTPStream._send_error_response


def apply() -> None:
    """Let a connection be closed without an answer, where hypercorn would answer for an application."""
    HTTPStream._send_error_response = _send_error_if_whole


class Traffic:
    """An ASGI application around ministack's. `routes`: who answers below `/_rehearsal/`, by name."""

    def __init__(self, inner: Application, routes: Mapping[str, ControlRoute]) -> None:
        self._inner, self._routes = inner, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a question about the rehearsal, or hand the request on."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
        elif scope["path"].startswith(CONTROL):
            await self._control(scope, receive, send)
        elif faults.expected():
            await self._befallen(scope, receive, send)
        else:
            await self._on(scope, receive, send)

    async def _on(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._inner({**scope, "headers": [*scope["headers"], _ENCRYPTED]}, receive, send)

    async def _befallen(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        call = call_of(scope, body, os.environ["MINISTACK_ACCOUNT_ID"])
        fault = faults.fault_of(call)
        kind = fault.kind if fault else ""
        if fault and kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and kind == "error":
            await _answer_as(call, fault, send)
            return
        if kind == "lost_answer":
            await self._on(scope, _again(body, receive), _nowhere)
        if kind in {"refuse", "lost_answer"}:
            scope[_CUT] = True
            return
        await self._on(scope, _again(body, receive), send)

    async def _control(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(CONTROL)
        route = self._routes.get(name)
        if route is None:
            await _answer(send, 404, f"no such question: {name}")
            return
        body = await _body(receive)
        try:
            await _answer(send, 200, route(json.loads(body) if scope["method"] == "POST" else None))
        except ValueError as error:
            await _answer(send, 400, str(error))


async def _body(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _answer(send: Send, status: int, content: object) -> None:
    body = json.dumps(content).encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))],
        }
    )
    await send({"type": "http.response.body", "body": body})


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, and then what follows it."""
    given = False

    async def once() -> MutableMapping[str, Any]:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


async def _nowhere(_message: MutableMapping[str, Any]) -> None:
    """Send to nobody."""


async def _answer_as(call: Call, fault: faults.Fault, send: Send) -> None:
    """AWS's error in the service's own shape."""
    _, headers, body = access_denied_response(
        call.service,
        call.action,
        "",
        str(uuid.uuid4()),
        error_code=fault.code,
        message="of the rehearsal",
        headers=call.headers,
    )
    pairs = [(name.lower().encode(), str(value).encode()) for name, value in headers.items()]
    start = {"type": "http.response.start", "status": fault.status}
    await send({**start, "headers": [*pairs, (b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


async def _send_error_if_whole(stream: Any, status: int) -> None:
    if not stream.scope.get(_CUT):
        await _send_error(stream, status)
