"""A deployed function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A deployed function, as tokens; callers call its alias."""

    name: str
    arn: str
    alias_arn: str
    alias_name: str
    log_group_name: str
    role_name: str
