"""Fixtures of the tests on synthesized JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.infra.edge_estate import synthesize_edge, without_domain
from tests.infra.synthesis import SUFFIX, Estate, edited_settings, synthesize

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
def edge(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """The stacks with an application of nothing but the API in each region."""
    return Estate.read(synthesize_edge(tmp_path_factory.mktemp("edge")))


@pytest.fixture(scope="session")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """The same without a domain."""
    folder = tmp_path_factory.mktemp("nameless")
    path = edited_settings(folder, without_domain)
    return Estate.read(synthesize_edge(folder / "out", path=path))
