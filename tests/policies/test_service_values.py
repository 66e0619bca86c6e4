"""What AWS's services call things, as the catalogue has it."""

from __future__ import annotations

import tomllib

import pytest

from policies import service_values
from policies.service_values import DATA, PACKAGE, TABLE, generate, nearest


@pytest.mark.skipif(not PACKAGE.exists(), reason="make cli installs the package that the data comes from")
def test_the_data_is_what_the_package_says() -> None:
    assert DATA.read_text(encoding="utf-8") == generate(), "make generated writes it anew"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("AWS/Dynamodb", "AWS/DynamoDB", True),
        ("ThrottledRequest", "ThrottledRequests", True),
        ("FailedPayment", "PaymentFailed", True),
        ("cards-wrok-zq7", "cards-work-zq7", True),
        ("GPUUtilization", "CPUUtilization", False),
        ("HTTPCode_ELB_502_Count", "HTTPCode_ELB_503_Count", False),
        ("ReadIOPS", "WriteIOPS", False),
        ("UnHealthyHostCount", "HealthyHostCount", False),
        ("MinimumLag", "MaximumLag", False),
        ("queue-1", "queue-2", False),
    ],
)
def test_a_slip_is_near_and_another_thing_is_not(name: str, known: str, meant: bool) -> None:
    assert nearest(name, frozenset({known, "something-else"})) == (known if meant else None)


def test_what_is_known_is_no_slip_of_each_other() -> None:
    """Else a name that the catalogue lacks would be taken for one that it has, as these would be."""
    near = {
        (namespace, name)
        for namespace in service_values.namespaces()
        for name in service_values.metrics(namespace)
        if nearest(name, service_values.metrics(namespace) - {name})
    }
    assert {namespace for namespace, _ in near} <= {"AWS/Kinesis", "AWS/Firehose"}  # PutRecord, PutRecords
    principals = service_values.principals()
    assert [name for name in principals if nearest(name, principals - {name})] == []


def test_each_metric_is_listed_once() -> None:
    """What the package comes to know goes out of the table."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    twice = {
        namespace: [name for name in said["names"].split() if said["names"].split().count(name) > 1]
        for namespace, said in table["metrics"].items()
    }
    assert not any(twice.values())
    assert all(part["page"] for part in [*table["metrics"].values(), table["events"], table["principals"]])


def test_values_of_details_are_of_events_that_are_known() -> None:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for key in table["events"]["values"]:
        source, detail_type, path = key.split(" | ")
        assert detail_type in service_values.detail_types(source), key
        keys = service_values.detail(source, detail_type)
        assert not keys or path.partition(".")[0] in keys, key


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lambda", None),
        ("monitoring.rds", None),
        ("ops.apigateway", None),
        ("new-service", None),
        ("rds.monitoring", "monitoring.rds"),
        ("apigw", "apigateway"),
        ("state", "states"),
    ],
)
def test_a_principal_that_is_none_means_another(name: str, meant: str | None) -> None:
    assert service_values.principal_meant(name) == meant
