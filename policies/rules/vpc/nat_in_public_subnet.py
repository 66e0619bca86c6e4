"""A NAT gateway has a way to the internet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.configuration import Configuration
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
from policies.related.networks import is_behind_firewall, subnets, way_to_internet
from policies.resource import Resource


def check(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The route table of its subnet leads to an internet gateway, or to a firewall before it, unless it is
    private or AWS places it.
    """
    if gateway.get("connectivity_type") == "private" or gateway.get("availability_mode") == "regional":
        yield NOT_APPLICABLE
        return
    if gateway.get("subnet_id") is None:
        yield fail("subnet_id is not set")
    for written, subnet in subnets(gateway, gateway.get("subnet_id"), configuration):
        way = None if subnet is None else way_to_internet(subnet, configuration)
        if subnet is None:
            yield unknown(f"its subnet {written} is not in the configuration")
        elif way is None and is_behind_firewall(subnet, configuration):
            continue
        elif way is None:
            yield fail(f"its {subnet.address} has no route to an internet gateway")
        elif not way[1]:
            yield unknown(f"its {subnet.address} has a route to {way[0]}, which only the plan can tell")


def _gateway(
    route: Mapping[str, str] | None = None, subnet: str = "${aws_subnet.a.id}", **values: object
) -> Terraform:
    way = {"gateway_id": "${aws_internet_gateway.edge.id}"} if route is None else route
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                "a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}
            },
            "aws_route": {"out": {"route_table_id": "${aws_route_table.a.id}", **way}},
            "aws_nat_gateway": {"example": {"subnet_id": subnet, **values}},
        }
    }


RULE = Rule(
    id="vpc-nat-in-public-subnet",
    title="NAT gateways are in subnets with a route to the internet",
    severity=Severity.MEDIUM,
    types=("aws_nat_gateway",),
    scope="configuration",
    check=check,
    rationale=(
        "A NAT gateway in a private subnet sends traffic to itself: everything is deployed, and nothing "
        "behind it reaches AWS or the processor."
    ),
    remediation="Put the NatGateway into a subnet whose RouteTable leads to the InternetGateway.",
    controls=("pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R54", "R100", "R139"),
    examples=Examples(
        passing=(
            _gateway(),
            _gateway(connectivity_type="public"),
            _gateway({"destination_cidr_block": "0.0.0.0/0", "vpc_endpoint_id": "vpce-0123456789abcdef0"}),
        ),
        failing=(
            _gateway({"nat_gateway_id": "${aws_nat_gateway.example.id}"}),
            _gateway({}),
        ),
        absent=(Status.FAIL, {"resource": {"aws_nat_gateway": {"example": {}}}}),
        unknown=(Status.UNKNOWN, _gateway(subnet="${var.subnet}")),
    ),
)
