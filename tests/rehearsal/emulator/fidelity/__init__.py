"""Where ministack is not AWS: one module a difference, each of which replaces a function of ministack."""

from __future__ import annotations

from tests.rehearsal.emulator.fidelity import base_paths, hosted_zones, signing, simulation


def apply() -> None:
    """Mend what is known."""
    base_paths.apply()
    hosted_zones.apply()
    signing.apply()
    simulation.apply()
