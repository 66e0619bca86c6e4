"""The subnets of a database in a network of tiers have no way out at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
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
from policies.related.networks import is_default, route_tables, routes, subnets
from policies.resource import Resource

_GROUP: Final = "aws_db_subnet_group"
_WAYS: Final = (
    *("gateway_id", "nat_gateway_id", "egress_only_gateway_id", "transit_gateway_id"),
    *("vpc_peering_connection_id", "network_interface_id", "instance_id"),
)
_BETWEEN: Final = ("transit_gateway_id", "vpc_peering_connection_id")  # to networks that are named


def check(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No route table of a subnet of databases leads out of the network, where nothing else is in the subnet,
    but to other networks of ours, one by one.

    What else there is, functions, services, endpoints, links and load balancers tell that name it: a
    database is beside them only in a network that has no tier for databases.
    """
    groups = _database_groups(configuration).get(subnet)
    if not groups:
        yield NOT_APPLICABLE
        return
    if subnet in _shared(configuration):
        yield from _beside_a_tier(subnet, configuration)
        return
    for table in route_tables(subnet, configuration):
        if table is None:
            yield unknown("it has a route table that is not in the configuration")
            continue
        for route in routes(table, configuration):
            way = next((name for name in _WAYS if route.get(name)), None)
            if way is not None and (is_default(route) or way not in _BETWEEN):
                yield fail(f"its {table.address} leads out by {way} ({route.address})", "routes")


def _beside_a_tier(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where the network has subnets without a way out that nothing is in, those are for its databases."""
    network = configuration.target(subnet, subnet.get("vpc_id"))
    shared, groups = _shared(configuration), _database_groups(configuration)
    idle = [
        each
        for each in (configuration.related(network, "aws_subnet", "vpc_id") if network is not None else ())
        if each not in shared and each not in groups and _is_shut(each, configuration)
    ]
    if not idle:
        yield NOT_APPLICABLE
        return
    yield fail(f"it holds more than databases, and {idle[0].address}, without a way out, holds none", "tier")


def _is_shut(subnet: Resource, configuration: Configuration) -> bool:
    """Whether its own route tables are told, and lead out of the network by nothing."""
    tables = route_tables(subnet, configuration)
    return None not in tables and not any(
        any(route.get(way) for way in _WAYS)
        for table in tables
        if table is not None
        for route in routes(table, configuration)
    )


def _database_groups(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    def look() -> Mapping[Resource, list[Resource]]:
        found: dict[Resource, list[Resource]] = {}
        for group in configuration.of(_GROUP):
            for _, subnet in subnets(group, group.get("subnet_ids"), configuration):
                if subnet is not None:
                    found.setdefault(subnet, []).append(group)
        return found

    return configuration.recall("database groups", look)


def _shared(configuration: Configuration) -> frozenset[Resource]:
    """The subnets that others are in as well."""
    named: Mapping[str, str] = {
        "aws_lambda_function": "vpc_config.subnet_ids",
        "aws_ecs_service": "network_configuration.subnets",
        "aws_vpc_endpoint": "subnet_ids",
        "aws_lb": "subnets",
        "aws_nat_gateway": "subnet_id",
        "aws_apigatewayv2_vpc_link": "subnet_ids",
        "aws_ec2_transit_gateway_vpc_attachment": "subnet_ids",
        "aws_networkfirewall_firewall": "subnet_mapping.subnet_id",
        "aws_autoscaling_group": "vpc_zone_identifier",
        "aws_eks_cluster": "vpc_config.subnet_ids",
    }

    def look() -> frozenset[Resource]:
        return frozenset(
            subnet
            for kind, attribute in named.items()
            for user in configuration.of(kind)
            for value in _values(user, attribute)
            for _, subnet in subnets(user, value, configuration)
            if subnet is not None
        )

    return configuration.recall("shared subnets", look)


def _values(user: Resource, attribute: str) -> list[object]:
    """What stands there, in each block where there are several."""
    block, _, last = attribute.rpartition(".")
    return [found.get(last) for found in user.blocks(block)] if block else [user.get(attribute)]


def _network(
    *routes_of: Mapping[str, object], shared: bool = False, idle: bool = False, **values: object
) -> Terraform:
    table = "${aws_route_table.database.id}"
    kinds: dict[str, Any] = {
        "aws_vpc": {"main": {}},
        "aws_subnet": {"example": {"vpc_id": "${aws_vpc.main.id}"}},
        "aws_route_table": {"database": {"vpc_id": "${aws_vpc.main.id}"}},
        "aws_route_table_association": {
            "database": {"subnet_id": "${aws_subnet.example.id}", "route_table_id": table, **values}
        },
        "aws_route": {
            f"out_{number}": {"route_table_id": table, **route} for number, route in enumerate(routes_of)
        },
        _GROUP: {"pay": {"subnet_ids": ["${aws_subnet.example.id}"]}},
    }
    if idle:
        kinds["aws_subnet"]["idle"] = {"vpc_id": "${aws_vpc.main.id}"}
    if shared:
        kinds["aws_lb"] = {"web": {"subnets": ["${aws_subnet.example.id}"]}}
    return {"resource": kinds}


_NAT: Final = {"destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "${aws_nat_gateway.out.id}"}
_FAR: Final = {"destination_cidr_block": "10.200.0.0/16", "transit_gateway_id": "tgw-0123456789abcdef0"}

RULE = Rule(
    id="vpc-database-tier",
    title="Subnets of databases alone have no route out of their network",
    severity=Severity.HIGH,
    types=("aws_subnet",),
    scope="configuration",
    check=check,
    rationale=(
        "A database calls nobody. With a NAT gateway's route in its subnets, whoever gets a foothold in it "
        "has a way to carry its rows out."
    ),
    remediation=(
        "Associate the subnets of the DbSubnetGroup with a RouteTable of their own, without a Route to a "
        "gateway of the internet or of NAT; gateway endpoints need none."
    ),
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(21)", "nist-800-53-r5:AC-4"),
    requirements=("R82", "R94"),
    examples=Examples(
        passing=(_network(), _network(_FAR)),
        failing=(
            _network(shared=True, idle=True),
            _network(_NAT),
            _network({**_FAR, "destination_cidr_block": "0.0.0.0/0"}),
            _network({**_NAT, "nat_gateway_id": None, "gateway_id": "${aws_internet_gateway.edge.id}"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_subnet={"cidr_block": "10.0.0.0/24"})),
        unknown=(Status.UNKNOWN, _network(route_table_id="${var.table}")),
    ),
)
