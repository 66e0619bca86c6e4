"""Networks: which subnets a value names, and which way out their route tables give them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from policies.configuration import Configuration, recalled
from policies.expressions.evaluation import boolean
from policies.model import Judgement, fail, unknown
from policies.references import reference
from policies.resource import Resource
from policies.values import as_list, is_known

ROUTE_TABLES: Final = ("aws_route_table", "aws_default_route_table")
ASSOCIATION: Final = "aws_route_table_association"
EVERYWHERE: Final = frozenset({"0.0.0.0/0", "::/0"})
RANGES: Final = ("destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block", "ipv6_cidr_block")
"""By what a route, or the block of one, says for whom it is."""
LISTS: Final[dict[str, str]] = {
    "aws_autoscaling_group": "vpc_zone_identifier",
    "aws_db_subnet_group": "subnet_ids",
    "aws_dax_subnet_group": "subnet_ids",
    "aws_dms_replication_subnet_group": "subnet_ids",
    "aws_docdb_subnet_group": "subnet_ids",
    "aws_ecs_service": "network_configuration.subnets",
    "aws_eks_cluster": "vpc_config.subnet_ids",
    "aws_elasticache_subnet_group": "subnet_ids",
    "aws_lambda_function": "vpc_config.subnet_ids",
    "aws_lb": "subnets",
    "aws_memorydb_subnet_group": "subnet_ids",
    "aws_mq_broker": "subnet_ids",
    "aws_msk_cluster": "broker_node_group_info.client_subnets",
    "aws_neptune_subnet_group": "subnet_ids",
    "aws_opensearch_domain": "vpc_options.subnet_ids",
    "aws_redshift_subnet_group": "subnet_ids",
    "aws_vpc_endpoint": "subnet_ids",
}
"""Who lists subnets in order to be in several zones, by the argument that does."""
_SINGLE: Final = {"aws_instance": "subnet_id", "aws_network_interface": "subnet_id"}
_ROUTE: Final = "aws_route"
_ZONE: Final = "availability_zone"
_SERVICE: Final = re.compile(r"^(?:(?:com|aws)\.amazonaws\.(?:\$\{[^{}]*\}|[^.]+)\.)?(?P<service>[^${}]+)$")
_OF_SEVERAL: Final = re.compile(
    r'^\$\{(?:element\()?split\(",", *(?P<joined>[^,(){}]+)\)(?:, *(?P<place>\d+)\))?\}$'
)


class Item(NamedTuple):
    """A value of a list, and the element in which it stands: only in its stack the value means the same."""

    holder: Resource
    value: object


def items(user: Resource, value: object, configuration: Configuration) -> Iterator[Item]:
    """The items of a list that `value`, standing in `user`, gives.

    Of what an output of another stack joined by commas, each part, or the one that `element` takes.
    """
    for item in as_list(value):
        several = _OF_SEVERAL.match(item) if isinstance(item, str) else None
        output = _output(user, f"${{{several['joined']}}}" if several else item, configuration)
        given = None if output is None else output.values.get("value")
        if (
            output is None
            or not isinstance(given, str | list)
            or (several is None and isinstance(given, str))
        ):
            yield Item(user, item)
            continue
        parts = given.split(",") if isinstance(given, str) else given
        if several is not None and several["place"] is not None:
            parts = [parts[int(several["place"]) % len(parts)]]
        yield from (Item(output, part) for part in parts)


def _output(user: Resource, value: object, configuration: Configuration) -> Resource | None:
    """The output of another stack that a value reads."""
    found = reference(value)
    state = None if found is None else configuration.find(user.stack, found.address)
    if found is None or state is None or state.type != "data.terraform_remote_state":
        return None
    return configuration.remote_output(state, found.attribute)


def subnets(
    user: Resource, value: object, configuration: Configuration
) -> Iterator[tuple[object, Resource | None]]:
    """The subnets that `value`, standing in `user`, names, each as it is written; None for one that is not
    in the configuration.
    """
    for holder, item in items(user, value, configuration):
        found = configuration.target(holder, item)
        yield item, found if found is not None and found.type == "aws_subnet" else None


@recalled
def residents(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """By subnet, what stands in it: who lists it, and instances; neither load balancers nor gateways."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for kind, attribute in (LISTS | _SINGLE).items():
        for resident in configuration.of(kind) if kind != "aws_lb" else ():
            for _, subnet in subnets(resident, resident.get(attribute), configuration):
                if subnet is not None:
                    found[subnet].append(resident)
    return found


@recalled
def apart(configuration: Configuration) -> frozenset[Resource]:
    """The subnets of groups for stores alone of which none has a route table: they keep the main one, which
    leads nowhere out of the network. What stands there only answers.
    """
    found: set[Resource] = set()
    for subnet_group in configuration.of(*(kind for kind in LISTS if kind.endswith("_subnet_group"))):
        placed = subnets(subnet_group, subnet_group.get(LISTS[subnet_group.type]), configuration)
        members = [subnet for _, subnet in placed if subnet is not None]
        if not any(configuration.related(each, ASSOCIATION, "subnet_id") for each in members):
            found.update(members)
    others = residents(configuration)
    return frozenset(
        each for each in found if all(user.type.endswith("_subnet_group") for user in others[each])
    )


@recalled
def entrances(configuration: Configuration) -> frozenset[Resource]:
    """The subnets in which load balancers for the internet and NAT gateways stand."""
    balancers = (each for each in configuration.of("aws_lb") if boolean(each.get("internal")) is not True)
    placed = [(each, each.get("subnets")) for each in balancers]
    placed += [(each, each.get("subnet_id")) for each in configuration.of("aws_nat_gateway")]
    return frozenset(
        subnet for user, value in placed for _, subnet in subnets(user, value, configuration) if subnet
    )


def in_one_zone(user: Resource, value: object, configuration: Configuration) -> bool | None:
    """Whether all subnets that `value`, standing in `user`, names are in one zone; None where only the plan
    can tell, or it names none.
    """
    placed = [subnet for _, subnet in subnets(user, value, configuration)]
    zones = [subnet.get(_ZONE) or subnet.get(f"{_ZONE}_id") for subnet in placed if subnet is not None]
    if any(zone != zones[0] for zone in zones):
        return False
    return True if placed and None not in placed and all(map(_is_told, zones)) else None


def zone_of(subnet: Resource) -> str | None:
    """The zone of a subnet; None where only the plan can tell. Equal texts of one stack mean one zone."""
    zone = subnet.get(_ZONE) or subnet.get(f"{_ZONE}_id")
    return str(zone) if _is_told(zone) else None


def _is_told(zone: object) -> bool:
    """Whether equal texts mean one zone: a name, or the same item of the same list."""
    return zone is not None and (is_known(zone) or str(zone).startswith("${data."))


def endpoint_service(endpoint: Resource, configuration: Configuration) -> str | None:
    """The service that an endpoint is for (`s3`, `ecr.api`); None where only the plan can tell."""
    name = endpoint.get("service_name")
    target = configuration.target(endpoint, name)
    if target is not None:
        name = target.get("service") or target.get("service_name")
    named = _SERVICE.match(str(name))
    return named["service"] if named is not None and is_known(named["service"]) else None


def route_tables(subnet: Resource, configuration: Configuration) -> tuple[Resource | None, ...]:
    """The route tables of a subnet: those associated with it, else what is said of its VPC's main one.

    None for one that is not in the configuration. A main table of which nothing is said has no way out.
    """
    own = configuration.related(subnet, ASSOCIATION, "subnet_id")
    if own:
        return tuple(configuration.target(each, each.get("route_table_id")) for each in own)
    vpc = configuration.target(subnet, subnet.get("vpc_id"))
    if vpc is None:
        return (None,)
    main = configuration.related(vpc, "aws_main_route_table_association", "vpc_id")
    if main:
        return tuple(configuration.target(each, each.get("route_table_id")) for each in main)
    # What names the VPC itself as its table means the main one (`main_route_table_id`).
    return (vpc, *configuration.related(vpc, "aws_default_route_table", "default_route_table_id"))


def routes(table: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The routes of a table: its blocks, each taken for a resource of its own, and resources of their own."""
    if table.type in ROUTE_TABLES:
        yield from (replace(table, values=block) for block in table.blocks("route"))
    yield from configuration.related(table, _ROUTE, "route_table_id")


def is_default(route: Resource) -> bool:
    """Whether a route is for every address that no other one is for."""
    return bool(EVERYWHERE & {str(route.get(name)) for name in RANGES})


def internet_gateway(route: Resource, configuration: Configuration) -> Resource | str | None:
    """The internet gateway that a route leads to; its expression where only the plan can tell; else None."""
    gateway = route.get("gateway_id")
    target = configuration.target(route, gateway)
    if target is not None:
        return target if target.type.removeprefix("data.") == "aws_internet_gateway" else None
    return (
        gateway
        if isinstance(gateway, str) and (gateway.startswith("igw-") or not is_known(gateway))
        else None
    )


def way_to_internet(subnet: Resource, configuration: Configuration) -> tuple[str, bool] | None:
    """Where a subnet's traffic reaches an internet gateway, and whether that is certain; None where it does
    not.
    """
    doubtful: tuple[str, bool] | None = None
    for table in route_tables(subnet, configuration):
        if table is None:
            doubtful = "a route table that is not in the configuration", False
            continue
        for route in routes(table, configuration):
            gateway = internet_gateway(route, configuration)
            if isinstance(gateway, Resource):
                return gateway.address, True
            if gateway is not None:
                if is_known(gateway):
                    return gateway, True
                doubtful = gateway, False
    return doubtful


def by_firewall(table: Resource, configuration: Configuration) -> bool:
    """Whether a route table leads everywhere by the endpoint of a firewall, which has a way out."""
    return any(is_default(route) and route.get("vpc_endpoint_id") for route in routes(table, configuration))


def is_behind_firewall(subnet: Resource, configuration: Configuration) -> bool:
    """Whether a subnet's traffic leaves by the endpoint of a firewall."""
    found = route_tables(subnet, configuration)
    return any(table is not None and by_firewall(table, configuration) for table in found)


def off_internet(user: Resource, attribute: str, configuration: Configuration) -> Iterator[Judgement]:
    """No route table of any subnet that the attribute names leads to an internet gateway."""
    for written, subnet in subnets(user, user.get(attribute), configuration):
        if subnet is None:
            yield unknown(f"it has the subnet {written}, whose routes are not in the configuration")
            continue
        way = way_to_internet(subnet, configuration)
        if way is not None:
            gateway, is_certain = way
            said = f"its {subnet.address} has a route to {gateway}"
            uncertain = unknown(f"{said}, which only the plan can tell")
            yield fail(said, subnet.address) if is_certain else uncertain
