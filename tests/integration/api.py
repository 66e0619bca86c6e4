"""The payments API as a merchant asks it: requests signed with Signature Version 4.

Where AWS_ENDPOINT_URL (or the caller) names an endpoint, requests go there, with the API's own name in the
signed Host header: an emulated API Gateway tells its domains apart by it, as the real one does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ACCEPTED: Final = 202
_TIMEOUT: Final = urllib3.Timeout(connect=10, read=60)  # seconds; a function may answer for 29
_AT_ONCE: Final = 32  # connections that are kept


class UnreachableError(Exception):
    """The API gave no answer: what was asked may or may not have been done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its body is JSON always."""

    status: int
    headers: Mapping[str, str]
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merchant:
    """A merchant of a home region, and what it signs with."""

    id: str
    home: str
    credentials: Credentials = field(repr=False)


class Api:
    """The API of `region` at `url`; through `endpoint` where it is not "".

    Without credentials requests are unsigned.
    """

    def __init__(self, region: str, url: str, *, endpoint: str = "") -> None:
        self._region, self._url = region, url.rstrip("/")
        named = urlsplit(self._url)
        self._base = f"{endpoint.rstrip('/')}{named.path}" if endpoint else self._url
        self._host = named.netloc
        self._pool = urllib3.PoolManager(maxsize=_AT_ONCE, timeout=_TIMEOUT, retries=False)

    def send(
        self,
        method: str,
        path: str,
        *,
        by: Merchant | None,
        key: str = "",
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Ask, signed by a merchant (or by nobody). Raises UnreachableError."""
        data = b"" if body is None else json.dumps(body).encode()
        headers = {"Host": self._host, "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        if data:
            headers["Content-Type"] = "application/json"
        headers = self._authorized(method, path, headers, data, by)
        try:
            said = self._pool.request(
                method, f"{self._base}{path}", body=data, headers=headers, redirect=False
            )
            return Answer(said.status, dict(said.headers), json.loads(said.data))
        except urllib3.exceptions.HTTPError as error:
            raise UnreachableError(f"{self._host} gave no answer ({type(error).__name__})") from error
        except ValueError:
            raise UnreachableError(f"{self._host} answered {said.status}, and no JSON") from None

    def _authorized(
        self, method: str, path: str, headers: Mapping[str, str], data: bytes, by: Merchant | None
    ) -> dict[str, str]:
        """The headers, with what says who asks."""
        request = AWSRequest(method, f"{self._url}{path}", headers, data)
        if by is not None:
            SigV4Auth(by.credentials, "execute-api", self._region).add_auth(request)
        return dict(request.headers)

    def pay(
        self,
        by: Merchant | None,
        key: str,
        minor: int,
        number: str,
        *,
        currency: str = "EUR",
        capture_method: str = "automatic",
    ) -> Answer:
        """Ask for a payment of `minor` units with a card."""
        card = {"number": number, "expiry_year": 2099, "expiry_month": 12, "security_code": "123"}
        name = hashlib.sha256(number.encode()).hexdigest()[:16]  # a card of one's own
        payer = {"name": "Ada Example", "email": f"{name}@example.com", "country": "US"}
        order = {"amount_minor": minor, "currency": currency, "reference": "order-1001"}
        order["capture_method"] = capture_method
        return self.send("POST", "/payments", by=by, key=key, body={**order, "card": card, "payer": payer})

    def refund(self, by: Merchant, payment_id: str, key: str, minor: int) -> Answer:
        """Ask for a refund of `minor` units."""
        path = f"/payments/{payment_id}/refunds"
        return self.send("POST", path, by=by, key=key, body={"amount_minor": minor})

    def wish(self, by: Merchant, payment_id: str, wish: str) -> Answer:
        """Ask to `capture` or to `cancel` a payment."""
        return self.send("POST", f"/payments/{payment_id}/{wish}", by=by, body={})

    def look(self, by: Merchant, payment_id: str) -> Answer:
        """Ask how a payment stands."""
        return self.send("GET", f"/payments/{payment_id}", by=by)


class TokenApi(Api):
    """The API behind a load balancer, whose callers bring a token (RFC 6750)."""

    def __init__(self, region: str, url: str, token: str, *, endpoint: str = "") -> None:
        super().__init__(region, url, endpoint=endpoint)
        self._token = token

    def _authorized(
        self, _method: str, _path: str, headers: Mapping[str, str], _data: bytes, _by: Merchant | None
    ) -> dict[str, str]:
        return {**headers, "Authorization": f"Bearer {self._token}"}
