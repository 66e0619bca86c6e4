"""The environment's variables by name. From its calls the proof of permissions reads which are used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers.domain.errors import ConfigurationError


class Variables:
    """Variables that infrastructure gave to the function."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def text(self, name: str) -> str:
        """Return a variable. Raises ConfigurationError, which names it, where it is missing or empty."""
        value = self._given.get(name, "")
        if not value:
            raise ConfigurationError(f"the environment variable {name} is missing", variable=name)
        return value

    def whole_number(self, name: str, *, least: int) -> int:
        """Return a variable as a whole number. Raises ConfigurationError where it is none from `least` on."""
        value = self.text(name)
        if not (value.isascii() and value.isdecimal()) or int(value) < least:
            raise ConfigurationError(f"the environment variable {name} is no whole number from {least} on")
        return int(value)

    def seconds(self, name: str, *, least: int) -> timedelta:
        """Return a variable as so many seconds. Raises ConfigurationError as `whole_number` does."""
        return timedelta(seconds=self.whole_number(name, least=least))

    def json_object(self, name: str) -> dict[str, Any]:
        """Return a variable as an object of JSON. Raises ConfigurationError where it is none."""
        try:
            value = json.loads(self.text(name))
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise ConfigurationError(f"the environment variable {name} is not an object of JSON")
        return value
