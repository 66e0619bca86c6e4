"""The environment's variables by name. From these calls the proof of permissions reads what is used."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.domain.errors import ConfigurationError


class Variables:
    """Variables that infrastructure gave to the function."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def text(self, name: str) -> str:
        """Return a variable. Raises ConfigurationError, which names it, where it is missing or empty."""
        value = self._given.get(name, "")
        if not value:
            raise ConfigurationError(f"the environment variable {name} is missing")
        return value
