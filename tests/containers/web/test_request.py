"""Heads of requests: what is well-formed is read as written, and all else is refused."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from containers.web.request import MOST_CONTENT_BYTES, RefusedError, parse

NAMES = st.text(string.ascii_letters + string.digits + "!#$%&'*+.^_`|~-", min_size=1, max_size=12)
VALUES = st.text(string.printable[:94] + " \t", max_size=30).map(str.strip)
TARGETS = st.text(string.printable[:94].replace("#", ""), max_size=40).map("/{}".format)
READ_ELSEWHERE = ("host", "content-length", "transfer-encoding", "expect", "connection")


def head(line: str, *fields: str) -> bytes:
    return "\r\n".join((line, *fields, "", "")).encode("latin-1")


def status_of(sent: bytes) -> int:
    with pytest.raises(RefusedError) as refused:
        parse(sent)
    return int(refused.value.status)


@given(method=NAMES, target=TARGETS, name=NAMES, value=VALUES)
def test_what_is_well_formed_is_read_as_written(method: str, target: str, name: str, value: str) -> None:
    if name.lower() in READ_ELSEWHERE:
        return
    request = parse(head(f"{method} {target} HTTP/1.1", "Host: here", f"{name}:\t{value}  "))
    assert (request.method, request.path) == (method, target.partition("?")[0])
    assert request.headers == {"host": "here", name.lower(): value}
    assert (request.content_length, request.keeps_connection) == (0, True)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(sent: bytes) -> None:
    try:
        parse(sent + b"\r\n\r\n")
    except RefusedError as error:
        refused = error
    else:
        return
    assert 400 <= refused.status < 600


@given(
    position=st.integers(min_value=0, max_value=200),
    inserted=st.sampled_from([b"\r", b"\n", b"\x00", b"\x0b", b"\x7f", b"\r\n", b" \r\n", b"\r\n "]),
)
def test_no_inserted_line_end_makes_another_header(position: int, inserted: bytes) -> None:
    sent = head("GET /health?a=b HTTP/1.1", "Host: here", "X-One: two three", "Connection: close")
    position %= len(sent) - 4
    try:
        request = parse(sent[:position] + inserted + sent[position:])
    except RefusedError:
        return
    assert set(request.headers) <= {"host", "x-one", "connection"}


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/health", "/health"),
        ("/health?token=1", "/health"),
        ("http://here/ready?x", "/ready"),
        ("https://here", "/"),
        ("https://here?x=/health", "/"),
        ("//here/health", "//here/health"),
        ("/%68ealth", "/%68ealth"),
        ("/a/../health", "/a/../health"),
        ("*", "*"),
    ],
)
def test_a_target_is_taken_literally_and_without_its_query(target: str, path: str) -> None:
    assert parse(head(f"GET {target} HTTP/1.1", "Host: here")).path == path


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET /", 400),
        ("GET  / HTTP/1.1", 400),
        ("GET / HTTP/1.1 ", 400),
        ("GET /a b HTTP/1.1", 400),
        ("GET /#a HTTP/1.1", 400),
        ("GET /\xe4 HTTP/1.1", 400),
        ("G(T / HTTP/1.1", 400),
        ("GET / http/1.1", 400),
        ("GET / HTTP/1.2", 505),
        ("PRI * HTTP/2.0", 505),
    ],
)
def test_a_malformed_line_is_refused(line: str, status: int) -> None:
    assert status_of(head(line, "Host: here")) == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ((), 400),
        (("Host: a", "Host: b"), 400),
        (("Host: a", "X-One : b"), 400),
        (("Host: a", " folded"), 400),
        (("Host: a", "no colon"), 400),
        (("Host: a", "X: a\x00b"), 400),
        (("Host: a", "Content-Length: 1", "Content-Length: 1"), 400),
        (("Host: a", "Content-Length: 1, 1"), 400),
        (("Host: a", "Content-Length: +1"), 400),
        (("Host: a", "Content-Length: "), 400),
        (("Host: a", "Content-Length: \xb2"), 400),
        (("Host: a", "Transfer-Encoding: chunked"), 411),
        (("Host: a", "Transfer-Encoding: identity", "Content-Length: 1"), 411),
        (("Host: a", "Expect: 100-continue"), 417),
        (("Host: a", f"Content-Length: {MOST_CONTENT_BYTES + 1}"), 413),
        (("Host: a", *(f"X-{number}: a" for number in range(100))), 431),
    ],
)
def test_what_two_readers_could_take_differently_is_refused(fields: tuple[str, ...], status: int) -> None:
    assert status_of(head("POST / HTTP/1.1", *fields)) == status


@pytest.mark.parametrize(
    ("version", "connection", "keeps"),
    [("1.1", "keep-alive", True), ("1.1", "Upgrade, CLOSE", False), ("1.0", "keep-alive", False)],
)
def test_a_connection_is_kept_where_both_sides_can(version: str, connection: str, *, keeps: bool) -> None:
    request = parse(head(f"GET / HTTP/{version}", "Host: here", f"Connection: {connection}"))
    assert request.keeps_connection is keeps


def test_a_request_of_http_1_0_needs_no_host() -> None:
    assert parse(head("GET /health HTTP/1.0")).path == "/health"
