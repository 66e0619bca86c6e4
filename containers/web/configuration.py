"""What the service is told by environment variables. An error names the variable, and no value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_HOST: Final = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z")
_PORT: Final = re.compile(r"[0-9]{1,5}\Z")


class ConfigurationError(Exception):
    """The service cannot start with what it was given. Its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database: its endpoints for writing and for reading, and the login. `authorities` is a file (PEM)."""

    host: str
    reader_host: str
    port: int
    name: str
    username: str
    password: str = field(repr=False)
    authorities: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that the service is told."""

    port: int
    database: Database

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Configuration:
        """Read the variables. Raises ConfigurationError for the first that is missing or wrong."""
        username, password = _credential(_text(variables, "DATABASE_CREDENTIAL"))
        database = Database(
            host=_host(variables, "DATABASE_HOST"),
            reader_host=_host(variables, "DATABASE_READER_HOST"),
            port=_port(variables, "DATABASE_PORT", "3306"),
            name=_text(variables, "DATABASE_NAME"),
            username=username,
            password=password,
            authorities=variables.get("DATABASE_CA") or "/app/authorities.pem",
        )
        return cls(listening_port(variables), database)


def listening_port(variables: Mapping[str, str]) -> int:
    """Return the port that the service listens on. Raises ConfigurationError where it is none."""
    return _port(variables, "PORT", "8443")


def _text(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "")
    if not value:
        raise ConfigurationError(f"the environment variable {name} is missing or empty")
    return value


def _host(variables: Mapping[str, str], name: str) -> str:
    value = _text(variables, name)
    if not _HOST.match(value):
        raise ConfigurationError(f"the environment variable {name} is no host name")
    return value


def _port(variables: Mapping[str, str], name: str, default: str) -> int:
    value = variables.get(name) or default
    if not _PORT.match(value) or int(value) > 65535:
        raise ConfigurationError(f"the environment variable {name} is no port number from 0 to 65535")
    return int(value)


def _credential(text: str) -> tuple[str, str]:
    try:
        credential = json.loads(text)
    except (ValueError, RecursionError):
        credential = None
    match credential:
        case {"username": str(username), "password": str(password)} if username and password:
            return username, password
    # Outside of `except`: its context would hold the text.
    raise ConfigurationError(
        "the environment variable DATABASE_CREDENTIAL is no JSON object with username and password"
    )
