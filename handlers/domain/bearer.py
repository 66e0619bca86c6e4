"""Whom a bearer token names. A load balancer has verified it before (RFC 6750, 7519): here it is read."""

from __future__ import annotations

import base64
import json
import re
from typing import Final

# One header with one token of three parts, of which the last is the signature.
_BEARER: Final = re.compile(r"Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)", re.ASCII | re.IGNORECASE)
_SUBJECT: Final = re.compile(r"[!-~]{1,255}")


def caller_of(authorization: str) -> str:
    """Return `token:` and the token's subject; "" where there is no such token, or no subject in it."""
    found = _BEARER.fullmatch(authorization)
    if found is None:
        return ""
    claims = found[2] + "=" * (-len(found[2]) % 4)
    try:
        said = json.loads(base64.urlsafe_b64decode(claims))
    except (ValueError, RecursionError):
        return ""
    subject = said.get("sub") if isinstance(said, dict) else None
    return f"token:{subject}" if isinstance(subject, str) and _SUBJECT.fullmatch(subject) else ""
