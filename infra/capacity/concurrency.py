"""Concurrent executions: calls a second times seconds a call (Little's law), with room to spare."""

from __future__ import annotations

from math import ceil
from typing import Final

HEADROOM: Final = 1.3  # calls do not come evenly spread
UNRESERVED: Final = 100  # executions that Lambda keeps for functions without a reservation


def needed(calls_per_second: float, seconds: float) -> int:
    """The executions to reserve for a function."""
    return ceil(round(calls_per_second * seconds * HEADROOM, 6))


def carried(reserved: int, seconds: float) -> int:
    """The calls a second that a reservation carries, without room to spare."""
    return int(round(reserved / seconds, 6))
