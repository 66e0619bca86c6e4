"""What a route from the internet leads to is a load balancer or a NAT gateway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import ASSOCIATION, ROUTE_TABLES, internet_gateway, routes, subnets
from policies.resource import Resource

_MAIN: Final = "aws_main_route_table_association"
_RESIDENTS: Final[Mapping[str, str]] = {
    "aws_db_subnet_group": "subnet_ids",
    "aws_ecs_service": "network_configuration.subnets",
    "aws_eks_cluster": "vpc_config.subnet_ids",
    "aws_lambda_function": "vpc_config.subnet_ids",
    "aws_network_interface": "subnet_id",
    "aws_vpc_endpoint": "subnet_ids",
}
"""What stands in subnets and is no way in, by the attribute that names them. Stores and instances are judged
where they are: stores-private-subnets."""


def check(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The gateway is a VPC's; the main route table does not lead to it, and in subnets whose tables do stand
    load balancers for the internet and NAT gateways alone.
    """
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
        for association in configuration.related(table, ASSOCIATION, "route_table_id"):
            yield from _alone(association, configuration)


def _is_main(table: Resource, configuration: Configuration) -> bool:
    return table.type != "aws_route_table" or bool(configuration.related(table, _MAIN, "route_table_id"))


def _alone(association: Resource, configuration: Configuration) -> Iterator[Judgement]:
    named = association.get("subnet_id")
    if named is None:
        return  # of a gateway
    for written, subnet in subnets(association, named, configuration):
        if subnet is None:
            yield unknown(f"its route table is that of {written}, which is not in the configuration")
            continue
        for resident in _residents(configuration).get(subnet, ()):
            yield fail(f"{resident.address} stands in {subnet.address}, which it leads to", resident.address)


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


@recalled
def _residents(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """What stands in each subnet and is neither a load balancer for the internet nor a NAT gateway."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for kind, attribute in _RESIDENTS.items():
        for resident in configuration.of(kind):
            for _, subnet in subnets(resident, resident.get(attribute), configuration):
                if subnet is not None:
                    found[subnet].append(resident)
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


_SERVICE: Final = {
    "network_configuration": {"subnets": ["${aws_subnet.private.id}", "${aws_subnet.public.id}"]}
}

RULE = Rule(
    id="vpc-public-tier",
    title="Public subnets hold load balancers and NAT gateways alone",
    severity=Severity.HIGH,
    types=("aws_internet_gateway",),
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
            _public("private", aws_ecs_service={"app": _SERVICE}),
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
