"""Requests to the processor over HTTPS: sent again only where the first was surely not processed."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handlers.shared.errors import (
    ConfigurationError,
    PaymentError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
)

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

MOST_BYTES: Final = 1_048_576  # of an answer; a longer one is no answer
_TRIES: Final = 3
_NOT_PROCESSED: Final = (429, 503)  # with Retry-After: docs/processor.md


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to wait, in seconds: for a connection, for an answer, and for all tries together."""

    connect: float = 2.0
    read: float = 8.0
    all_tries: float = 20.0


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
        self._base, self._waiting, self._trust, self._pause = base_url.rstrip("/"), waiting, trust, pause
        self._made: PoolManager | None = None

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, *, safe: bool
    ) -> Reply:
        """Send a request. `safe` says that doing it twice does no harm, so that no answer is no doubt.

        Raises ProcessorUnavailableError where it was surely not processed (or is safe),
        ProcessorTimeoutError where it may have been.
        """
        last = time.monotonic() + self._waiting.all_tries
        for attempt in range(1, _TRIES + 1):
            reply, wait = self._once(method, path, headers, body, safe=safe)
            if reply is not None:
                return reply
            jitter = random.SystemRandom().uniform(0, 0.1 * 2**attempt)
            left = last - time.monotonic() - self._waiting.connect - self._waiting.read
            if attempt == _TRIES or wait + jitter > left:
                break
            self._pause(wait + jitter)
        raise ProcessorUnavailableError("the processor was not reached")

    def _once(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, *, safe: bool
    ) -> tuple[Reply | None, float]:
        """Return the reply; or None and the seconds to wait where the request was not processed."""
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 (loaded when first sent)

        told: PaymentError
        try:
            answer = self._pool().request(
                method,
                f"{self._base}{path}",
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            return self._read(answer)
        except HTTPError as error:
            if safe or _before_sending(error):
                return None, 0.0
            told = ProcessorTimeoutError("the processor gave no answer")
        raise told  # outside of `except`, so that it carries no context

    def _read(self, answer: BaseHTTPResponse) -> tuple[Reply | None, float]:
        body = answer.read(MOST_BYTES + 1, decode_content=False)
        if len(body) > MOST_BYTES:
            answer.close()
            body = b""
        else:
            answer.release_conn()  # read to its end: the next request may have the connection
        after = answer.headers.get("Retry-After", "")
        if answer.status in _NOT_PROCESSED and after.isascii() and after.isdigit() and len(after) < 5:
            return None, float(after)
        return Reply(answer.status, body), 0.0

    def _pool(self) -> PoolManager:
        if self._made is None:
            import urllib3  # noqa: PLC0415 (see above)

            context = self._trust or ssl.create_default_context()
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            limits = urllib3.Timeout(connect=self._waiting.connect, read=self._waiting.read)
            self._made = urllib3.PoolManager(ssl_context=context, timeout=limits, retries=False)
        return self._made


def _before_sending(error: Exception) -> bool:
    """Tell whether a request failed before any of it was sent: no connection, or no trusted one."""
    from urllib3.exceptions import (  # noqa: PLC0415 (see above)
        ConnectTimeoutError,
        NewConnectionError,
        SSLError,
    )

    untrusted = isinstance(error, SSLError) and any(
        isinstance(each, ssl.SSLCertVerificationError) for each in (*error.args, error.__cause__)
    )
    return untrusted or isinstance(error, ConnectTimeoutError | NewConnectionError)
