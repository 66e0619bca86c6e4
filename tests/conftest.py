"""What all tests share: one synthesis a run."""

from __future__ import annotations

from pathlib import Path

import pytest

import main
from tests.infra.synthesis import SUFFIX
from tests.shared import made_once


@pytest.fixture(scope="session")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as main.py leaves it, of `global_payments` with the suffix of the tests."""

    def synthesize(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("CDKTF_OUTDIR", str(folder / "cdktf.out"))
            assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 0

    return made_once(tmp_path_factory, "synthesis", synthesize) / "cdktf.out"
