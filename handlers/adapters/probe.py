"""The `Probe` port over urllib3: verified TLS 1.2 or newer, no redirects, one try, bounded."""

from __future__ import annotations

import ssl
import time
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handlers.domain.ports import Probed

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

_CONNECT_SECONDS: Final = 2.0
_READ_SECONDS: Final = 3.0  # between two pieces of the answer
_WHOLE_SECONDS: Final = 5.0
_MOST_BYTES: Final = 65_536
_PIECE: Final = 4_096


class HttpsProbe:
    """Asks over HTTPS. `authorities` is a file of certificates (PEM); the system's where it is None."""

    def __init__(self, authorities: str | None = None) -> None:
        self._authorities = authorities

    @cached_property
    def _pool(self) -> PoolManager:
        import urllib3  # noqa: PLC0415 (loaded at the first event, not at import)

        tls = ssl.create_default_context(cafile=self._authorities)
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
        return urllib3.PoolManager(ssl_context=tls, retries=False)

    def get(self, url: str) -> Probed:
        """Ask one. `trouble` is tls, timeout, unreachable or too_long."""
        started = time.monotonic()
        status, body, trouble = self._ask(url, started + _WHOLE_SECONDS)
        return Probed((time.monotonic() - started) * 1000, status, body, trouble)

    def _ask(self, url: str, until: float) -> tuple[int, bytes, str]:
        from urllib3 import Timeout  # noqa: PLC0415 (see above)
        from urllib3.exceptions import (  # noqa: PLC0415 (see above)
            HTTPError,
            NewConnectionError,
            SSLError,
        )
        from urllib3.exceptions import TimeoutError as TookTooLongError  # noqa: PLC0415 (see above)

        try:
            response = self._pool.request(
                "GET",
                url,
                redirect=False,
                preload_content=False,
                timeout=Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
                headers={"Accept": "application/json", "Connection": "close"},
            )
            try:
                return response.status, *_body(response, until)
            finally:
                response.close()
        except SSLError:
            return 0, b"", "tls"
        except NewConnectionError:  # which urllib3 calls a timeout, too
            return 0, b"", "unreachable"
        except TookTooLongError:
            return 0, b"", "timeout"
        except (HTTPError, OSError):
            return 0, b"", "unreachable"


def _body(response: BaseHTTPResponse, until: float) -> tuple[bytes, str]:
    read = bytearray()
    while piece := response.read1(_PIECE):
        read += piece
        if len(read) > _MOST_BYTES:
            return b"", "too_long"
        if time.monotonic() > until:
            return b"", "timeout"
    return bytes(read), ""
