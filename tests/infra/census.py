"""The census of a synthesis: how many resources of each type each stack holds.

`python -m tests.infra.census` writes the golden one anew, after a change that was meant.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

from tests.infra.synthesis import SUFFIX, SYSTEM, Estate, synthesize

GOLDEN = Path(__file__).parents[1] / "golden" / f"{SYSTEM}.census.json"


def census(estate: Estate) -> dict[str, dict[str, int]]:
    """Stack -> resource type -> count, both sorted."""
    return {
        name: dict(sorted(Counter(resource.type for resource in stack.resources).items()))
        for name, stack in sorted(estate.stacks.items())
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        counted = census(Estate.read(synthesize(Path(folder), SUFFIX)))
    GOLDEN.write_text(json.dumps(counted, indent=2) + "\n", encoding="utf-8")
    print(f"{GOLDEN.name}: {sum(sum(kinds.values()) for kinds in counted.values())} resources")
