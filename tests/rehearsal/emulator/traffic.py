"""What stands before ministack: doors for the rehearsal's own questions, and the TLS that AWS has there."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Door = Callable[[Any], object]  # what it was told, None where it was only asked -> its answer

CONTROL: Final = "/_rehearsal/"
# The loopback stands for a network on which everything is encrypted: policies ask for aws:SecureTransport.
_ENCRYPTED: Final = (b"x-forwarded-proto", b"https")


class Traffic:
    """An ASGI application around ministack's. `doors`: who answers below `/_rehearsal/`, by name."""

    def __init__(self, inner: Application, doors: Mapping[str, Door]) -> None:
        self._inner, self._doors = inner, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a question about the rehearsal, or hand the request on."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
        elif scope["path"].startswith(CONTROL):
            await self._control(scope, receive, send)
        else:
            await self._inner({**scope, "headers": [*scope["headers"], _ENCRYPTED]}, receive, send)

    async def _control(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(CONTROL)
        door = self._doors.get(name)
        if door is None:
            await _answer(send, 404, f"no such question: {name}")
            return
        body = await _body(receive)
        try:
            await _answer(send, 200, door(json.loads(body) if scope["method"] == "POST" else None))
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
