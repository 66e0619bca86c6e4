"""One environment made by the set-up, and copies of it to bend."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.provisioning.project import clean_variables, make_project, set_up
from tests.shared import made_once


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was set up on a machine whose only settings are where packages come from."""

    def make(folder: Path) -> None:
        project = make_project(folder / "project")
        sources = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / "wheels")}
        done = set_up(project, variables=clean_variables(folder) | sources)
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "set-up", make) / "project"


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of it of one's own, to change."""
    return shutil.copytree(made, tmp_path / "project", symlinks=True)


@pytest.fixture
def variables(project: Path) -> dict[str, str]:
    """A machine that says where packages come from, and no more."""
    sources = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / "wheels")}
    return clean_variables(project.parent / "home") | sources


@pytest.fixture
def machine(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What runs here runs on a machine whose only settings are where packages come from."""
    for name in [name for name in os.environ if name.startswith(("PIP_", "XDG_CONFIG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(project.parent / "home"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(project.parent / "xdg"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(project / "wheels"))
    return project.parent
