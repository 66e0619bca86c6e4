"""The unit lane needs nothing but Python: what is slow to import fails there, and other lanes stay unread."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import LANES, NOT_IN_UNIT

pytestmark = pytest.mark.fuzz

PROJECT = Path(__file__).resolve().parents[2]


def run(folder: Path, lane: str) -> str:
    """What pytest says of the tests of a lane in a folder, with the project's conftest.py."""
    command = [sys.executable, "-m", "pytest", "-c", str(PROJECT / "pyproject.toml"), "-p", "conftest"]
    ran = subprocess.run(
        [*command, "-m", lane, str(folder)], cwd=PROJECT, check=False, capture_output=True, text=True
    )
    return ran.stdout


def test_the_unit_lane_imports_nothing_slow_and_reads_no_other_lane(tmp_path: Path) -> None:
    slow = [f"def test_{name}() -> None:\n    import {name}\n" for name in NOT_IN_UNIT]
    (tmp_path / "test_unit.py").write_text("\n".join(slow))
    for lane in LANES:
        folder = tmp_path / lane
        folder.mkdir()
        (folder / "conftest.py").write_text("raise AssertionError('it was read')")
        (folder / f"test_{lane}.py").write_text(f"import pytest\n\npytestmark = pytest.mark.{lane}\n1 / 0\n")
    said = run(tmp_path, "unit")
    assert f"{len(NOT_IN_UNIT)} failed in " in said, said
    assert all(f"ModuleNotFoundError: import of {name} halted" in said for name in NOT_IN_UNIT), said
