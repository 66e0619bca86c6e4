"""Concurrent executions: calls a second times seconds a call (Little's law), with room to spare."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Final

from infra.settings.schema import EPHEMERAL, PlatformSettings, Problem

HEADROOM: Final = 1.3  # calls do not come evenly spread


def needed(calls_per_second: float, seconds: float) -> int:
    """The executions to reserve for a function."""
    return ceil(round(calls_per_second * seconds * HEADROOM, 6))


def too_little(settings: PlatformSettings, per_second: int, calls: str, seconds: float) -> Iterable[Problem]:
    """What is reserved and does not carry so many calls of so many seconds; what comes and goes need not.

    calls: what they are, as sentences name them.
    """
    profile, least = settings.profile.name, needed(per_second, seconds)
    load = f"{per_second} {calls} a second of {seconds:g} s each, times {HEADROOM}"
    for key, found in settings.reserved().items() if profile != EPHEMERAL else ():
        if found < least:
            yield Problem(key, found, f"at least {least} in the profile {profile}, for {load}")


def carried(reserved: int, seconds: float) -> int:
    """The calls a second that a reservation carries, without room to spare."""
    return int(round(reserved / seconds, 6))
