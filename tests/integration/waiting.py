"""Polls a deployment until it is in an expected state, or a time is over."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

TIMEOUT_VARIABLE: Final = "INTEGRATION_TIMEOUT_SECONDS"
TIMEOUT_SECONDS: Final = float(os.environ.get(TIMEOUT_VARIABLE, "180"))
"""How long a test waits before it fails, unless it says its own limit."""
_PAUSE_SECONDS: Final = 0.25


class WaitTimeoutError(AssertionError):
    """The expected state was not reached in time; the text says which."""


def wait_until(probe: Callable[[], T | None], what: str, *, within: float = TIMEOUT_SECONDS) -> T:
    """Call `probe` again and again; return its first result that is true.

    what: the expected state, for the error.
    within: seconds. Raises WaitTimeoutError after them.
    """
    deadline = time.monotonic() + within
    while not (found := probe()):
        if time.monotonic() > deadline:
            raise WaitTimeoutError(f"timed out after {within:.0f} s waiting for {what}")
        time.sleep(_PAUSE_SECONDS)
    return found
