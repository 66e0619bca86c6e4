"""A NAT gateway is the way out of somebody."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import ROUTE_TABLES, routes
from policies.resource import Resource
from policies.values import is_expression

_EVERYWHERE = ("0.0.0.0/0", "::/0", "64:ff9b::/96")


def check(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A route to everywhere leads to the gateway."""
    used = _used(configuration)
    if gateway in used:
        return
    said = "no route to everywhere leads to it"
    yield unknown(f"only the plan can tell whether {said}") if gateway.stack in used else fail(said)


@recalled
def _used(configuration: Configuration) -> frozenset[Resource | str]:
    """The gateways to which routes lead, and the stacks of routes of which only the plan tells where."""
    found: set[Resource | str] = set()
    listed = (route for table in configuration.of(*ROUTE_TABLES) for route in routes(table, configuration))
    for route in (*configuration.of("aws_route"), *listed):
        ranges = [
            route.get(name)
            for name in ("destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block")
        ]
        value = route.get("nat_gateway_id")
        target = configuration.target(route, value)
        if target is not None and any(each in _EVERYWHERE or is_expression(each) for each in ranges):
            found.add(target)
        elif target is None and is_expression(value):
            found.add(route.stack)
    return frozenset(found)


def _gateway(leads_to: str = "${aws_nat_gateway.example.id}", block: str = "0.0.0.0/0") -> Terraform:
    return {
        "resource": {
            "aws_nat_gateway": {"example": {}, "other": {}},
            "aws_route_table": {"private": {}},
            "aws_route": {
                "out": {
                    "route_table_id": "${aws_route_table.private.id}",
                    "destination_cidr_block": block,
                    "nat_gateway_id": leads_to,
                }
            },
        }
    }


_INLINE = {"cidr_block": "0.0.0.0/0", "nat_gateway_id": "${aws_nat_gateway.example.id}"}

RULE = Rule(
    id="vpc-nat-used",
    title="A route to everywhere leads to each NAT gateway",
    severity=Severity.MEDIUM,
    types=("aws_nat_gateway",),
    scope="configuration",
    check=check,
    rationale=(
        "A NAT gateway to which no route leads costs money and lets nothing out; what stands in the private "
        "subnets cannot reach AWS, and starts only in tests."
    ),
    remediation="Add a Route to 0.0.0.0/0 with its nat_gateway_id to the private RouteTable, or remove it.",
    controls=("pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(3)", "nist-800-53-r5:CM-7"),
    requirements=("R54", "R100", "R139", "R83"),
    examples=Examples(
        passing=(
            _gateway(),
            {
                "resource": {
                    "aws_nat_gateway": {"example": {}},
                    "aws_route_table": {"private": {"route": [_INLINE]}},
                }
            },
        ),
        failing=(_gateway("${aws_nat_gateway.other.id}"), _gateway(block="192.0.2.0/24")),
        absent=(Status.FAIL, {"resource": {"aws_nat_gateway": {"example": {}}}}),
        unknown=(Status.UNKNOWN, _gateway("${var.gateway}")),
    ),
)
