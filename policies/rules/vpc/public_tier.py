"""What a route from the internet leads to is a load balancer or a NAT gateway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import (
    ASSOCIATION,
    ROUTE_TABLES,
    entrances,
    internet_gateway,
    residents,
    routes,
    subnets,
)
from policies.resource import Resource
from policies.rules.vpc._tables import each_route

_MAIN: Final = "aws_main_route_table_association"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The gateway is a VPC's; the main route table does not lead to it, and in subnets whose tables do stand
    load balancers for the internet and NAT gateways alone.

    It is told of the gateway where the subnet holds one of those as well, of the association where another
    subnet of the table does, and else of the route, which is in a table that was to be private.
    """
    if element.type == "aws_internet_gateway":
        yield from _attached(element, configuration)
        for table in _tables(configuration).get(element, ()):
            for association in configuration.related(table, ASSOCIATION, "route_table_id"):
                yield from _alone(association, "gateway", configuration)
    elif element.type == ASSOCIATION:
        owner = configuration.target(element, element.get("route_table_id"))
        if any(owner in tables for tables in _tables(configuration).values()):
            yield from _alone(element, "association", configuration)
    else:
        for led, route in each_route(element, configuration):
            if led is not None and isinstance(internet_gateway(route, configuration), Resource):
                for association in configuration.related(led, ASSOCIATION, "route_table_id"):
                    yield from _alone(association, "route", configuration)


def _attached(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if gateway.get("vpc_id") is None and not configuration.related(
        gateway, "aws_internet_gateway_attachment", "internet_gateway_id"
    ):
        yield fail("it is attached to no VPC", "vpc_id")
    for table in _tables(configuration).get(gateway, ()):
        if _is_main(table, configuration):
            yield fail(
                f"{table.address}, the main route table, leads to it: so do all subnets without their own",
                table.address,
            )


def _is_main(table: Resource, configuration: Configuration) -> bool:
    return table.type != "aws_route_table" or bool(configuration.related(table, _MAIN, "route_table_id"))


def _alone(association: Resource, told_of: str, configuration: Configuration) -> Iterator[Judgement]:
    """What else stands in the subnet, where it is told of the gateway, the association or the route."""
    named = association.get("subnet_id")
    if named is None:
        return  # of a gateway
    for written, subnet in subnets(association, named, configuration):
        if subnet is None:
            if told_of == "gateway":
                yield unknown(f"its route table is that of {written}, which is not in the configuration")
            continue
        if told_of == _wrong(subnet, association, configuration):
            for resident in residents(configuration).get(subnet, ()):
                said = f"{resident.address} stands in {subnet.address}, which it leads to the internet"
                yield fail(said, resident.address)


def _wrong(subnet: Resource, association: Resource, configuration: Configuration) -> str:
    if subnet in entrances(configuration):
        return "gateway"
    table = configuration.target(association, association.get("route_table_id"))
    others = configuration.related(table, ASSOCIATION, "route_table_id") if table is not None else ()
    fronts = (
        each
        for other in others
        for _, each in subnets(other, other.get("subnet_id"), configuration)
        if each in entrances(configuration)
    )
    return "route" if next(fronts, None) is None else "association"


@recalled
def _tables(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """The route tables that lead to each gateway; a VPC stands for its main one."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for table in configuration.of(*ROUTE_TABLES, "aws_vpc"):
        leads_to = {internet_gateway(route, configuration) for route in routes(table, configuration)}
        for gateway in leads_to:
            if isinstance(gateway, Resource):
                found[gateway].append(table)
    return found


def _public(route_table: str = "public", **kinds: object) -> Terraform:
    in_vpc = {"vpc_id": "${aws_vpc.main.id}"}
    tables = {
        name: {"subnet_id": f"${{aws_subnet.{name}.id}}", "route_table_id": f"${{aws_route_table.{name}.id}}"}
        for name in ("public", "private")
    }
    table = "aws_vpc.main.main_route_table" if route_table == "main" else f"aws_route_table.{route_table}"
    way = {
        "route_table_id": f"${{{table}{'_' if route_table == 'main' else '.'}id}}",
        "gateway_id": "${aws_internet_gateway.example.id}",
    }
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_internet_gateway": {"example": in_vpc},
            "aws_subnet": dict.fromkeys(tables, in_vpc),
            "aws_route_table": dict.fromkeys(tables, in_vpc),
            "aws_route_table_association": tables,
            "aws_route": {"out": way},
            "aws_lb": {"web": {"subnets": ["${aws_subnet.public.id}"]}},
            **kinds,
        }
    }


def _misled(kind: str, table: str) -> Terraform:
    """A service in the private subnet, whose association, or whose route, leads to the internet."""
    made = _public(aws_ecs_service={"app": _SERVICE_INSIDE})["resource"]
    named = made["aws_route_table_association"]
    named = {**named, "private": {**named["private"], "route_table_id": f"${{aws_route_table.{table}.id}}"}}
    out = made["aws_route"]["out"]
    ways = {"out": out, "private": {**out, "route_table_id": "${aws_route_table.private.id}"}}
    for way in ways.values():
        way["gateway_id"] = "${aws_internet_gateway.edge.id}"
    kinds = {
        **made,
        "aws_internet_gateway": {"edge": made["aws_internet_gateway"]["example"]},
        "aws_route_table_association": named,
        "aws_route": ways if table == "private" else {"out": out},
    }
    kinds[kind] = {("example" if name == "private" else name): said for name, said in kinds[kind].items()}
    return {"resource": kinds}


_SERVICE_INSIDE: Final = {"network_configuration": {"subnets": ["${aws_subnet.private.id}"]}}
_SERVICE: Final = {
    "network_configuration": {"subnets": ["${aws_subnet.private.id}", "${aws_subnet.public.id}"]}
}

RULE = Rule(
    id="vpc-public-tier",
    title="Public subnets hold load balancers and NAT gateways alone",
    severity=Severity.HIGH,
    types=("aws_internet_gateway", ASSOCIATION, "aws_route", *ROUTE_TABLES),
    scope="configuration",
    check=check,
    rationale=(
        "What runs in a public subnet is one wrong security-group rule away from the internet. A main "
        "route table that leads there makes public every subnet that somebody forgot to give a table."
    ),
    remediation=(
        "Put workloads, databases and endpoints into subnets whose RouteTable leads to a NatGateway or "
        "nowhere, and give each subnet a RouteTableAssociation."
    ),
    controls=(
        *("pci-dss-4.0.1:1.4.1", "pci-dss-4.0.1:1.4.2", "pci-dss-4.0.1:1.4.4"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(22)", "nist-800-53-r5:SC-7(28)"),
    ),
    requirements=("R45", "R100", "R101", "R139"),
    examples=Examples(
        passing=(
            _public(),
            _public(aws_network_interface={"app": {"subnet_id": "${aws_subnet.private.id}"}}),
        ),
        failing=(
            _public(aws_network_interface={"app": {"subnet_id": "${aws_subnet.public.id}"}}),
            _public(aws_ecs_service={"app": _SERVICE}),
            _misled("aws_route_table_association", table="public"),
            _misled("aws_route", table="private"),
            _public("main"),
            {"resource": {"aws_internet_gateway": {"example": {}}}},
        ),
        absent=(Status.FAIL, {"resource": {"aws_internet_gateway": {"example": {"tags": {}}}}}),
        unknown=(
            Status.UNKNOWN,
            _public(
                aws_route_table_association={
                    "public": {
                        "subnet_id": "${var.subnet}",
                        "route_table_id": "${aws_route_table.public.id}",
                    }
                }
            ),
        ),
    ),
)
