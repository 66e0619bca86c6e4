"""A request as API Gateway hands it over, and the answer to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# Nothing of a payment is kept on the way, guessed at, or asked for without TLS (RFC 9111, 6797).
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}

CALLER_HEADER: Final = "x-caller-arn"
"""In which API Gateway names who signed a request, to a load balancer that it alone calls."""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """A request. `headers` have lower-case names; `body` is "" where there is none.

    `caller` is the ARN of who signed the request, without a session's name, or `token:` and whom its token
    names; "" where nobody did.
    `resource` is the path as the OpenAPI document writes it. A header or a parameter of `query` that came
    more than once has all of its values, with commas. The representation shows method and resource alone.
    """

    method: str
    path_parameters: Mapping[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: str = field(repr=False)
    caller: str = field(repr=False)
    resource: str = ""
    query: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """An answer."""

    status: int
    body: str
    headers: Mapping[str, str]


def answer(
    status: int,
    body: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
    content_type: str = "application/json",
) -> ApiResponse:
    """Return an answer in JSON: the same bytes for the same body."""
    return ApiResponse(
        status,
        json.dumps(body, separators=(",", ":")) + "\n",
        {"Content-Type": content_type, **_HEADERS, **(headers or {})},
    )
