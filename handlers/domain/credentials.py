"""A database's credential, and the ports to where it is kept and where it must work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol

from handlers.domain.errors import RotationError


class Engine(StrEnum):
    """The database engines, as AWS writes them into a secret ("JSON structure of secrets")."""

    POSTGRES = "postgres"
    MYSQL = "mysql"


_PORTS: Final = {Engine.POSTGRES: 5432, Engine.MYSQL: 3306}


@dataclass(frozen=True, slots=True)
class Credential:
    """Who logs in where. `rest` holds what else the secret says and every version keeps.

    The representation says nothing of it.
    """

    engine: Engine = field(repr=False)
    host: str = field(repr=False)
    port: int = field(repr=False)
    database: str = field(repr=False)
    username: str = field(repr=False)
    password: str = field(repr=False)
    rest: Mapping[str, object] = field(repr=False, default_factory=dict)

    @property
    def place(self) -> tuple[Engine, str, int, str]:
        """The database that it opens."""
        return self.engine, self.host, self.port, self.database

    def with_password(self, password: str) -> Credential:
        """The same login with another password."""
        return replace(self, password=password)

    def secret(self) -> str:
        """The JSON that `credential_in` reads."""
        return json.dumps(
            {
                **self.rest,
                "engine": self.engine,
                "host": self.host,
                "port": self.port,
                "username": self.username,
                "password": self.password,
                "dbname": self.database,
            }
        )


def credential_in(secret: str) -> Credential:
    """Read a secret's JSON: engine, host, username, password, dbname, and port unless it is the engine's own.

    Raises RotationError where something is missing or of another type.
    """
    try:
        given = json.loads(secret)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise RotationError("the secret holds no JSON object")
    texts = {name: given.get(name) for name in ("engine", "host", "username", "password", "dbname")}
    for name, value in texts.items():
        if not isinstance(value, str) or not value or "\0" in value:
            raise RotationError(f"the secret's {name} is missing or no text")
    if given["engine"] not in set(Engine):
        raise RotationError(f"the secret's engine is none of {', '.join(Engine)}")
    engine = Engine(given["engine"])
    port = given.get("port", _PORTS[engine])
    if isinstance(port, str) and port.isascii() and port.isdigit():
        port = int(port)
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise RotationError("the secret's port is no port")
    rest = {name: value for name, value in given.items() if name not in texts}
    return Credential(
        engine, given["host"], port, given["dbname"], given["username"], given["password"], rest
    )


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a secret by the staging labels that they hold, and whether it is rotated at all."""

    rotated: bool
    by_label: Mapping[str, str]

    def of(self, label: str) -> str | None:
        """The version that holds a label, or None."""
        return self.by_label.get(label)

    def holds(self, version: str, *labels: str) -> bool:
        """Whether a version holds one of the labels."""
        return any(self.of(label) == version for label in labels)


class Secrets(Protocol):
    """The versions of one secret. Each method may raise StoreUnavailableError."""

    def versions(self) -> Versions:
        """Return which version holds which label now."""

    def get(self, version: str) -> str | None:
        """Return a version's value, or None where it has none yet."""

    def put(self, version: str, value: str, labels: tuple[str, ...]) -> None:
        """Give a version its value and labels, unless it has a value: then that one stays."""

    def move(self, label: str, *, source: str, target: str) -> None:
        """Move a label from one version to another. Raises ContentionError where `source` has it no more."""

    def random_password(self) -> str:
        """Return a new password."""


class Database(Protocol):
    """Databases, reached over TLS by their verified names. Each method may raise DatabaseUnavailableError."""

    def accepts(self, credential: Credential) -> bool:
        """Tell whether one can log in and ask something."""

    def change_password(self, credential: Credential, password: str) -> None:
        """Log in and give oneself another password. Raises RotationError where the login is refused."""
