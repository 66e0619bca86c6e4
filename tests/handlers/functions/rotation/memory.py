"""Secrets Manager and a database in memory, with what their manuals say of labels and logins."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handlers.domain.credentials import Credential, Versions
from handlers.domain.errors import ContentionError, RotationError


@dataclass
class MemorySecrets:
    """The versions of one secret."""

    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    rotated: bool = True
    made: int = 0

    def versions(self) -> Versions:
        return Versions(self.rotated, dict(self.labels))

    def get(self, version: str) -> str | None:
        return self.values.get(version)

    def put(self, version: str, value: str, labels: tuple[str, ...]) -> None:
        if version not in self.values:
            self.values[version] = value
            self.labels.update(dict.fromkeys(labels, version))

    def move(self, label: str, *, source: str, target: str) -> None:
        if self.labels.get(label) != source:
            raise ContentionError("moved by somebody else")
        self.labels[label] = target
        if label == "AWSCURRENT":
            self.labels["AWSPREVIOUS"] = source

    def random_password(self) -> str:
        self.made += 1
        return f"password {self.made}"

    def login(self, label: str) -> dict[str, Any]:
        login: dict[str, Any] = json.loads(self.values[self.labels[label]])
        return login


@dataclass
class MemoryDatabase:
    """Users and their passwords."""

    passwords: dict[str, str]

    def accepts(self, credential: Credential) -> bool:
        return self.passwords.get(credential.username) == credential.password

    def change_password(self, credential: Credential, password: str) -> None:
        if not self.accepts(credential):
            raise RotationError("refused")
        self.passwords[credential.username] = password


CHANGING = ("secrets.put", "secrets.move", "database.change_password")


class DiedError(Exception):
    """The function died."""


@dataclass
class Dying:
    """Ports that die at one call, before or after its effect; `watch` looks in after each that had one."""

    at: int | None = None
    after: bool = False
    watch: Callable[[], None] = lambda: None
    calls: list[str] = field(default_factory=list)

    def port(self, name: str, port: object) -> Any:
        return _Port(name, port, self)

    def call(self, name: str, method: Callable[..., Any], *args: Any, **named: Any) -> Any:
        self.calls.append(name)
        here = len(self.calls) - 1 == self.at
        if here and not self.after:
            raise DiedError
        answer = method(*args, **named)
        if name in CHANGING:
            self.watch()
        if here:
            raise DiedError
        return answer


class _Port:
    def __init__(self, name: str, port: object, dying: Dying) -> None:
        self._name, self._port, self._dying = name, port, dying

    def __getattr__(self, method: str) -> Callable[..., Any]:
        called = getattr(self._port, method)
        return lambda *args, **named: self._dying.call(f"{self._name}.{method}", called, *args, **named)
