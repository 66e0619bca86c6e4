"""A request to the API, and the answer to it, without what carried them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """A request. Headers have names in lower case. `caller` is the caller's ARN without a session's name."""

    method: str
    path_parameters: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)
    body: str = field(repr=False)
    caller: str


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """An answer."""

    status: int
    body: str = field(repr=False)
    headers: Mapping[str, str]
