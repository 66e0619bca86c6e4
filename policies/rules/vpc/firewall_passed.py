"""What comes in by a firewall goes out by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import ASSOCIATION, RANGES, ROUTE_TABLES, internet_gateway, routes, subnets
from policies.resource import Resource
from policies.rules.vpc._tables import each_route
from policies.values import is_known

_ENDPOINT: Final = "vpc_endpoint_id"


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No route leads straight to the internet from a subnet to which the gateway's own route table leads by
    the endpoint of a firewall: the firewall sees one half of each connection (AWS Network Firewall Developer
    Guide, "Avoid asymmetric routing").
    """
    for table, route in each_route(holder, configuration):
        gateway = internet_gateway(route, configuration)
        if table is None or gateway is None:
            continue
        for association in configuration.related(table, ASSOCIATION, "route_table_id"):
            for _, subnet in subnets(association, association.get("subnet_id"), configuration):
                if subnet is None or subnet not in _behind(configuration):
                    continue
                said = f"{subnet.address} is reached by a firewall, and goes out past it"
                known = isinstance(gateway, Resource) or is_known(gateway)
                yield (
                    fail(said, subnet.address) if known else unknown(f"only the plan can tell whether {said}")
                )


@recalled
def _behind(configuration: Configuration) -> frozenset[Resource | None]:
    """The subnets for which the route table of an internet gateway has a way by an endpoint."""
    edges = [
        configuration.target(each, each.get("route_table_id"))
        for each in configuration.of(ASSOCIATION)
        if each.get("gateway_id") is not None
    ]
    ways = [
        (route, route.get(name))
        for table in edges
        if table is not None
        for route in routes(table, configuration)
        if route.get(_ENDPOINT) is not None
        for name in RANGES
    ]
    named = {configuration.target(route, value) for route, value in ways if value is not None}
    blocks = {str(value) for _, value in ways if value is not None}
    written = (each for each in configuration.of("aws_subnet") if str(each.get("cidr_block")) in blocks)
    return frozenset(each for each in (*named, *written) if each is not None and each.type == "aws_subnet")


def _routed(way: str, block: str = "${aws_subnet.public.cidr_block}", to: str | None = None) -> Terraform:
    of_vpc = {"vpc_id": "${aws_vpc.main.id}"}
    out = {"gateway_id": to or "${aws_internet_gateway.edge.id}", _ENDPOINT: "vpce-0123456789abcdef0"}
    public, edge = "${aws_route_table.public.id}", "${aws_route_table.edge.id}"
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"edge": of_vpc},
            "aws_subnet": {"public": {**of_vpc, "cidr_block": "10.0.0.0/24"}},
            "aws_route_table": {"public": of_vpc, "edge": of_vpc},
            ASSOCIATION: {
                "public": {"subnet_id": "${aws_subnet.public.id}", "route_table_id": public},
                "edge": {"gateway_id": "${aws_internet_gateway.edge.id}", "route_table_id": edge},
            },
            "aws_route": {
                "example": {"route_table_id": public, "destination_cidr_block": "0.0.0.0/0", way: out[way]},
                "in": {"route_table_id": edge, "destination_cidr_block": block, _ENDPOINT: out[_ENDPOINT]},
            },
        }
    }


RULE = Rule(
    id="vpc-firewall-passed",
    title="Subnets that are reached by a firewall go out by it",
    severity=Severity.HIGH,
    types=("aws_route", *ROUTE_TABLES),
    scope="configuration",
    check=check,
    rationale=(
        "The firewall sees requests and no answers, or answers and no requests: it drops what is sound, or "
        "what goes out is not looked at."
    ),
    remediation=(
        "Give the Route to 0.0.0.0/0 the vpc_endpoint_id of the firewall's endpoint in the subnet's zone."
    ),
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-4"),
    requirements=("R94", "R100"),
    examples=Examples(
        passing=(_routed(_ENDPOINT), _routed("gateway_id", "10.0.9.0/24")),
        failing=(_routed("gateway_id"), _routed("gateway_id", "10.0.0.0/24")),
        absent=(Status.PASS, {"resource": {"aws_route": {"example": {"route_table_id": "rtb-0123"}}}}),
        unknown=(Status.UNKNOWN, _routed("gateway_id", to="${var.gateway}")),
    ),
)
