"""A migration writes into the database that the application uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies.configuration import Configuration, recalled
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_ENDPOINT: Final = "aws_dms_endpoint"
_NAME: Final = "database_name"
_NAMELESS: Final = ("aurora", "mariadb", "mysql")
"""Engines whose schemas are databases: none is to be named (DMS User Guide, "Using a MySQL-compatible
database as a target")."""
_FEW: Final = 5
_STORES: Final = {"aws_rds_cluster": _NAME, "aws_rds_global_cluster": _NAME, "aws_db_instance": "db_name"}


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The database of a target is one that a cluster of its region is made with, where there are clusters."""
    made = _made(configuration).get(endpoint.region)
    if endpoint.get("endpoint_type") != "target" or made is None or endpoint.get("engine_name") in _NAMELESS:
        yield NOT_APPLICABLE
        return
    named = endpoint.get(_NAME)
    if str(named) in made.names:
        return
    if not is_known(named) or made.is_hidden:
        yield unknown(f"only the plan can tell whether {_NAME} {named} is a database of a cluster")
    else:
        few = ", ".join(sorted(made.names)[:_FEW])
        yield fail(f"{_NAME} is {named or 'not set'}; the clusters' are {few or 'not named'}", _NAME)


class _Made(NamedTuple):
    """The databases that clusters of a region are made with; whether only the plan can tell some of them."""

    names: frozenset[str]
    is_hidden: bool


@recalled
def _made(configuration: Configuration) -> Mapping[str | None, _Made]:
    by_region: dict[str | None, list[Any]] = defaultdict(list)
    for store in configuration.of(*_STORES):
        by_region[store.region].append(store.get(_STORES[store.type]))
    return {
        region: _Made(frozenset(str(name) for name in each if name), not all(map(is_known, each)))
        for region, each in by_region.items()
    }


def _moves(into: str | None = "customers", kind: str = "target", made: str = "customers") -> Terraform:
    return {
        "resource": {
            _ENDPOINT: {"example": {"endpoint_type": kind, _NAME: into}},
            "aws_rds_cluster": {"pay": {_NAME: made}},
        }
    }


RULE = Rule(
    id="dms-database",
    title="Migrations write into a database that a cluster is made with",
    severity=Severity.HIGH,
    types=(_ENDPOINT,),
    scope="configuration",
    check=check,
    rationale=(
        "A server has more databases than the application's: rows that are moved into `postgres` are "
        "validated, are on time, and are missed at the cut-over."
    ),
    remediation="Set database_name of the target's DmsEndpoint to the one of the RdsCluster.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:SI-7", "nist-800-53-r5:CM-6"),
    requirements=("R96",),
    examples=Examples(
        passing=(_moves(),),
        failing=(_moves("postgres"), _moves(None)),
        absent=(Status.NOT_APPLICABLE, _moves("legacy", "source")),
        unknown=(Status.UNKNOWN, _moves("${var.name}")),
    ),
)
