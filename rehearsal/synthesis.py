"""The stacks of a system as `main.py` makes them, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infra.settings.phases import VARIABLE

if TYPE_CHECKING:
    from infra.settings.phases import MigrationSettings

PROJECT: Final = Path(__file__).resolve().parents[1]


class NotSynthesizedError(Exception):
    """There are no stacks; the text says of what, and what was said."""


def synthesize(settings: MigrationSettings, phase: str, folder: Path) -> None:
    """Write the stacks of the same environment in a phase into `folder`. Raises NotSynthesizedError."""
    told = {
        "system": settings.system,
        "environmentSuffix": settings.suffix,
        "profile": settings.profile.name,
        "migrationPhase": phase,
    }
    done = subprocess.run(
        [
            sys.executable,
            str(PROJECT / "main.py"),
            *(part for key, value in told.items() for part in ("-c", f"{key}={value}")),
        ],
        cwd=PROJECT,
        env={
            **{name: value for name, value in os.environ.items() if name != VARIABLE},
            "CDKTF_OUTDIR": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotSynthesizedError(
            f"{settings.system} in {phase} is not synthesized: {done.stdout[-2000:]}{done.stderr[-500:]}"
        )
