"""A global database tells its endpoint."""

from __future__ import annotations

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_a_global_database_has_an_endpoint_of_its_own(emulator: Emulator) -> None:
    client = clients(emulator, given.HOME)("rds")
    client.create_global_cluster(GlobalClusterIdentifier="ledger", Engine="aurora-postgresql")
    (told,) = client.describe_global_clusters(GlobalClusterIdentifier="ledger")["GlobalClusters"]
    assert told["Endpoint"].startswith("ledger.global-")
    assert told["Endpoint"].endswith(".global.rds.amazonaws.com")
