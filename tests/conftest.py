"""What all tests share: one synthesis a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import SUFFIX, synthesize

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `cdktf synth` leaves it, of `global_payments` with the suffix of the tests."""
    return synthesize(tmp_path_factory.mktemp("cdktf.out"), SUFFIX)
