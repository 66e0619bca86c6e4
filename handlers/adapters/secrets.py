"""Existing Secrets Manager secrets (R29), and the `Tokens` port over one of them.

A secret's text is JSON. It is kept in memory for a while, and stands in no representation and no error.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from handlers.adapters.clients import answered
from handlers.shared.errors import ConfigurationError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

LIFETIME_SECONDS: Final = 300  # then it is read again: a rotated secret is known by then
_KEY_BYTES: Final = 32  # of HMAC-SHA256: as many as the hash has (RFC 2104, section 3)


class Secret:
    """One field of a secret, by the secret's id. `seconds` counts up and never back."""

    def __init__(
        self, client: SecretsManagerClient, secret_id: str, field: str, seconds: Callable[[], float]
    ) -> None:
        self._client, self._secret_id, self._field, self._seconds = client, secret_id, field, seconds
        self._kept: tuple[float, str] | None = None

    def text(self) -> str:
        """Return the field. Raises ConfigurationError where the secret does not hold it."""
        now = self._seconds()
        if self._kept is None or now - self._kept[0] >= LIFETIME_SECONDS:
            self._kept = (now, self._read())
        return self._kept[1]

    def forget(self) -> None:
        """Read it anew the next time."""
        self._kept = None

    def _read(self) -> str:
        with answered():
            answer = self._client.get_secret_value(SecretId=self._secret_id)
        try:
            fields = json.loads(answer.get("SecretString", ""))
        except ValueError:
            fields = None
        value = fields.get(self._field) if isinstance(fields, dict) else None
        if not isinstance(value, str) or not value:
            raise ConfigurationError(f"the secret holds no text under '{self._field}'")
        return value


class HmacTokens:
    """Tokens under a key of the region: `{"key": "<base64 of 32 bytes or more>"}`."""

    def __init__(self, key: Secret) -> None:
        self._key = key

    def token(self, number: str) -> str:
        """Return the token of a card number: HMAC-SHA256 under the key (PCI DSS 3.5.1.1)."""
        text = self._key.text()
        try:
            key = base64.b64decode(text, validate=True)
        except binascii.Error:
            key = b""
        if len(key) < _KEY_BYTES:
            raise ConfigurationError("the key of tokens is not the base64 of 32 bytes or more")
        return f"tok_{hmac.new(key, number.encode(), hashlib.sha256).hexdigest()}"
