"""The checks that checkov really has, so that a waiver of one that it has not is told at once.

checkov itself is asked only by tests/policies/test_checkov_checks.py, which also writes the list anew.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

CHECKS: Final = Path(__file__).with_name("checkov_checks.txt")
"""A comment with checkov's version, then the ids of its Terraform checks, one a line."""

_ID: Final = re.compile(r"^CKV2?_[A-Z0-9]+_\d+$")
_VERSION: Final = re.compile(r"checkov (\S+):")


def is_checkov_id(rule: str) -> bool:
    """Whether it is written as checkov writes its ids, be there such a check or not."""
    return bool(_ID.match(rule))


@cache
def checkov_checks() -> tuple[str, frozenset[str]]:
    """The version of the list, and its ids."""
    first, *ids = CHECKS.read_text(encoding="utf-8").splitlines()
    version = _VERSION.search(first)
    return version[1] if version else "", frozenset(ids)
