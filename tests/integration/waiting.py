"""Waiting for what comes in its own time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE_VARIABLE: Final = "INTEGRATION_PATIENCE"
PATIENCE: Final = float(os.environ.get(PATIENCE_VARIABLE, "180"))  # seconds; nothing is measured by it
_PAUSE: Final = 0.25


class NeverCameError(AssertionError):
    """What was waited for did not come; the text says what."""


def until(look: Callable[[], T | None], what: str, *, within: float = PATIENCE) -> T:
    """Look again and again; return what is seen as soon as it is true. Raises NeverCameError."""
    limit = time.monotonic() + within
    while not (seen := look()):
        if time.monotonic() > limit:
            raise NeverCameError(f"in {within:.0f} s there was never {what}")
        time.sleep(_PAUSE)
    return seen
