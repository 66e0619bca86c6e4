"""What the tests of a deployment share. Without a deployment each is skipped, and says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import boto3
import pytest
from botocore.credentials import Credentials

from infra.outputs import FLAT
from tests.integration.api import Api, Merchant
from tests.integration.deployed import NotDeployedError, Region, read_outputs, regions_of
from tests.integration.shop import Shop

PROJECT: Final = Path(__file__).resolve().parents[2]


@cache
def deployed() -> tuple[Region, ...] | str:
    """The regions, or why there are none."""
    client: Any = boto3.client  # its overloads take no name that is not written out
    try:
        outputs = read_outputs(Path(os.environ.get("FLAT_OUTPUTS") or PROJECT / FLAT))
        return regions_of(outputs, lambda service, region: client(service, region_name=region))
    except NotDeployedError as error:
        return str(error)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of one home region for each."""
    if "home" in metafunc.fixturenames:
        found = deployed()
        homes = ["nowhere"] if isinstance(found, str) else found
        metafunc.parametrize("home", homes, ids=str, scope="session", indirect=True)


@pytest.fixture(scope="session")
def regions() -> tuple[Region, ...]:
    """The deployed regions."""
    found = deployed()
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture(scope="session")
def home(regions: tuple[Region, ...], request: pytest.FixtureRequest) -> Region:
    """One of the regions, each in turn."""
    region: Region = request.param
    assert region in regions
    return region


@pytest.fixture(scope="session")
def shops(regions: tuple[Region, ...]) -> Mapping[str, Shop]:
    """The shops by home region, of merchants that the environment names."""
    found = {region.name: _merchant(region) for region in regions}
    return {
        region.name: Shop(
            region,
            Api(region.name, region.api_url, endpoint=os.environ.get("AWS_ENDPOINT_URL", "")),
            merchant,
        )
        for region in regions
        if (merchant := found[region.name])
    }


@pytest.fixture(scope="session")
def shop(shops: Mapping[str, Shop], home: Region) -> Shop:
    """The shop of a home region."""
    if home.name not in shops:
        pytest.skip(f"no merchant of {home} is given (tests/integration/__init__.py)")
    return shops[home.name]


@pytest.fixture(scope="session")
def settled() -> Callable[[Shop], str]:
    """Return a settled payment of a shop: one for all tests that only look at it."""
    made: dict[str, str] = {}

    def of(shop: Shop) -> str:
        if shop.region.name not in made:
            payment_id = shop.pay()
            shop.settled(payment_id)
            made[shop.region.name] = payment_id
        return made[shop.region.name]

    return of


def _merchant(region: Region) -> Merchant | None:
    name = region.merchant_variable
    given = [os.environ.get(f"{name}{part}", "") for part in ("", "_ACCESS_KEY_ID", "_SECRET_ACCESS_KEY")]
    return Merchant(given[0], region.name, Credentials(*given[1:])) if all(given) else None
