"""What every worker of a run reads is made by the first that needs it, and by no other."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled, shared by all workers of the run. Tests only read it.

    What `make` raises is raised here, and the next that asks tries again.
    """
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # each worker has a folder in it
    shared = run / f"shared-{name}"
    with (run / f"{name}.made").open("a") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if not made.seek(0, os.SEEK_END):
            shutil.rmtree(shared, ignore_errors=True)  # what was begun and raised
            shared.mkdir()
            make(shared)
            made.write("whole")
    return shared
