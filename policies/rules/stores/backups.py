"""Stores can be put back to before a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, WithOptions, fail
from policies.options import Chosen, Number
from policies.resource import Resource

_BY_TYPE: Final[Mapping[str, tuple[str, int]]] = {
    "aws_docdb_cluster": ("backup_retention_period", 1),
    "aws_docdbelastic_cluster": ("backup_retention_period", 1),
    "aws_elasticache_cluster": ("snapshot_retention_limit", 0),
    "aws_elasticache_replication_group": ("snapshot_retention_limit", 0),
    "aws_elasticache_serverless_cache": ("snapshot_retention_limit", 0),
    "aws_memorydb_cluster": ("snapshot_retention_limit", 0),
    "aws_neptune_cluster": ("backup_retention_period", 1),
    "aws_redshift_cluster": ("automated_snapshot_retention_period", 1),
}
"""The argument that says for how many days backups are kept, and what it is where it is not set (Terraform
registry, provider 6; Amazon DocumentDB Elastic Clusters API, CreateCluster)."""


_LEAST: Final = Number(
    "least_days",
    7,
    1,
    35,
    "days for which backups are kept, save in short-lived environments",
    stricter="higher",
    because="C8 lets no system keep them for less than a day, and AWS keeps them for 35",
)


def check(store: Resource, _configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """Backups are kept for a day in short-lived environments and for a week or longer elsewhere.

    A node of a replication group is backed up with the group, and Memcached keeps nothing to back up.
    """
    if store.type == "aws_elasticache_cluster" and (
        store.get("replication_group_id") is not None or store.get("engine") in (None, "memcached")
    ):
        yield NOT_APPLICABLE
        return
    yield from expect.whichever(store, "profile", PROFILES, partial(_kept, days=_LEAST.of(chosen)))


def _kept(store: Resource, days: int) -> Iterator[Judgement]:
    argument, absent = _BY_TYPE[store.type]
    least = 1 if store.context.profile == "ephemeral" else days
    if store.get(argument) is not None:
        yield from expect.between(store, argument, least, 35)
    elif absent < least:
        yield fail(f"{argument} is not set, which means {absent}; it must be {least} to 35")


RULE = Rule(
    id="stores-backups",
    title="Stores keep backups: a day in short-lived environments, else a week or more",
    severity=Severity.HIGH,
    types=tuple(_BY_TYPE),
    check=WithOptions(check, _LEAST),
    rationale=(
        "A wrong write or a faulty release is noticed days later; without a backup from before, what was "
        "lost cannot be put back. A cache that holds sessions or limits is lost with its nodes."
    ),
    remediation=(
        "Set backup_retention_period, snapshot_retention_limit or automated_snapshot_retention_period to 7 "
        "to 35 (1 is enough with profile ephemeral)."
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10"),
    requirements=("R55", "C8"),
    examples=Examples(
        passing=(
            resources(aws_docdb_cluster={"backup_retention_period": 7}),
            resources(
                aws_elasticache_replication_group={"snapshot_retention_limit": "14"},
                aws_elasticache_cluster={"engine": "redis", "replication_group_id": "cache-zq7"},
            ),
        ),
        failing=(
            resources(aws_redshift_cluster={"automated_snapshot_retention_period": 0}),
            resources(aws_memorydb_cluster={"snapshot_retention_limit": 0}),
            resources(aws_neptune_cluster={"backup_retention_period": 36}),
            resources(aws_elasticache_cluster={"engine": "redis"}),
        ),
        absent=(Status.FAIL, resources(aws_elasticache_replication_group={"engine": "valkey"})),
        unknown=(Status.UNKNOWN, resources(aws_docdb_cluster={"backup_retention_period": "${var.days}"})),
    ),
)
