"""Existing Secrets Manager secrets (R29), and the `Tokens` port over one of them.

A secret's text is JSON. It is kept in memory for a while, and stands in no representation and no error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from handlers.adapters.calls import calls
from handlers.adapters.clients import answered
from handlers.domain.errors import ConfigurationError
from handlers.domain.tokens import ring_in

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

LIFETIME_SECONDS: Final = 300  # then it is read again: a rotated secret is known by then


class Secret:
    """A secret, by its id; `field` is the one that `text` reads. `seconds` counts up and never back."""

    def __init__(
        self, client: SecretsManagerClient, secret_id: str, field: str, seconds: Callable[[], float]
    ) -> None:
        self._client, self._secret_id, self._field, self._seconds = client, secret_id, field, seconds
        self._kept: tuple[float, Mapping[str, object]] | None = None

    def text(self) -> str:
        """Return the field. Raises ConfigurationError where the secret does not hold it."""
        value = self.fields().get(self._field)
        if not isinstance(value, str) or not value:
            raise ConfigurationError(f"the secret holds no text under '{self._field}'")
        return value

    def fields(self) -> Mapping[str, object]:
        """Return all of its fields. Raises ConfigurationError where it is no object of JSON."""
        now = self._seconds()
        if self._kept is None or now - self._kept[0] >= LIFETIME_SECONDS:
            self._kept = (now, self._read())
        return self._kept[1]

    def forget(self) -> None:
        """Read it anew the next time."""
        self._kept = None

    @calls("secretsmanager:GetSecretValue")
    def _read(self) -> Mapping[str, object]:
        with answered():
            answer = self._client.get_secret_value(SecretId=self._secret_id)
        try:
            fields = json.loads(answer.get("SecretString", ""))
        except ValueError:
            fields = None
        if not isinstance(fields, dict):
            raise ConfigurationError("the secret holds no object of JSON")
        return fields


class SecretTokens:
    """Tokens under the region's keys, in the form that `ring_in` reads."""

    def __init__(self, keys: Secret) -> None:
        self._keys = keys

    def tokens(self, text: str) -> Sequence[str]:
        """Return a text's tokens under each key, the current one's first."""
        return ring_in(self._keys.fields()).tokens(text)
