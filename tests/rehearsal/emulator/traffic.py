"""What stands before ministack: the door of the rehearsal's own questions, and the TLS that AWS has there."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

CONTROL: Final = "/_rehearsal/"
# The loopback stands for a network on which everything is encrypted: policies ask for aws:SecureTransport.
_ENCRYPTED: Final = (b"x-forwarded-proto", b"https")


class Traffic:
    """An ASGI application around ministack's."""

    def __init__(self, inner: Application) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a question about the rehearsal, or hand the request on."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
        elif scope["path"].startswith(CONTROL):
            await _answer(send, 200, {"ready": True})
        else:
            await self._inner({**scope, "headers": [*scope["headers"], _ENCRYPTED]}, receive, send)


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
