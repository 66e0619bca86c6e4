"""What runs in a zone leaves by the NAT gateway of that zone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import ASSOCIATION, ROUTE_TABLES, is_default, subnets, zone_of
from policies.resource import Resource
from policies.rules.vpc._tables import each_route


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No route to everywhere leads from a subnet to the NAT gateway of another zone, where its own has one.

    One gateway for all zones is a choice that saves its price (VPC User Guide, "NAT gateway basics"): the
    settings of a system make it; in production of others, it is one zone on which all depend.
    """
    for table, route in each_route(holder, configuration):
        gateway = configuration.target(route, route.get("nat_gateway_id"))
        if table is None or gateway is None or not is_default(route):
            continue
        there = _place(gateway, configuration)
        near = _gateways(configuration).get(None if there is None else there[0], {})
        if there is not None and len(near) == 1 and _is_to_last(holder):
            yield from _alone(table, gateway, there[1], configuration)
        for association in configuration.related(table, ASSOCIATION, "route_table_id"):
            for _, subnet in subnets(association, association.get("subnet_id"), configuration):
                if subnet is not None and there is not None and len(near) > 1:
                    yield from _in_zone(subnet, gateway, there[1], near)


def _is_to_last(holder: Resource) -> bool:
    return holder.context.profile == "production" and holder.context.promises is None


def _alone(
    table: Resource, gateway: Resource, zone: str | None, configuration: Configuration
) -> Iterator[Judgement]:
    """Subnets of other zones leave by the only gateway."""
    led = [
        subnet
        for association in configuration.related(table, ASSOCIATION, "route_table_id")
        for _, subnet in subnets(association, association.get("subnet_id"), configuration)
        if subnet is not None
    ]
    others = [subnet.address for subnet in led if zone and zone_of(subnet) not in (None, zone)]
    if others:
        said = f"{gateway.address} alone leads {', '.join(others)} out of their zones, in production"
        yield fail(f"{said}: nothing gets out when its zone fails", "alone")


def _in_zone(
    subnet: Resource, gateway: Resource, zone: str | None, near: Mapping[str | None, Resource]
) -> Iterator[Judgement]:
    own = zone_of(subnet)
    if own is None or zone is None:
        yield unknown(
            f"only the plan can tell whether {subnet.address} and {gateway.address} are in one zone"
        )
    elif own != zone and own in near:
        yield fail(
            f"{subnet.address} leaves its zone by {gateway.address}, and has {near[own].address} in its own: "
            "it is cut off when another zone fails",
            subnet.address,
        )


@recalled
def _gateways(configuration: Configuration) -> Mapping[Resource | None, Mapping[str | None, Resource]]:
    """By VPC, a NAT gateway of each zone."""
    found: dict[Resource | None, dict[str | None, Resource]] = defaultdict(dict)
    for gateway in configuration.of("aws_nat_gateway"):
        place = _place(gateway, configuration)
        if place is not None:
            found[place[0]].setdefault(place[1], gateway)
    return found


def _place(gateway: Resource, configuration: Configuration) -> tuple[Resource, str | None] | None:
    """The VPC and the zone in which a gateway stands; None where its subnet is not in the configuration."""
    for _, subnet in subnets(gateway, gateway.get("subnet_id"), configuration):
        vpc = None if subnet is None else configuration.target(subnet, subnet.get("vpc_id"))
        if subnet is not None and vpc is not None:
            return vpc, zone_of(subnet)
    return None


def _zones(leads_to: str = "b", zone: object = "xx-test-1b", *gateways: str) -> Terraform:
    """A subnet in a zone, with gateways in the public subnets of some zones."""
    of_vpc = {"vpc_id": "${aws_vpc.main.id}"}
    public = {
        f"public_{name}": {**of_vpc, "availability_zone": f"xx-test-1{name}"}
        for name in gateways or ("a", "b")
    }
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_subnet": {"app": {**of_vpc, "availability_zone": zone}, **public},
            "aws_nat_gateway": {
                name.removeprefix("public_"): {"subnet_id": f"${{aws_subnet.{name}.id}}"} for name in public
            },
            "aws_route_table": {"app": of_vpc},
            ASSOCIATION: {
                "app": {"subnet_id": "${aws_subnet.app.id}", "route_table_id": "${aws_route_table.app.id}"}
            },
            "aws_route": {
                "example": {
                    "route_table_id": "${aws_route_table.app.id}",
                    "destination_cidr_block": "0.0.0.0/0",
                    "nat_gateway_id": f"${{aws_nat_gateway.{leads_to}.id}}",
                }
            },
        }
    }


RULE = Rule(
    id="vpc-own-zone-nat",
    title="Subnets leave by the NAT gateway of their own zone, where it has one",
    severity=Severity.MEDIUM,
    types=("aws_route", *ROUTE_TABLES),
    scope="configuration",
    check=check,
    rationale=(
        "A zone that leaves by another one fails with it, pays for each byte that crosses, and has a gateway "
        "of its own that stands idle."
    ),
    remediation="Point the nat_gateway_id of the Route at the NatGateway in the zone of the table's subnets.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-8", "nist-800-53-r5:CP-10"),
    requirements=("R95", "R100"),
    examples=Examples(
        passing=(_zones(), _zones("a", "xx-test-1b", "a"), _zones("a", "xx-test-1c")),
        failing=(_zones("a"),),
        absent=(Status.PASS, {"resource": {"aws_route": {"example": {"route_table_id": "rtb-0123"}}}}),
        unknown=(Status.UNKNOWN, _zones("a", "${var.zone}")),
    ),
)
