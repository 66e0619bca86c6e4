"""What runs, runs in several zones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
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
from policies.related.networks import in_one_zone, subnets
from policies.resource import Resource
from policies.values import as_list, is_known

_NODES: Final = "aws_eks_node_group"
_CLUSTER: Final = "cluster_name"
_SUBNETS: Final[Mapping[str, str]] = {
    "aws_autoscaling_group": "vpc_zone_identifier",
    "aws_ecs_service": "network_configuration.subnets",
    "aws_eks_cluster": "vpc_config.subnet_ids",
    "aws_eks_fargate_profile": "subnet_ids",
    _NODES: "subnet_ids",
}
"""The argument that names the subnets (Terraform registry)."""
_ZONES: Final = "availability_zones"


def check(placed: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its subnets are in two zones or more; nodes may be in one where others of their cluster, to which the
    same may be scheduled, are in another, since a disk does not leave its zone.
    """
    named = _named(placed, configuration)
    if not named:
        zones = as_list(placed.get(_ZONES))
        yield (
            fail(f"it runs in {zones[0]} alone") if len(zones) == 1 and is_known(zones[0]) else NOT_APPLICABLE
        )
    elif len(named) == 1:
        only = named[0]
        told = is_known(only) or configuration.target(placed, only) is not None
        said = f"it runs in {only} alone, which is one zone"
        yield fail(said) if told else unknown(f"only the plan can tell of which zones {only} is")
    elif in_one_zone(placed, named, configuration):
        yield fail("its subnets are all in one zone")


def _purpose(nodes: Resource) -> tuple[str, str]:
    """What tells the scheduler of a cluster some nodes from others."""
    return str(nodes.get("labels") or {}), str(nodes.blocks("taint"))


def _named(placed: Resource, configuration: Configuration) -> list[object]:
    """The subnets, each as it is written; of nodes, those of all nodes of the cluster that are alike."""
    cluster = configuration.target(placed, placed.get(_CLUSTER)) if placed.type == _NODES else None
    users = configuration.related(cluster, _NODES, _CLUSTER) if cluster is not None else (placed,)
    found = [
        written
        for user in users
        for written, _ in subnets(user, user.get(_SUBNETS[user.type]), configuration)
        if user.stack == placed.stack and _purpose(user) == _purpose(placed)
    ]
    return list(dict.fromkeys(map(str, found)))


def _in(*names: str, kind: str = "aws_autoscaling_group", **more: Mapping[str, object]) -> Terraform:
    block, _, attribute = _SUBNETS[kind].rpartition(".")
    values: dict[str, object] = {attribute: [f"${{aws_subnet.{name}.id}}" for name in names]}
    return {
        "resource": {
            "aws_subnet": {
                name: {"availability_zone": f"xx-test-1{name[0]}"} for name in ("a", "another", "b")
            },
            "aws_eks_cluster": {"pay": {"name": "pay-zq7"}},
            kind: {"example": {block: [values]} if block else {**values, _CLUSTER: _NAME}, **more},
        }
    }


_NAME: Final = "${aws_eks_cluster.pay.name}"
_OTHER: Final = {_CLUSTER: _NAME, "subnet_ids": ["${aws_subnet.b.id}"]}

RULE = Rule(
    id="ec2-several-zones",
    title="Instances, nodes and tasks run in several zones",
    severity=Severity.HIGH,
    types=tuple(_SUBNETS),
    scope="configuration",
    check=check,
    rationale="A zone fails every now and then, and takes along every copy of what runs in it alone.",
    remediation="Name subnets of two zones or more.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-5(2)"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _in("a", "b"),
            _in("a", "b", kind="aws_ecs_service"),
            _in("a", kind=_NODES, other=_OTHER),
        ),
        failing=(
            _in("a"),
            _in("a", "another"),
            _in("a", kind="aws_ecs_service"),
            _in("a", kind=_NODES),
            _in("a", kind=_NODES, other={**_OTHER, "labels": {"workload": "batch"}}),
            _in("a", kind=_NODES, other={**_OTHER, "taint": [{"key": "batch", "effect": "NO_SCHEDULE"}]}),
            resources(aws_autoscaling_group={_ZONES: ["xx-test-1a"]}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_autoscaling_group={"name": "workers-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_autoscaling_group={"vpc_zone_identifier": ["${var.subnet}"]})),
    ),
)
