"""What all tests share: one synthesis a run."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

import main
from tests.infra.synthesis import SUFFIX
from tests.shared import made_once

# No test is timed: on a machine with other work, an example may take any time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


LANES: Final = ("synth", "database", "terraform", "fuzz")
_OF_A_LANE: Final = re.compile(rf"^pytestmark = .*\bmark\.(?:{'|'.join(LANES)})\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The unit lane does not even import what lies in another: collecting all takes longer than it."""
    if config.option.markexpr != "unit" or not collection_path.name.startswith("test_"):
        return None
    return bool(_OF_A_LANE.search(collection_path.read_text(encoding="utf-8"))) or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is in no other lane is in the unit lane. Long tests begin first, so that no worker has one left
    while the others wait.
    """
    for item in items:
        if not any(item.get_closest_marker(lane) for lane in LANES):
            item.add_marker("unit")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was collected stays to the end, so the garbage collector need not go through it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as main.py leaves it, of `global_payments` with the suffix of the tests."""

    def synthesize(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("CDKTF_OUTDIR", str(folder / "cdktf.out"))
            assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 0

    return made_once(tmp_path_factory, "synthesis", synthesize) / "cdktf.out"
