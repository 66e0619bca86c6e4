"""Fixtures of the tests on synthesized JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import SUFFIX, Configuration, edited_settings, synthesize, without_domain
from tests.shared import made_once

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def config(synthesized: Path) -> Configuration:
    """The stacks of the session's synthesis."""
    return Configuration.read(synthesized)


@pytest.fixture(scope="session")
def without_aspects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a synthesis without aspects: what the blocks alone write."""
    return made_once(tmp_path_factory, "bare-global_payments", lambda folder: synthesize(folder, SUFFIX))


@pytest.fixture(scope="session")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    """The stacks without a domain."""

    def make(folder: Path) -> None:
        path = edited_settings(tmp_path_factory.mktemp("settings"), without_domain)
        synthesize(folder, SUFFIX, path=path)

    return Configuration.read(made_once(tmp_path_factory, "nameless", make))
