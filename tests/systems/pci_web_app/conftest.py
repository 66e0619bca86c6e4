"""Fixtures of the tests of `pci_web_app`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import Configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def config(synthesis_of: Callable[[str], Path]) -> Configuration:
    """The stacks of the session's synthesis."""
    return Configuration.read(synthesis_of("pci_web_app"))
