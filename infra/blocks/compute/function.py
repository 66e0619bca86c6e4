"""A function that was added, as its callers name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function that was added, as tokens. Callers name the alias, which moves from version to version."""

    name: str
    arn: str
    alias_arn: str
    alias_name: str
    log_group_name: str
    role_name: str
