"""The census of checkov's answers to each system: how many elements each check judged, in each shape.

`python -m tests.policies.checkov_census` writes the golden ones anew, after a change that was meant.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from infra.systems import SYSTEMS
from policies.gate.engines.scan import Scan
from policies.gate.engines.scanner import Scanner
from policies.gate.reading.folder import read
from tests.infra.synthesis import SUFFIX, synthesize


def golden(system: str) -> Path:
    """Where the census of a system is kept."""
    return Path(__file__).parents[1] / "golden" / f"{system}.checkov.json"


def scan(folder: Path) -> Scan:
    """What checkov answers to a synthesized folder."""
    reading = read(folder)
    return Scanner(reading.configuration, reading.contents).result()


def census(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Check -> shape -> how many elements it passed or failed, both sorted."""
    told: dict[str, dict[str, int]] = {}
    for (shape, check), number in sorted(counts.items(), key=lambda item: (item[0][1], item[0][0])):
        told.setdefault(check, {})[shape] = number
    return told


if __name__ == "__main__":
    for system in SYSTEMS:
        with tempfile.TemporaryDirectory() as temporary:
            counted = census(scan(synthesize(Path(temporary), SUFFIX, system=system)).counts)
        golden(system).write_text(json.dumps(counted, indent=1) + "\n", encoding="utf-8")
        print(f"{golden(system).name}: {len(counted)} checks")
