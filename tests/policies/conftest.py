"""Fixtures of the tests on rules, gate and diff."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.policies.stacks import without_stacks

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def foundations(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The networks, keys and data of the synthesis, without what is built on them: a third of it."""
    folder = tmp_path_factory.mktemp("foundations") / "cdktf.out"
    manifest = json.loads((synthesized / "manifest.json").read_text())
    above = [name for name in manifest["stacks"] if "-foundation-" not in name and "-data-" not in name]
    shutil.copytree(synthesized, folder, ignore=shutil.ignore_patterns(*above))
    without_stacks(folder, *above)
    return folder


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of what the gate runs from: the policies, and the requirements that rules refer to."""
    copy = tmp_path / "project"
    shutil.copytree(PROJECT / "policies", copy / "policies", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "docs").mkdir()
    shutil.copy(PROJECT / "docs" / "requirements.toml", copy / "docs")
    return copy
