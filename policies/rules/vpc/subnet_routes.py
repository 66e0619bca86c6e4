"""Each subnet says which route table it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.networks import ASSOCIATION
from policies.resource import Resource

_SUBNET: Final = "aws_subnet"


def check(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A route table is associated with the subnet: without one it has the main table of its VPC."""
    yield from expect.named_by(subnet, configuration, "subnet_id", ASSOCIATION)


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
        passing=(_subnet("${aws_subnet.example.id}"),),
        failing=(_subnet("${aws_subnet.other.id}"),),
        absent=(Status.FAIL, resources(aws_subnet={"cidr_block": "10.0.0.0/24"})),
        unknown=(Status.UNKNOWN, _subnet("${var.subnet}")),
    ),
)
