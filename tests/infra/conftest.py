"""Fixtures of the tests on synthesized JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import SUFFIX, Estate, edited_settings, synthesize, without_domain
from tests.shared import made_once

if TYPE_CHECKING:
    from pathlib import Path

LONG_SUFFIX = "pr-1234567890-abcdef"  # 20 characters, the most that settings allow


@pytest.fixture(scope="session")
def estate(synthesized: Path) -> Estate:
    """The stacks of the session's synthesis."""
    return Estate.read(synthesized)


@pytest.fixture(scope="session")
def long_named(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """The stacks with the longest suffix there is."""
    return Estate.read(
        made_once(tmp_path_factory, "long_named", lambda folder: synthesize(folder, LONG_SUFFIX))
    )


@pytest.fixture(scope="session")
def unmended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a synthesis without aspects: what the blocks alone write."""
    return made_once(tmp_path_factory, "unmended", lambda folder: synthesize(folder, SUFFIX))


@pytest.fixture(scope="session")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """The stacks without a domain."""

    def make(folder: Path) -> None:
        path = edited_settings(tmp_path_factory.mktemp("settings"), without_domain)
        synthesize(folder, SUFFIX, path=path)

    return Estate.read(made_once(tmp_path_factory, "nameless", make))
