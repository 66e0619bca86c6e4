"""Where ministack is not AWS: one module a difference, each of which replaces a function of ministack."""

from __future__ import annotations

from tests.rehearsal.emulator.fidelity import (
    base_paths,
    dead_functions,
    events,
    function_errors,
    hosted_zones,
    signing,
    topics,
)


def apply() -> None:
    """Mend what is known."""
    for module in (base_paths, dead_functions, events, function_errors, hosted_zones, signing, topics):
        module.apply()
