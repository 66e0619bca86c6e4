"""Stores stand in subnets and behind security groups that somebody chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource

_SUBNETS: Final = "subnet_group_name"
_GROUPS: Final = "security_group_ids"

_BY_TYPE: Final[Mapping[str, tuple[str, str]]] = {
    "aws_dax_cluster": (_SUBNETS, _GROUPS),
    "aws_docdb_cluster": ("db_subnet_group_name", "vpc_security_group_ids"),
    "aws_docdbelastic_cluster": ("subnet_ids", "vpc_security_group_ids"),
    "aws_efs_mount_target": ("subnet_id", "security_groups"),
    "aws_elasticache_cluster": (_SUBNETS, _GROUPS),
    "aws_elasticache_replication_group": (_SUBNETS, _GROUPS),
    "aws_elasticache_serverless_cache": ("subnet_ids", _GROUPS),
    "aws_memorydb_cluster": (_SUBNETS, _GROUPS),
    "aws_msk_serverless_cluster": ("vpc_config.subnet_ids", "vpc_config.security_group_ids"),
    "aws_neptune_cluster": ("neptune_subnet_group_name", "vpc_security_group_ids"),
    "aws_opensearch_domain": ("vpc_options.subnet_ids", "vpc_options.security_group_ids"),
    "aws_redshift_cluster": ("cluster_subnet_group_name", "vpc_security_group_ids"),
    "aws_redshiftserverless_workgroup": ("subnet_ids", _GROUPS),
}
"""The arguments that say in which subnets and behind which groups (Terraform registry, provider 6). Without
them AWS takes the default VPC, whose subnets are public, and the default group of the VPC; a domain of
OpenSearch without vpc_options has a public endpoint (OpenSearch Service Developer Guide, "Launching your
domains within a VPC")."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Subnets and security groups are named. A node of a replication group has those of the group."""
    if store.type == "aws_elasticache_cluster" and store.get("replication_group_id") is not None:
        yield NOT_APPLICABLE
        return
    for argument in _BY_TYPE[store.type]:
        yield from expect.apart(argument, _named(store, argument))


def _named(store: Resource, argument: str) -> Iterator[Judgement]:
    value = store.get(argument)
    if value in (None, "", []):
        yield fail(f"{argument} is not set: it stands where AWS's defaults put it")
    elif value == "default":
        yield fail(f"{argument} is 'default', which is of the account's default VPC")
    elif str(value).startswith("${var."):
        yield unknown(f"{argument} is {value}, which only the plan can tell")


_PLACED: Final = {_SUBNETS: "${aws_elasticache_subnet_group.cache.name}", _GROUPS: ["sg-0123456789abcdef0"]}

RULE = Rule(
    id="stores-own-network",
    title="Stores name their subnets and security groups",
    severity=Severity.HIGH,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "Where neither is named, a store stands in the account's default VPC, whose subnets lead to the "
        "internet, behind a group that lets in all its members; a search domain is then on the internet."
    ),
    remediation="Name a subnet group (or subnets) of the VPC and a SecurityGroup of the store's own.",
    controls=(
        *("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.4.1", "pci-dss-4.0.1:1.3.1"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(21)"),
    ),
    requirements=("R45",),
    examples=Examples(
        passing=(
            resources(
                aws_elasticache_replication_group=_PLACED,
                aws_elasticache_cluster={"replication_group_id": "cache-zq7"},
            ),
            resources(
                aws_opensearch_domain={
                    "vpc_options": [{"subnet_ids": ["${aws_subnet.a.id}"], _GROUPS: ["sg-0123456789abcdef0"]}]
                }
            ),
        ),
        failing=(
            resources(aws_elasticache_replication_group={**_PLACED, _GROUPS: []}),
            resources(aws_elasticache_replication_group={**_PLACED, _SUBNETS: "default"}),
            resources(aws_opensearch_domain={"domain_name": "search-zq7"}),
            resources(aws_efs_mount_target={"subnet_id": "${aws_subnet.a.id}"}),
            resources(aws_redshift_cluster={"cluster_subnet_group_name": "reports-zq7"}),
        ),
        absent=(Status.FAIL, resources(aws_docdb_cluster={"cluster_identifier": "cards-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_elasticache_replication_group={**_PLACED, _GROUPS: "${var.groups}"}),
        ),
    ),
)
