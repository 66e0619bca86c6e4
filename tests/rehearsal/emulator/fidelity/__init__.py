"""Where ministack is not AWS: one module a difference, each of which replaces a function of ministack."""

from __future__ import annotations

from tests.rehearsal.emulator.fidelity import base_paths, function_errors, hosted_zones, signing


def apply() -> None:
    """Mend what is known."""
    base_paths.apply()
    function_errors.apply()
    hosted_zones.apply()
    signing.apply()
