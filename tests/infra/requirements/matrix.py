"""The requirements of `global_payments`, and the layers in which each has to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.requirements import requirements

SYSTEM: Final = "global_payments"
LAYERS: Final[Mapping[str, tuple[str, ...]]] = {
    each.id: each.layers
    for each in requirements().by_id.values()
    if each.applies_to([SYSTEM]) and not each.settles
}
"""By requirement, the letters that `docs/requirements.toml` explains."""
