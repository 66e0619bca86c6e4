"""What the tests of a deployment share. Without a deployment each is skipped, and says so."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import boto3
import pytest

from infra.outputs import FLAT
from tests.integration.deployed import NotDeployedError, Region, read_outputs, regions_of

PROJECT = Path(__file__).resolve().parents[2]


@cache
def deployed() -> tuple[Region, ...] | str:
    """The regions, or why there are none."""
    try:
        outputs = read_outputs(Path(os.environ.get("FLAT_OUTPUTS") or PROJECT / FLAT))
        return regions_of(outputs, lambda service, region: boto3.client(service, region_name=region))
    except NotDeployedError as error:
        return str(error)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of one home region for each."""
    if "home" in metafunc.fixturenames:
        found = deployed()
        metafunc.parametrize(
            "home", ["nowhere"] if isinstance(found, str) else found, ids=str, scope="session"
        )


@pytest.fixture(scope="session", autouse=True)
def regions() -> tuple[Region, ...]:
    found = deployed()
    if isinstance(found, str):
        pytest.skip(found)
    return found
