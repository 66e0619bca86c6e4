"""Databases are where no route from the internet leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.networks import off_internet
from policies.resource import Resource


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No route table of any subnet of the group leads to an internet gateway."""
    if not group.get("subnet_ids"):
        yield fail("subnet_ids is not set")
    yield from off_internet(group, "subnet_ids", configuration)


_GATEWAY: Final = {"gateway_id": "${aws_internet_gateway.edge.id}"}
_NAT: Final = {"nat_gateway_id": "${aws_nat_gateway.out.id}"}


def _network(route: Mapping[str, object], *, associated: bool = True) -> dict[str, Any]:
    association = {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}
    return {
        "aws_vpc": {"main": {}},
        "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
        "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
        "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
        "aws_route_table_association": {"a": association} if associated else {},
        "aws_route": {"out": {"route_table_id": "${aws_route_table.a.id}", **route}},
    }


def _one(route: Mapping[str, object], *, associated: bool = True, **kinds: object) -> Terraform:
    group = {"subnet_ids": ["${aws_subnet.a.id}"]}
    return {
        "resource": {
            **_network(route, associated=associated),
            "aws_db_subnet_group": {"example": group},
            **kinds,
        }
    }


def _two(route: Mapping[str, object]) -> Terraform:
    """The group in another stack than its network, by an output of joined ids."""
    state = {"backend": "s3", "config": {"key": "network.tfstate"}}
    first = '${element(split(",", data.terraform_remote_state.network.outputs.subnets), 0)}'
    return {
        "stacks": {
            "network": {
                "terraform": {"backend": {"s3": {"key": "network.tfstate"}}},
                "resource": _network(route),
                "output": {"subnets": {"value": "${aws_subnet.a.id},${aws_subnet.b.id}"}},
            },
            "data": {
                "data": {"terraform_remote_state": {"network": state}},
                "resource": {"aws_db_subnet_group": {"example": {"subnet_ids": [first]}}},
            },
        }
    }


_BY_MAIN: Final = _one(
    {},
    associated=False,
    aws_route={"out": {"route_table_id": "${aws_vpc.main.main_route_table_id}", **_GATEWAY}},
)

RULE = Rule(
    id="rds-private-subnets",
    title="Databases are in subnets without a route to the internet",
    severity=Severity.CRITICAL,
    types=("aws_db_subnet_group",),
    scope="configuration",
    check=check,
    rationale=(
        "In a subnet whose route table leads to an internet gateway, one wrong flag or security-group rule "
        "puts the database on the internet."
    ),
    remediation=(
        "Give the DbSubnetGroup subnets whose RouteTable has no route to an InternetGateway; a NatGateway "
        "lets nobody in."
    ),
    controls=(
        *("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.4.1"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(22)", "nist-800-53-r5:SC-7(29)"),
    ),
    requirements=("R45", "R142"),
    examples=Examples(
        passing=(
            _one(_NAT),
            _one({}),
            _one(_GATEWAY, associated=False),  # of a table that no subnet has
            _two(_NAT),
        ),
        failing=(
            _one(_GATEWAY),
            _one({"gateway_id": "igw-0123"}),
            _one({}, aws_route_table={"a": {"route": [_NAT, _GATEWAY]}}),
            _BY_MAIN,
            _two(_GATEWAY),
        ),
        absent=(Status.FAIL, resources(aws_db_subnet_group={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_db_subnet_group={"subnet_ids": "${var.subnets}"})),
    ),
)
