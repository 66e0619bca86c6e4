"""Responses: JSON, problems (RFC 9457), and the headers that each carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, Final

# Strict-Transport-Security comes from the load balancer, whose name browsers know.
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Response:
    """A response. `headers` are its own, beside those that each carries."""

    status: HTTPStatus
    body: bytes
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def encode(self, *, with_body: bool, keeps_connection: bool) -> bytes:
        """Return the bytes to send. A response to HEAD has no body, and says how long it would be."""
        headers = {
            "Date": formatdate(usegmt=True),
            "Content-Type": self.media_type,
            "Content-Length": str(len(self.body)),
            "Connection": "keep-alive" if keeps_connection else "close",
            **_HEADERS,
            **self.headers,
        }
        lines = (
            f"HTTP/1.1 {self.status} {self.status.phrase}",
            *(f"{name}: {value}" for name, value in headers.items()),
        )
        return "\r\n".join((*lines, "", "")).encode("ascii") + (self.body if with_body else b"")


def document(content: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a JSON document."""
    return Response(status, json.dumps(content).encode())


def problem(
    status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None, **members: object
) -> Response:
    """Return a problem of the general type, whose title is the status's. `members` are its own, as JSON."""
    content = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        **members,
    }
    return Response(status, json.dumps(content).encode(), "application/problem+json", headers or {})
