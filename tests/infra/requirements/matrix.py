"""The requirements of a system, and the layers in which each has to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from policies.requirements import requirements


def layers(system: str) -> Mapping[str, tuple[str, ...]]:
    """By requirement, the letters that `docs/requirements.toml` explains, in its order."""
    return {
        each.id: each.layers
        for each in requirements().by_id.values()
        if each.applies_to([system]) and not each.settles
    }
