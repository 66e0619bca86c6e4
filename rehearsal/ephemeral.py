"""Copies of stacks without ephemeral values: mocks and emulators know none, and what is write-only is in no
state anyway. Terraform validates the stacks as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_REFERENCE: Final = "ephemeral."
STAND_IN: Final = "a-stand-in-for-an-ephemeral-value"


def without_ephemeral(content: Mapping[str, Any]) -> dict[str, Any]:
    """The stack without its `ephemeral` blocks; a stand-in takes the place of every expression of one."""
    return {key: _stood_in(value) for key, value in content.items() if key != "ephemeral"}


def _stood_in(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _stood_in(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_stood_in(each) for each in value]
    return STAND_IN if isinstance(value, str) and "${" in value and _REFERENCE in value else value
