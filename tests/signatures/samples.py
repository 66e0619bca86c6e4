"""Requests to try a verifier on: some that AWS's own runtime signed for all regions, and plain ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.signatures.verifier import Request

_RECORDED: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "signed_by_aws.json").read_text(encoding="utf-8")
)
ACCESS_KEY: Final[str] = _RECORDED["access_key"]
SECRET: Final[str] = _RECORDED["secret"]
SECRETS: Final = {ACCESS_KEY: SECRET}
SIGNED_ONCE: Final = tuple(
    Request(each["method"], each["url"], each["headers"], each["body"].encode())
    for each in _RECORDED["requests"]
)


def plainly_signed(region: str) -> Request:
    """A request with a plain signature, for one region, by botocore."""
    once = SIGNED_ONCE[0]
    headers = {name: once.headers[name] for name in ("host", "content-type", "idempotency-key")}
    request = AWSRequest(once.method, once.url, headers, once.body)
    SigV4Auth(Credentials(ACCESS_KEY, SECRET), "execute-api", region).add_auth(request)
    return replace(once, headers={name.lower(): value for name, value in request.headers.items()})
