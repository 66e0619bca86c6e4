"""A merchant's client of the payments API, to be copied.

    pip install "botocore[crt]" urllib3

Requests to the name that all regions share may be answered by any of them, after a failover by another
one. A plain AWS signature (SigV4) names one region, and is refused by the others; these are signed with
SigV4A, which names all of them. Whoever writes another client needs four things of this one: the set of
regions, the same key for every repetition, what is done about a 307, and which answers are none for good.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3
from botocore.auth import AUTH_TYPE_MAPS
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SERVICE: Final = "execute-api"
# No answer for good: the same request is made again, after Retry-After where that is told. What was done is
# not known of 500, 502 and 504: under the same key it is done once.
AGAIN: Final = frozenset({409, 429, 500, 502, 503, 504})
_CHOSEN_ELSEWHERE: Final = 307
_REFUSED: Final = 300  # from here on the status tells all that is to be done
_BROKEN: Final = 500
_LONGEST_WAIT: Final = 60.0


class UnansweredError(Exception):
    """No answer in time. What was asked may have been done: ask again later, under the same key."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the API. `body` is the JSON of it."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any] = field(repr=False)


Send = Callable[[str, str, Mapping[str, str], bytes, float], Answer]
"""Sends method, URL, headers and body, and waits for so many seconds at most. Raises OSError or urllib3's
HTTPError where nothing answers, or something that is not the API.
"""


@dataclass
class PaymentsClient:
    """The API at `url`, the name that all regions share.

    regions: all regions of the API. Named one by one, a signature is good for these and no others.
    credentials: of the role or user that the merchant is known by. Temporary ones come from a regional STS
        endpoint: only those are good in every region.
    patience: seconds after which a call is given up, with all its tries, waits and ways.
    """

    url: str
    regions: tuple[str, ...]
    credentials: Credentials = field(repr=False)
    patience: float = 120.0
    send: Send = field(default_factory=lambda: https())  # noqa: PLW0108 (it is defined below)
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _base: str = field(default="", init=False)

    def pay(self, key: str, order: Mapping[str, Any]) -> Answer:
        """Ask for a payment. `key` names it for good: keep it before the first try."""
        return self.call("POST", "/payments", key=key, body=order)

    def refund(self, payment_id: str, key: str, minor: int) -> Answer:
        """Ask for a refund of `minor` units, once for its key."""
        return self.call("POST", f"/payments/{payment_id}/refunds", key=key, body={"amount_minor": minor})

    def look(self, payment_id: str) -> Answer:
        """Ask how a payment stands."""
        return self.call("GET", f"/payments/{payment_id}")

    def capture(self, payment_id: str) -> Answer:
        """Take the money of a payment that waits for that (`"capture_method": "manual"` in its order)."""
        return self.call("POST", f"/payments/{payment_id}/capture", body={})

    def cancel(self, payment_id: str) -> Answer:
        """Give the money of a payment back that is reserved and not taken."""
        return self.call("POST", f"/payments/{payment_id}/cancel", body={})

    def listed(self, cursor: str = "") -> Answer:
        """Ask for a page of payments, the newest first; `next_cursor` of it asks for the next one."""
        return self.call("GET", f"/payments?cursor={cursor}" if cursor else "/payments")

    def call(self, method: str, path: str, *, key: str = "", body: Mapping[str, Any] | None = None) -> Answer:
        """Ask until there is an answer for good. Raises UnansweredError."""
        data = b"" if body is None else json.dumps(body).encode()
        until, wait, led = self.now() + self.patience, 0.5, False
        while (left := until - self.now()) > 0:
            try:
                answer = self._once(method, path, key, data, left)
            except (OSError, urllib3.exceptions.HTTPError):
                answer = None
            if answer is not None and answer.status == _CHOSEN_ELSEWHERE:
                self._base = self._trusted(answer.headers.get("location", ""))
                if not led:  # regions that name each other are on the point of agreeing: they are given time
                    led = True
                    continue
            elif answer is not None and answer.status not in AGAIN:
                return answer
            elif answer is None or answer.status >= _BROKEN:
                self._base = ""  # DNS may lead to another region by now
            told = answer.headers.get("retry-after", "") if answer is not None else ""
            self.sleep(min(float(told) if told.isdigit() else wait, max(until - self.now(), 0.0)))
            wait = min(2 * wait, _LONGEST_WAIT)
        raise UnansweredError(f"no answer to {method} {path} within {self.patience:g} s")

    def _once(self, method: str, path: str, key: str, data: bytes, seconds: float) -> Answer:
        """Sign and send: a signature is of one host, one body and five minutes, so each try has its own."""
        url = f"{self._base or self.url.rstrip('/')}{path}"
        headers = {"Host": urlsplit(url).netloc, "Accept": "application/json"}
        if data:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        request = AWSRequest(method, url, headers, data)
        signer: Any = AUTH_TYPE_MAPS["v4a"]  # CrtSigV4AsymAuth, which botocore[crt] brings
        signer(self.credentials, SERVICE, ",".join(self.regions)).add_auth(request)
        return self.send(method, url, dict(request.headers), data, seconds)

    def _trusted(self, location: str) -> str:
        """The base of a URL beside ours. Card data follows no other: raises UnansweredError."""
        there, here = urlsplit(location), urlsplit(self.url)
        domain = here.netloc.partition(".")[2]
        if there.scheme != "https" or not domain or there.netloc.partition(".")[2] != domain:
            raise UnansweredError("the API named a host that is not beside its own")
        return f"https://{there.netloc}"


def https() -> Send:
    """Sends over HTTPS. Redirects are not followed: who follows one has to sign again."""
    pool = urllib3.PoolManager(retries=False)

    def send(method: str, url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
        limits = urllib3.Timeout(total=seconds, connect=5, read=30)
        said = pool.request(method, url, body=body, headers=headers, redirect=False, timeout=limits)
        named = {name.lower(): value for name, value in said.headers.items()}
        return Answer(said.status, named, _read(said.status, said.data or b""))

    return send


def _read(status: int, body: bytes) -> Mapping[str, Any]:
    """The JSON object of an answer. What stands before the API refuses without one, and accepts nothing."""
    try:
        read = json.loads(body)
    except ValueError:
        read = None
    if isinstance(read, dict):
        return read
    if status < _REFUSED:
        raise OSError("what answered is not the API: its body is no JSON object")
    return {}
