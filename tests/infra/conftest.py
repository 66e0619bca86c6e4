"""Fixtures of the tests on synthesized JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.synthesis import SUFFIX, Estate, edited_settings, synthesize, without_domain

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
    return Estate.read(synthesize(tmp_path_factory.mktemp("long"), LONG_SUFFIX))


@pytest.fixture(scope="session")
def unmended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a synthesis without aspects: what the blocks alone write."""
    return synthesize(tmp_path_factory.mktemp("unmended"), SUFFIX)


@pytest.fixture(scope="session")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """The stacks without a domain."""
    folder = tmp_path_factory.mktemp("nameless")
    return Estate.read(synthesize(folder / "out", SUFFIX, path=edited_settings(folder, without_domain)))
