"""How a system shows a requirement of every system: as `global_payments` does, or by other edits."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.infra.requirements import evidence, lifecycle, naming, payments, platform, protection
from tests.infra.requirements.model import Proof, Requirement

_OF_PAYMENTS: Final = {
    each.row: each
    for section in (platform, naming, lifecycle, protection, evidence, payments)
    for each in section.REQUIREMENTS
}


def same(row: str) -> Requirement:
    """Shown as in `global_payments`, by the same edits and tests."""
    return _OF_PAYMENTS[row]


def other(row: str, *proofs: Proof, **carried: tuple[str, ...]) -> Requirement:
    """Shown by other edits, and by the same tests where none are named."""
    return replace(same(row), proofs=proofs, carried={**same(row).carried, **carried})
