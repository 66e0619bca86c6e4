"""Requests to the processor over HTTPS: sent again at once where no answer came, after a wait where it was
surely not processed; all of it by one deadline.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from handlers.adapters.connections import Connections, end_by
from handlers.domain.errors import ConfigurationError, ProcessorTimeoutError, ProcessorUnavailableError

MOST_BYTES: Final = 1_048_576  # of an answer; a longer one is no answer
_TRIES: Final = 3
_UNANSWERED: Final = 2  # tries without an answer: the first and one more, under the same key
_NOT_PROCESSED: Final = (429, 503)  # with Retry-After: docs/processor.md


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to wait, in seconds: for a connection to an address, for the whole of one answer, and for all
    tries of a call together, whatever they wait for.
    """

    connect: float = 2.0
    read: float = 8.0
    all_tries: float = 12.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and its body, whatever they mean."""

    status: int
    body: bytes = field(repr=False)


class Https:
    """Sends requests with TLS 1.2 or newer and a verified certificate. Follows no redirect.

    `trust` replaces the machine's certificate authorities; `pause` waits for seconds.
    """

    def __init__(
        self,
        base_url: str,
        *,
        waiting: Waiting = Waiting(),
        trust: ssl.SSLContext | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        if not base_url.startswith("https://"):
            raise ConfigurationError("the processor's URL does not start with https://")
        url = urlsplit(base_url)
        self._folder, self._waiting, self._pause = url.path.rstrip("/"), waiting, pause
        self._connections = Connections(url, trust, connect_seconds=waiting.connect)

    def call(self, method: str, path: str, body: bytes | None, *, safe: bool) -> Call:
        """Begin a call, whose time runs from now on. `safe` says that doing it twice does no harm, so that no
        answer is no doubt.
        """
        request = _Request(method, f"{self._folder}{path}", body, safe=safe)
        return Call(request, self._connections, self._waiting, self._pause)


@dataclass(frozen=True, slots=True)
class _Request:
    """What is sent at every try."""

    method: str
    path: str
    body: bytes | None = field(repr=False)
    safe: bool = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class _Busy:
    """It was surely not processed; it may be in `seconds`."""

    seconds: float = 0.0


class _NoAnswerError(Exception):
    """Some of it was sent, and no whole answer came."""


class Call:
    """One question to the processor, with all of its tries."""

    def __init__(
        self, request: _Request, connections: Connections, waiting: Waiting, pause: Callable[[float], None]
    ) -> None:
        self._request, self._connections, self._waiting, self._pause = request, connections, waiting, pause
        self._until = time.monotonic() + waiting.all_tries
        self.unanswered = 0

    def send(self, headers: Mapping[str, str]) -> Reply:
        """Send the request, and return the reply to it.

        Raises ProcessorUnavailableError where it was surely not processed (or is safe),
        ProcessorTimeoutError where it may have been, at this try or at an earlier one.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                outcome = self._once(headers)
            except _NoAnswerError:
                self.unanswered += 1
                outcome = None
            if isinstance(outcome, Reply):
                return outcome
            if attempt == _TRIES or not self._goes_on(attempt, outcome):
                break
        raise self.failure(ProcessorUnavailableError("the processor was not reached"))

    def failure(self, otherwise: Exception) -> Exception:
        """Return what became of the call without a reply: doubt, once a try has had no answer."""
        if self.unanswered and not self._request.safe:
            return ProcessorTimeoutError("the processor gave no answer")
        return otherwise

    def _goes_on(self, attempt: int, outcome: _Busy | None) -> bool:
        """Wait for the next try. Returns whether there is one: none that has no time left."""
        left = self._until - time.monotonic()
        if outcome is None:
            return left > 0 and self.unanswered < _UNANSWERED
        wait = outcome.seconds + random.SystemRandom().uniform(0, 0.1 * 2**attempt)
        if wait + self._waiting.connect > left:
            return False
        self._pause(wait)
        return True

    def _once(self, headers: Mapping[str, str]) -> Reply | _Busy:
        try:
            connection = self._connections.kept() or self._connections.opened(self._until)
        except OSError:  # with TLS's own errors
            return _Busy()
        try:
            return self._answer(connection, headers)
        except (OSError, HTTPException):
            connection.close()  # what is sent again goes over a new one
        raise _NoAnswerError  # outside of `except`, so that it carries no context

    def _answer(self, connection: HTTPSConnection, headers: Mapping[str, str]) -> Reply | _Busy:
        end_by(connection, min(time.monotonic() + self._waiting.read, self._until))
        request = self._request
        connection.request(request.method, request.path, body=request.body, headers=dict(headers))
        response = connection.getresponse()
        body = response.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            connection.close()
            body = b""
        elif response.length:  # which is what is missing of it
            raise HTTPException("half an answer")
        else:
            self._connections.keep(connection)
        seconds = _busy_for(response)
        return Reply(response.status, body) if seconds is None else _Busy(seconds)


def _busy_for(response: HTTPResponse) -> float | None:
    after = response.headers.get("Retry-After", "")
    told = after.isascii() and after.isdigit() and len(after) < 5
    return float(after) if response.status in _NOT_PROCESSED and told else None
