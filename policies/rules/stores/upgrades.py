"""Stores take the releases that close known faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource

_BY_TYPE: Final[Mapping[str, tuple[str, bool]]] = {
    **dict.fromkeys(
        (
            *("aws_docdb_cluster_instance", "aws_neptune_cluster_instance", "aws_memorydb_cluster"),
            *("aws_elasticache_cluster", "aws_elasticache_replication_group"),
        ),
        ("auto_minor_version_upgrade", True),
    ),
    "aws_mq_broker": ("auto_minor_version_upgrade", False),
    "aws_opensearch_domain": ("software_update_options.auto_software_update_enabled", False),
    "aws_redshift_cluster": ("allow_version_upgrade", True),
}
"""The argument that lets AWS apply them, and what it is where it is not set (Terraform registry)."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The argument is on, or left at a default that is."""
    argument, absent = _BY_TYPE[store.type]
    yield from expect.stands(store, argument, (True,), absent)


RULE = Rule(
    id="stores-upgrades",
    title="Stores take minor releases by themselves",
    severity=Severity.MEDIUM,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "A release that closes a known fault is no use to an engine that does not take it; by hand it is "
        "taken when somebody remembers, and the fault is public meanwhile."
    ),
    remediation="Leave auto_minor_version_upgrade (allow_version_upgrade) out, or set it, as "
    "auto_software_update_enabled, to True.",
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2", "nist-800-53-r5:SI-2(5)"),
    requirements=("R142",),
    examples=Examples(
        passing=(
            resources(aws_elasticache_replication_group={"auto_minor_version_upgrade": "true"}),
            resources(
                aws_opensearch_domain={"software_update_options": [{"auto_software_update_enabled": True}]}
            ),
            resources(aws_docdb_cluster_instance={}, aws_redshift_cluster={}),
        ),
        failing=(
            resources(aws_neptune_cluster_instance={"auto_minor_version_upgrade": False}),
            resources(aws_elasticache_replication_group={"auto_minor_version_upgrade": "false"}),
            resources(aws_redshift_cluster={"allow_version_upgrade": False}),
        ),
        absent=(Status.FAIL, resources(aws_opensearch_domain={"domain_name": "search-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_memorydb_cluster={"auto_minor_version_upgrade": "${var.upgrade}"}),
        ),
    ),
)
