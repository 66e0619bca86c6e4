"""Signatures of reports: ed25519, by keys in PEM files that the user supplies."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

ALGORITHM: Final = "ed25519"


class KeyFileError(ValueError):
    """The file holds no key that can be used; the text says which file, and what is needed."""


def read_private_key(file: Path) -> Ed25519PrivateKey:
    """A key to sign with. Raises KeyFileError."""
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise KeyFileError(f"the key {file} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"{file} is no private key in PEM without a password") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{file} is a key of another kind than {ALGORITHM}")
    return key


def read_public_key(file: Path) -> Ed25519PublicKey:
    """A key to trust. Raises KeyFileError."""
    try:
        key = load_pem_public_key(file.read_bytes())
    except OSError as error:
        raise KeyFileError(f"the key {file} cannot be read: {error.strerror}") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"{file} is no public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(f"{file} is a key of another kind than {ALGORITHM}")
    return key


def signature(key: Ed25519PrivateKey, message: bytes) -> dict[str, str]:
    """The signature of a message, with the public half of the key, both in base64."""
    return {
        "algorithm": ALGORITHM,
        "public_key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "value": base64.b64encode(key.sign(message)).decode(),
    }


def signature_fault(said: Any, message: bytes, trusted: Ed25519PublicKey | None) -> str:  # noqa: ANN401 - of a report
    """Why a signature does not hold; empty where it does.

    trusted: the key that must have signed; where it is None, that which the signature names.
    """
    try:
        if set(said) != {"algorithm", "public_key", "value"} or said["algorithm"] != ALGORITHM:
            return f"its signature is not one of {ALGORITHM}"
        public = base64.b64decode(said["public_key"], validate=True)
        value = base64.b64decode(said["value"], validate=True)
        key = Ed25519PublicKey.from_public_bytes(public)
    except (TypeError, KeyError, ValueError, binascii.Error):
        return "its signature was changed: it does not read"
    if trusted is not None and public != trusted.public_bytes_raw():
        return "another key than the trusted one signed it"
    spelled = (base64.b64encode(public).decode(), base64.b64encode(value).decode())
    if spelled != (said["public_key"], said["value"]):
        return "its signature was changed: it is written otherwise than it was made"
    try:
        key.verify(value, message)
    except InvalidSignature:
        return "its signature does not hold: the signature, its key or what it signs was changed"
    return ""
