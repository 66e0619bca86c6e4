"""Each subnet says which route table it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.networks import ASSOCIATION, apart
from policies.resource import Resource

_SUBNET: Final = "aws_subnet"
_BY_MAIN: Final = (
    ("aws_default_route_table", "default_route_table_id"),
    ("aws_main_route_table_association", "vpc_id"),
    ("aws_route", "route_table_id"),
    ("aws_vpc_endpoint", "route_table_ids"),
)
"""What says something of the main table of a VPC, by the argument that names it."""


def check(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A route table is associated with the subnet: without one it has the main table of its VPC, which is
    chosen where something of the configuration routes by it or names it, or where stores stand apart with it.
    """
    vpc = configuration.target(subnet, subnet.get("vpc_id"))
    if vpc is not None and any(configuration.related(vpc, kind, name) for kind, name in _BY_MAIN):
        return
    if subnet in apart(configuration):
        return
    yield from expect.named_by(subnet, configuration, "subnet_id", ASSOCIATION)


def _by_main() -> Terraform:
    stack = _subnet("${aws_subnet.other.id}")["resource"]
    endpoint = {"service_name": "s3", "route_table_ids": ["${aws_vpc.main.main_route_table_id}"]}
    return {"resource": {**stack, "aws_vpc": {"main": {}}, "aws_vpc_endpoint": {"s3": endpoint}}}


def _stores(*names: str) -> Terraform:
    """Subnets for databases, of which `other` has a route table."""
    stack = _subnet("${aws_subnet.other.id}")["resource"]
    placed = {"subnet_ids": [f"${{aws_subnet.{name}.id}}" for name in names]}
    subnets = {**stack[_SUBNET], "second": {"vpc_id": "${aws_vpc.main.id}"}}
    return {"resource": {**stack, _SUBNET: subnets, "aws_db_subnet_group": {"data": placed}}}


def _subnet(named: str) -> Terraform:
    return {
        "resource": {
            _SUBNET: {"example": {"vpc_id": "${aws_vpc.main.id}"}, "other": {}},
            ASSOCIATION: {
                "routes": {"subnet_id": named, "route_table_id": "${aws_route_table.private.id}"},
            },
        }
    }


RULE = Rule(
    id="vpc-subnet-routes",
    title="Each subnet has a route table of its own choosing",
    severity=Severity.MEDIUM,
    types=(_SUBNET,),
    scope="configuration",
    check=check,
    rationale=(
        "A subnet without an association takes the main route table of its VPC: whoever adds a route there "
        "changes the way out of a subnet that nobody thought of, and what was to have one has none."
    ),
    remediation="Add a RouteTableAssociation of the subnet with the RouteTable of its tier.",
    controls=("pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-2"),
    requirements=("R82", "R100", "R139"),
    examples=Examples(
        passing=(_subnet("${aws_subnet.example.id}"), _by_main(), _stores("example", "second")),
        failing=(_subnet("${aws_subnet.other.id}"), _stores("example", "other"), _stores("second")),
        absent=(Status.FAIL, resources(aws_subnet={"cidr_block": "10.0.0.0/24"})),
        unknown=(Status.UNKNOWN, _subnet("${var.subnet}")),
    ),
)
