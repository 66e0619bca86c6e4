"""A deployed application behind a load balancer, as its callers meet it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from infra.outputs import FLAT
from tests.integration.deployed import NotDeployedError, read_outputs

pytestmark = pytest.mark.terraform

PROJECT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 30


@pytest.fixture(scope="module")
def outputs() -> Mapping[str, str]:
    """The outputs of a deployment whose public name leads to a load balancer."""
    try:
        found = read_outputs(Path(os.environ.get("FLAT_OUTPUTS") or PROJECT / FLAT))
    except NotDeployedError as error:
        pytest.skip(str(error))
    if not any(name.startswith("alb_dns_name") for name in found):
        pytest.skip("the deployment has no load balancer")
    return found


@pytest.fixture(scope="module")
def host(outputs: Mapping[str, str]) -> str:
    """The public name of the application."""
    return urlsplit(outputs["url"]).hostname or ""


def test_it_answers_over_https(host: str) -> None:
    assert status(host, "/health") == 200


def test_it_is_ready(host: str, outputs: Mapping[str, str]) -> None:
    if "rds_cluster_endpoint" not in outputs:
        pytest.skip("not provable here: what is deployed has no database to be ready with")
    assert status(host, "/ready") == 200


def test_plain_http_is_sent_to_https(host: str) -> None:
    connection = HTTPConnection(host, timeout=SECONDS)
    connection.request("GET", "/health")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{host}:443/health")


def status(host: str, path: str) -> int:
    """The status of an answer over HTTPS, whose certificate is verified."""
    connection = HTTPSConnection(host, timeout=SECONDS)
    connection.request("GET", path)
    return connection.getresponse().status
