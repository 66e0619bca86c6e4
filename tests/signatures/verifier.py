"""What a region makes of a signature: a verifier of both AWS algorithms, independent of every AWS library.

Sources: IAM User Guide, "Signature Version 4 request signing" (canonical request, string to sign, both
algorithms); NIST SP 800-108 (the derivation of the asymmetric key, in counter mode); AWS's own test suite for
the vectors of the tests.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

SYMMETRIC: Final = "AWS4-HMAC-SHA256"
ASYMMETRIC: Final = "AWS4-ECDSA-P256-SHA256"
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186)
_AUTHORIZATION: Final = re.compile(
    r"(?P<algorithm>[A-Z0-9-]+) Credential=(?P<credential>[^,]+), ?"
    r"SignedHeaders=(?P<signed>[^,]+), ?Signature=(?P<signature>[0-9a-f]+)"
)


class RefusedError(Exception):
    """The region refuses the request; the text says why."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrives. Header names in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


def key_of(access_key: str, secret: str) -> ec.EllipticCurvePrivateKey:
    """The P-256 key that follows from an access key: all regions know its public half."""
    for counter in range(1, 255):
        fixed = b"AWS4-ECDSA-P256-SHA256\x00" + access_key.encode() + bytes([counter]) + (256).to_bytes(4)
        derived = hmac.digest(f"AWS4A{secret}".encode(), (1).to_bytes(4) + fixed, "sha256")
        candidate = int.from_bytes(derived)
        if candidate <= _ORDER - 2:
            return ec.derive_private_key(candidate + 1, ec.SECP256R1())
    raise AssertionError("no key in 254 tries, which has a chance of one in 2 to the power of 8000")


def verify(request: Request, region: str, secrets: Mapping[str, str], *, service: str = "execute-api") -> str:
    """Return the access key that signed, where `region` accepts the request. Raises RefusedError."""
    read = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    if read is None:
        raise RefusedError("the request is not signed")
    algorithm, signed = read["algorithm"], read["signed"].split(";")
    access_key, *scope = read["credential"].split("/")
    if access_key not in secrets:
        raise RefusedError("nobody has that access key")
    if "host" not in signed or "x-amz-date" not in signed:
        raise RefusedError("host and time are not signed")
    _check_scope(request, algorithm, signed, scope, (region, service))
    digest = hashlib.sha256(_canonical(request, signed).encode()).hexdigest()
    text = "\n".join((algorithm, request.headers["x-amz-date"], "/".join(scope), digest)).encode()
    check = _is_asymmetric if algorithm == ASYMMETRIC else _is_symmetric
    if not check(access_key, secrets[access_key], scope, text, read["signature"]):
        raise RefusedError("the signature is of something else")
    return access_key


def _check_scope(
    request: Request, algorithm: str, signed: list[str], scope: list[str], here: tuple[str, str]
) -> None:
    """Raise RefusedError unless what was signed is of this region and service, and of its own day."""
    region, service = here
    if algorithm == ASYMMETRIC:
        date, *rest = scope
        _in_set(region, request.headers["x-amz-region-set"] if "x-amz-region-set" in signed else "no region")
    elif algorithm == SYMMETRIC:
        date, named, *rest = scope
        if named != region:
            raise RefusedError(f"the credential is scoped to {named}, not to {region}")
    else:
        raise RefusedError("the algorithm is not known")
    if rest != [service, "aws4_request"] or not request.headers["x-amz-date"].startswith(date):
        raise RefusedError("the scope is another one")


def _in_set(region: str, named: str) -> None:
    patterns = (re.escape(each.strip()).replace(r"\*", ".*") for each in named.split(","))
    if not any(re.fullmatch(pattern, region) for pattern in patterns):
        raise RefusedError(f"the signature is for {named}, not for {region}")


def _is_symmetric(_: str, secret: str, scope: list[str], text: bytes, signature: str) -> bool:
    key = f"AWS4{secret}".encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.compare_digest(hmac.digest(key, text, "sha256").hex(), signature)


def _is_asymmetric(access_key: str, secret: str, _: list[str], text: bytes, signature: str) -> bool:
    public = key_of(access_key, secret).public_key()
    try:
        public.verify(bytes.fromhex(signature), text, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _canonical(request: Request, signed: list[str]) -> str:
    """The request as both sides write it before they hash it."""
    url = urlsplit(request.url)
    query = sorted(
        (quote(n, "-_.~"), quote(v, "-_.~")) for n, v in parse_qsl(url.query, keep_blank_values=True)
    )
    return "\n".join(
        (
            request.method,
            quote(url.path or "/", "/-_.~"),  # the path is encoded already, and once more
            "&".join(f"{name}={value}" for name, value in query),
            *(f"{name}:{' '.join(request.headers[name].split())}" for name in signed),
            "",
            ";".join(signed),
            hashlib.sha256(request.body).hexdigest(),
        )
    )
