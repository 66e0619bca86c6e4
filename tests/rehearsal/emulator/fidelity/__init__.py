"""Where ministack is not AWS: one module a difference, each of which replaces a function of ministack."""

from __future__ import annotations

from typing import Final

from tests.rehearsal.emulator.fidelity import (
    alarms,
    api_calls,
    base_paths,
    buses,
    custom_domains,
    dead_functions,
    events,
    function_errors,
    hosted_zones,
    keys,
    lost_regions,
    object_copies,
    replication,
    signing,
    simulation,
    streams,
    topics,
    workflows,
)

_MENDED: Final = (
    alarms,
    api_calls,
    base_paths,
    buses,
    custom_domains,
    dead_functions,
    events,
    function_errors,
    hosted_zones,
    keys,
    lost_regions,
    object_copies,
    replication,
    signing,
    simulation,
    streams,
    topics,
    workflows,
)


def apply() -> None:
    """Mend what is known."""
    for module in _MENDED:
        module.apply()
