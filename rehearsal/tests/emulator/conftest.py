"""One emulated AWS for all tests of a session; names in it are a test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rehearsal.emulator.process import PYTHON, Emulator


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """It runs with an empty account."""
    if not PYTHON.exists():
        pytest.skip("the emulated AWS is not installed: python3 bootstrap.py --emulator")
    with Emulator(tmp_path_factory.mktemp("emulator")) as running:
        yield running
