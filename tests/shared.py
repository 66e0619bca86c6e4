"""What every worker of a run reads is made by the first that needs it, and by no other."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, shared by all workers of the run. Tests only read it.

    What `make` raises is raised here, and the next that asks tries again.
    """
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # each worker has a folder in it
    shared = run / f"shared-{name}"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            made = factory.mktemp(name) / "made"
            make(made)
            made.rename(shared)
    return shared
