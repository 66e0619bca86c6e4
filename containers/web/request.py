"""The head of a request (RFC 9112), read strictly: what two readers could take differently is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

MOST_HEAD_BYTES: Final = 16_384
MOST_CONTENT_BYTES: Final = 8_192  # no route takes any; what is sent all the same is read, and thrown away
_MOST_FIELDS: Final = 100
_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_LINE: Final = re.compile(rf"({_NAME}) ([!-~]+) HTTP/([0-9])\.([0-9])")
_FIELD: Final = re.compile(
    rf"({_NAME}):[ \t]*((?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?)[ \t]*"
)
_ABSOLUTE: Final = re.compile(r"https?://[^/?]+", re.IGNORECASE)
_LENGTH: Final = re.compile(r"[0-9]{1,10}\Z")


class RefusedError(Exception):
    """The request is not carried out, and nothing more is read from its connection."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its path without query, its headers by lower-case name, the length of what follows."""

    method: str
    path: str
    headers: Mapping[str, str]
    content_length: int
    keeps_connection: bool


def parse(head: bytes) -> Request:
    """Read a head with the empty line that ends it. Raises RefusedError, whose text repeats nothing of it."""
    first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    method, path, version = _request_line(first)
    fields = [_field(line) for line in lines]
    if len(fields) > _MOST_FIELDS:
        raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "There are too many headers.")
    named: dict[str, list[str]] = {}
    for name, value in fields:
        named.setdefault(name, []).append(value)
    if len(named.get("host", ())) != 1 and (version == "1.1" or "host" in named):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "There is not exactly one Host header.")
    headers = {name: ", ".join(values) for name, values in named.items()}
    wishes = {wish.strip().lower() for wish in headers.get("connection", "").split(",")}
    return Request(method, path, headers, _content_length(named), version == "1.1" and "close" not in wishes)


def _request_line(line: str) -> tuple[str, str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The request line is malformed.")
    method, target, major, minor = found.groups()
    if (major, minor) not in (("1", "0"), ("1", "1")):
        raise RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "Only HTTP/1.0 and HTTP/1.1 are served.")
    if "#" in target:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The request target is malformed.")
    path = _ABSOLUTE.sub("", target, count=1) if not target.startswith("/") else target
    return method, path.partition("?")[0] or "/", f"{major}.{minor}"


def _field(line: str) -> tuple[str, str]:
    found = _FIELD.fullmatch(line)
    if not found:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "A header is malformed.")
    return found[1].lower(), found[2]


def _content_length(named: Mapping[str, list[str]]) -> int:
    lengths = named.get("content-length", ["0"])
    if "transfer-encoding" in named:
        raise RefusedError(HTTPStatus.LENGTH_REQUIRED, "Content is taken with a Content-Length alone.")
    if "expect" in named:
        raise RefusedError(HTTPStatus.EXPECTATION_FAILED, "No expectation is met.")
    if len(lengths) != 1 or not _LENGTH.match(lengths[0]):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The Content-Length is malformed.")
    if int(lengths[0]) > MOST_CONTENT_BYTES:
        raise RefusedError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"More than {MOST_CONTENT_BYTES} bytes are sent."
        )
    return int(lengths[0])
