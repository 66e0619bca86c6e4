"""Stores are spoken to over TLS alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


class _Argument(NamedTuple):
    """An argument that decides about TLS, what it may be, and what AWS takes it for where it is not set."""

    path: str
    right: tuple[object, ...] = (True,)
    absent: object = False


_INFO: Final = "encryption_info.encryption_in_transit"
_ENDPOINT: Final = "domain_endpoint_options"

_BY_TYPE: Final[Mapping[str, tuple[_Argument, ...]]] = {
    "aws_dax_cluster": (_Argument("cluster_endpoint_encryption_type", ("TLS",), "NONE"),),
    "aws_elasticache_cluster": (_Argument("transit_encryption_enabled"),),
    "aws_elasticache_replication_group": (
        _Argument("transit_encryption_enabled"),
        _Argument("transit_encryption_mode", ("required",), "required"),
    ),
    "aws_memorydb_cluster": (_Argument("tls_enabled", absent=True),),
    "aws_msk_cluster": (
        _Argument(f"{_INFO}.client_broker", ("TLS",), "TLS"),
        _Argument(f"{_INFO}.in_cluster", absent=True),
    ),
    "aws_opensearch_domain": (
        _Argument(f"{_ENDPOINT}.enforce_https", absent=True),
        _Argument(
            f"{_ENDPOINT}.tls_security_policy",
            ("Policy-Min-TLS-1-2-2019-07", "Policy-Min-TLS-1-2-PFS-2023-10"),
            "what AWS chooses",
        ),
        _Argument("node_to_node_encryption.enabled"),
    ),
}
"""By type: Terraform registry, provider 6; for MSK its API, EncryptionInTransit; for OpenSearch its API,
DomainEndpointOptions, which names no default for the versions of TLS."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each argument that decides about TLS stands right.

    A node of a replication group is judged with the group. A cache of Valkey speaks TLS unless it is told
    not to (Terraform registry).
    """
    if store.get("replication_group_id") is not None and store.type == "aws_elasticache_cluster":
        yield NOT_APPLICABLE
        return
    for argument in _BY_TYPE[store.type]:
        default = True if store.get("engine") == "valkey" and argument.absent is False else argument.absent
        said = expect.stands(store, argument.path, argument.right, default)
        yield from expect.apart(argument.path, said)


_DOMAIN: Final = {
    "node_to_node_encryption": [{"enabled": True}],
    _ENDPOINT: [{"enforce_https": True, "tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}],
}

RULE = Rule(
    id="stores-tls",
    title="Stores, caches and brokers are reached over TLS alone, and speak it among themselves",
    severity=Severity.HIGH,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "What a cache, a search index or a broker sends in the clear can be read by whoever is on the way, "
        "passwords among it; a store that takes both lets a client go without TLS unnoticed."
    ),
    remediation=(
        "Set the argument as the message says: transit_encryption_enabled, tls_enabled, "
        "cluster_endpoint_encryption_type='TLS', client_broker='TLS', enforce_https with a policy of TLS 1.2."
    ),
    controls=(
        *("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.7", "pci-dss-4.0.1:8.3.2"),
        *("nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-23"),
    ),
    requirements=("R39",),
    examples=Examples(
        passing=(
            resources(aws_elasticache_replication_group={"transit_encryption_enabled": True}),
            resources(aws_elasticache_replication_group={"engine": "valkey"}),
            resources(
                aws_elasticache_cluster={"replication_group_id": "cache-zq7"},
                aws_msk_cluster={},
                aws_memorydb_cluster={},
            ),
            resources(aws_opensearch_domain=_DOMAIN),
            resources(aws_dax_cluster={"cluster_endpoint_encryption_type": "TLS"}),
        ),
        failing=(
            resources(aws_elasticache_replication_group={"engine": "redis"}),
            resources(
                aws_elasticache_replication_group={
                    "transit_encryption_enabled": True,
                    "transit_encryption_mode": "preferred",
                }
            ),
            resources(aws_memorydb_cluster={"tls_enabled": False}),
            resources(
                aws_msk_cluster={
                    "encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS_PLAINTEXT"}]}]
                }
            ),
            resources(aws_opensearch_domain={**_DOMAIN, "node_to_node_encryption": []}),
            resources(
                aws_opensearch_domain={
                    **_DOMAIN,
                    _ENDPOINT: [{"tls_security_policy": "Policy-Min-TLS-1-0-2019-07"}],
                }
            ),
            resources(aws_opensearch_domain={**_DOMAIN, _ENDPOINT: []}),
        ),
        absent=(Status.FAIL, resources(aws_dax_cluster={"cluster_name": "cards-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_memorydb_cluster={"tls_enabled": "${var.tls}"})),
    ),
)
