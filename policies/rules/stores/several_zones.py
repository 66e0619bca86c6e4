"""A store survives the loss of a zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_INSTANCES: Final[Mapping[str, str]] = {
    "aws_docdb_cluster": "aws_docdb_cluster_instance",
    "aws_neptune_cluster": "aws_neptune_cluster_instance",
}
_SWITCHES: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_elasticache_replication_group": ("automatic_failover_enabled", "multi_az_enabled"),
    "aws_opensearch_domain": ("cluster_config.zone_awareness_enabled",),
}
"""Arguments that spread a store over zones; each is off where it is not set (Terraform registry)."""
_COPIES: Final[Mapping[str, tuple[str, int, int]]] = {
    "aws_dax_cluster": ("replication_factor", 2, 1),
    "aws_memorydb_cluster": ("num_replicas_per_shard", 1, 1),
}
"""How many nodes there are, how many there must be, and how many there are where it is not set."""
_MODES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "aws_fsx_ontap_file_system": ("deployment_type", ("MULTI_AZ_1", "MULTI_AZ_2")),
    "aws_fsx_openzfs_file_system": ("deployment_type", ("MULTI_AZ_1",)),
    "aws_fsx_windows_file_system": ("deployment_type", ("MULTI_AZ_1",)),
    "aws_mq_broker": ("deployment_mode", ("ACTIVE_STANDBY_MULTI_AZ", "CLUSTER_MULTI_AZ")),
}
"""Arguments that name the kind of deployment, and the kinds in several zones; the default is in one."""
_ZONE: Final = "availability_zone"
_ONE_ZONE: Final = "availability_zone_name"


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It has nodes in several zones, and one takes over from another; a file system is in all zones.

    A domain with standby is aware of zones by itself.
    """
    if store.type == "aws_efs_file_system":
        if store.get(_ONE_ZONE) is not None:
            yield fail(f"{_ONE_ZONE} is set: it is gone with its zone")
    elif store.type in _INSTANCES:
        yield from _instances(store, configuration)
    elif store.type in _MODES:
        yield from expect.one_of(store, *_MODES[store.type])
    elif store.type in _COPIES:
        argument, least, absent = _COPIES[store.type]
        if store.get(argument) is not None or absent < least:
            yield from expect.between(store, argument, least)
    elif not expect.is_true(store.get("cluster_config.multi_az_with_standby_enabled")):
        for argument in _SWITCHES[store.type]:
            yield from expect.apart(argument, expect.true(store, argument))


def _instances(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    kind = _INSTANCES[cluster.type]
    found = configuration.related(cluster, kind, "cluster_identifier")
    named = {None if (zone := instance.get(_ZONE)) is None else str(zone) for instance in found}
    if len(found) > 1:
        if len(named) == 1 and named != {None}:
            yield fail(f"all its instances are in {named.pop()}: none takes over when that zone fails", _ZONE)
        return
    said = f"it has {len(found) or 'no'} instance{'' if len(found) == 1 else 's'}, not two or more"
    if any(instance.several or not is_known(instance.presence) for instance in found):
        yield unknown(f"{said}, unless the plan tells more")
    else:
        yield expect.absent(cluster, configuration, kind, "cluster_identifier", said)


def _cluster(instances: int, zone: object = None) -> dict[str, object]:
    member = {"cluster_identifier": "${aws_docdb_cluster.example.id}", _ZONE: zone}
    return {
        "resource": {
            "aws_docdb_cluster": {"example": {}},
            "aws_docdb_cluster_instance": {f"member_{each}": member for each in range(instances)},
        }
    }


RULE = Rule(
    id="stores-several-zones",
    title="Stores survive the loss of a zone",
    severity=Severity.MEDIUM,
    types=(*_INSTANCES, *_SWITCHES, *_COPIES, *_MODES, "aws_efs_file_system"),
    scope="configuration",
    check=check,
    rationale=(
        "A zone fails every now and then; a store with one node, or in one zone, is away for as long, and "
        "what was not copied is lost."
    ),
    remediation=(
        "Give a cluster two instances or more, set automatic_failover_enabled and multi_az_enabled, "
        "zone_awareness_enabled or multi_az_with_standby_enabled, and leave availability_zone_name out."
    ),
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13(5)"),
    requirements=("R142", "C24"),
    examples=Examples(
        passing=(
            _cluster(2),
            resources(
                aws_elasticache_replication_group=dict.fromkeys(
                    _SWITCHES["aws_elasticache_replication_group"], True
                )
            ),
            resources(aws_opensearch_domain={"cluster_config": [{"multi_az_with_standby_enabled": True}]}),
            resources(aws_dax_cluster={"replication_factor": 3}, aws_memorydb_cluster={}),
            resources(aws_efs_file_system={}, aws_mq_broker={"deployment_mode": "CLUSTER_MULTI_AZ"}),
        ),
        failing=(
            _cluster(1),
            _cluster(2, "xx-test-1a"),
            resources(aws_elasticache_replication_group={"automatic_failover_enabled": True}),
            resources(aws_opensearch_domain={}),
            resources(aws_dax_cluster={"replication_factor": 1}),
            resources(aws_memorydb_cluster={"num_replicas_per_shard": 0}),
            resources(aws_mq_broker={"deployment_mode": "SINGLE_INSTANCE"}),
            resources(aws_efs_file_system={_ONE_ZONE: "xx-test-1a"}),
        ),
        absent=(Status.FAIL, resources(aws_neptune_cluster={"cluster_identifier": "graph-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_dax_cluster={"replication_factor": "${var.nodes}"})),
    ),
)
