"""What all tests share: one synthesis of each system a run."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

import main
from engines import ENGINES
from tests.infra.synthesis import SUFFIX, SYSTEM
from tests.shared import made_once

# No test is timed: on a machine with other work, an example may take any time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


LANES: Final = ("synth", "database", "terraform", "fuzz")
NOT_IN_UNIT: Final = ("boto3", *ENGINES, "checkov", "constructs", "jsii")
"""What no test of the unit lane may import: each takes seconds, and is what the other lanes are for."""
_OF_A_LANE: Final = re.compile(rf"^pytestmark = .*\bmark\.(?:{'|'.join(LANES)})\b", re.MULTILINE)


def pytest_configure(config: pytest.Config) -> None:
    """What the caller's environment asks of a synthesis reaches no test; and in the unit lane, importing what
    it does not need is a ModuleNotFoundError.
    """
    for name in main.VARIABLES.values():
        os.environ.pop(name, None)
    if config.option.markexpr == "unit":
        sys.modules.update(dict.fromkeys(NOT_IN_UNIT))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The unit lane does not even import what lies in another, nor the conftest.py of a folder that does."""
    if config.option.markexpr != "unit":
        return None
    modules = [*collection_path.rglob("test_*.py")] or [collection_path]
    return all(map(_is_of_another_lane, modules)) or None


@cache
def _is_of_another_lane(path: Path) -> bool:
    return path.suffix == ".py" and _OF_A_LANE.search(path.read_text(encoding="utf-8")) is not None


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
    """What was collected stays to the end, so the garbage collector need not go through it again. And to
    look for cycles every 700 objects takes a sixth of a verdict's time: rules make objects and no cycles.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def synthesis_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Of a system, with the suffix of the tests, a folder as main.py leaves it."""

    def synthesis(system: str) -> Path:
        def synthesize(folder: Path) -> None:
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("CDKTF_OUTDIR", str(folder / "cdktf.out"))
                assert main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", f"system={system}"]) == 0

        return made_once(tmp_path_factory, f"synthesis-{system}", synthesize) / "cdktf.out"

    return synthesis


@pytest.fixture(scope="session")
def synthesized(synthesis_of: Callable[[str], Path]) -> Path:
    """The synthesis of `global_payments`."""
    return synthesis_of(SYSTEM)
