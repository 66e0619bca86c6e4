"""Forces rotation on every KMS key that can rotate."""

from __future__ import annotations

from typing import Any, Final

from aspects.journal import Journal
from infra.stack import PlatformStack

ROTATING_USAGE: Final = (None, "ENCRYPT_DECRYPT")
"""KMS rotates symmetric encryption keys only: AWS KMS Developer Guide, Rotate AWS KMS keys."""


def force(key: Any, _stack: PlatformStack, journal: Journal) -> None:  # noqa: ANN401 - the class stays unloaded
    """Turn rotation on where it is off or not said."""
    before = key.enable_key_rotation_input
    if before is True or key.key_usage_input not in ROTATING_USAGE:
        return
    key.enable_key_rotation = True
    journal.add("key_rotation", key, "enable_key_rotation", before=before, after=True)
