"""What all tests share: one synthesis a session."""

from __future__ import annotations

from pathlib import Path

import pytest

import main
from tests.infra.synthesis import SUFFIX


@pytest.fixture(scope="session")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as main.py leaves it, of `global_payments` with the suffix of the tests."""
    folder = tmp_path_factory.mktemp("synthesis") / "cdktf.out"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CDKTF_OUTDIR", str(folder))
        assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 0
    return folder
