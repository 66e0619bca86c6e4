"""Stores and instances are where no route from the internet leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.networks import off_internet
from policies.resource import Resource

_BY_TYPE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("aws_dax_subnet_group", "aws_docdb_subnet_group", "aws_docdbelastic_cluster"),
            *("aws_eks_node_group", "aws_elasticache_serverless_cache", "aws_elasticache_subnet_group"),
            *("aws_memorydb_subnet_group", "aws_neptune_subnet_group", "aws_redshift_subnet_group"),
            "aws_redshiftserverless_workgroup",
        ),
        "subnet_ids",
    ),
    "aws_autoscaling_group": "vpc_zone_identifier",
    "aws_efs_mount_target": "subnet_id",
    "aws_instance": "subnet_id",
    "aws_msk_cluster": "broker_node_group_info.client_subnets",
    "aws_msk_serverless_cluster": "vpc_config.subnet_ids",
    "aws_opensearch_domain": "vpc_options.subnet_ids",
}
"""The argument that names the subnets (Terraform registry, provider 6)."""


def check(placed: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No route table of any of its subnets leads to an internet gateway."""
    argument = _BY_TYPE[placed.type]
    if not placed.get(argument):
        yield NOT_APPLICABLE
    yield from off_internet(placed, argument, configuration)


def _stack(kind: str, values: Mapping[str, object], route: Mapping[str, object]) -> Terraform:
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                "a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}
            },
            "aws_route": {"out": {"route_table_id": "${aws_route_table.a.id}", **route}},
            kind: {"example": dict(values)},
        }
    }


_IN: Final = {"subnet_ids": ["${aws_subnet.a.id}"]}
_EDGE: Final = {"gateway_id": "${aws_internet_gateway.edge.id}"}
_NAT: Final = {"nat_gateway_id": "${aws_nat_gateway.out.id}"}

RULE = Rule(
    id="stores-private-subnets",
    title="Stores, brokers and instances are in subnets without a route to the internet",
    severity=Severity.HIGH,
    types=tuple(_BY_TYPE),
    scope="configuration",
    check=check,
    rationale=(
        "In a subnet whose route table leads to an internet gateway, one flag or one rule of a security "
        "group puts what stands there on the internet."
    ),
    remediation=(
        "Give it subnets whose RouteTable has no route to an InternetGateway; a NatGateway lets nobody in."
    ),
    controls=(
        *("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.4.1"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(22)", "nist-800-53-r5:SC-7(29)"),
    ),
    requirements=("R45", "R101"),
    examples=Examples(
        passing=(
            _stack("aws_docdb_subnet_group", _IN, _NAT),
            _stack("aws_efs_mount_target", {"subnet_id": "${aws_subnet.a.id}"}, _NAT),
        ),
        failing=(
            _stack("aws_elasticache_subnet_group", _IN, _EDGE),
            _stack("aws_redshift_subnet_group", _IN, {"gateway_id": "igw-0123"}),
            _stack("aws_opensearch_domain", {"vpc_options": [_IN]}, _EDGE),
            _stack(
                "aws_msk_cluster",
                {"broker_node_group_info": [{"client_subnets": ["${aws_subnet.a.id}"]}]},
                _EDGE,
            ),
            _stack("aws_efs_mount_target", {"subnet_id": "${aws_subnet.a.id}"}, _EDGE),
            _stack("aws_eks_node_group", _IN, _EDGE),
            _stack("aws_instance", {"subnet_id": "${aws_subnet.a.id}"}, _EDGE),
            _stack("aws_autoscaling_group", {"vpc_zone_identifier": ["${aws_subnet.a.id}"]}, _EDGE),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_opensearch_domain={"domain_name": "search-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_docdb_subnet_group={"subnet_ids": "${var.subnets}"})),
    ),
)
