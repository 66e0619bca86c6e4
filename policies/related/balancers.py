"""The accounts of AWS by which load balancers deliver their logs, where no service's name does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from policies.policy_document import Statement

_TABLE: Final = Path(__file__).with_name("balancer_accounts.txt")
"""The accounts by which load balancers deliver, and the region of each. The service's own name does it
everywhere.
"""
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_PUTS: Final = frozenset({"s3:putobject", "s3:putobjectacl"})


@cache
def delivers() -> Mapping[str, str]:
    """The region of each account of the table."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


def delivering(text: str) -> Mapping[str, str]:
    """The accounts of the table that a principal names, each with its region."""
    return {account: delivers()[account] for account in _ACCOUNT.findall(text) if account in delivers()}


def only_delivers(statement: Statement) -> bool:
    """Whether it lets nothing but such accounts put objects: where their logs go, `lb-logs` judges."""
    return (
        bool(statement.principals)
        and all(delivering(principal.value) for principal in statement.principals)
        and not statement.not_actions
        and {action.lower() for action in statement.actions} <= _PUTS
    )
