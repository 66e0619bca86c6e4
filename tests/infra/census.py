"""The census of a synthesis: how many resources of each type each stack holds.

`python -m tests.infra.census` writes the golden one of each system anew, after a change that was meant.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

from infra.systems import SYSTEMS
from tests.infra.synthesis import SUFFIX, Configuration, synthesize


def golden(system: str) -> Path:
    """Where the census of a system is kept."""
    return Path(__file__).parents[1] / "golden" / f"{system}.census.json"


def census(config: Configuration) -> dict[str, dict[str, int]]:
    """Stack -> resource type -> count, both sorted."""
    return {
        name: dict(sorted(Counter(resource.type for resource in stack.resources).items()))
        for name, stack in sorted(config.stacks.items())
    }


if __name__ == "__main__":
    for system in SYSTEMS:
        with tempfile.TemporaryDirectory() as folder:
            counted = census(Configuration.read(synthesize(Path(folder), SUFFIX, system=system)))
        golden(system).write_text(json.dumps(counted, indent=2) + "\n", encoding="utf-8")
        print(f"{golden(system).name}: {sum(sum(kinds.values()) for kinds in counted.values())} resources")
