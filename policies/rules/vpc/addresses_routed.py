"""Addresses outside the network are targets of all its zones, and routes lead to them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Final

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
from policies.related.networks import route_tables, routes, subnets
from policies.resource import Resource
from policies.rules.vpc.balancer_reaches_tasks import balancers

_TARGET: Final = "aws_lb_target_group_attachment"
_ZONE: Final = "availability_zone"
_EVERY: Final = "all"
_WAYS: Final = ("transit_gateway_id", "vpc_peering_connection_id", "network_interface_id", "core_network_arn")
_VPN: Final = "vgw-"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A target whose address is not one of its network's is registered for all zones, which is asked of it
    (API RegisterTargets), and in each subnet of the load balancers in front a route to another network holds
    it.
    """
    group = configuration.target(target, target.get("target_group_arn"))
    if group is None or group.get("target_type") != "ip":
        yield NOT_APPLICABLE
        return
    network = configuration.target(group, group.get("vpc_id"))
    try:
        address = ipaddress.ip_address(str(target.get("target_id")))
        within = network is not None and address in ipaddress.ip_network(str(network.get("cidr_block")))
    except ValueError:
        yield unknown(f"only the plan can tell which address {target.get('target_id')} is")
        return
    if network is None:
        yield unknown(f"only the plan can tell which network {group.address} is in")
    elif within:
        yield NOT_APPLICABLE
    else:
        if (zone := target.get(_ZONE)) != _EVERY:
            yield fail(f"{_ZONE} is {zone or 'not set'}, and has to be {_EVERY} outside the network", _ZONE)
        for balancer in balancers(configuration).get(group, ()):
            yield from _led(balancer, address, configuration)


def _led(balancer: Resource, address: Address, configuration: Configuration) -> Iterator[Judgement]:
    for written, subnet in subnets(balancer, balancer.get("subnets"), configuration):
        tables = () if subnet is None else route_tables(subnet, configuration)
        if subnet is None or None in tables:
            yield unknown(f"only the plan can tell where {written} leads")
            continue
        led = [route for table in tables if table for route in routes(table, configuration)]
        if not any(_leads(route, address) for route in led):
            yield fail(f"no route of {subnet.address} leads to {address}", subnet.address)


def _leads(route: Resource, address: Address) -> bool:
    if not any(route.get(way) for way in _WAYS) and not str(route.get("gateway_id")).startswith(_VPN):
        return False
    try:
        return address in ipaddress.ip_network(str(route.get("destination_cidr_block")))
    except ValueError:
        return False


def _forwards(
    zone: str | None = "all", to: str = "10.200.0.0/16", target: str = "10.200.0.10", **way: object
) -> Terraform:
    arn = "${aws_lb_target_group.far.arn}"
    ways: Mapping[str, object] = way or {"transit_gateway_id": "tgw-0123456789abcdef0"}
    return {
        "resource": {
            _TARGET: {"example": {"target_group_arn": arn, "target_id": target, _ZONE: zone}},
            "aws_vpc": {"main": {"cidr_block": "10.0.0.0/16"}},
            "aws_lb_target_group": {"far": {"target_type": "ip", "vpc_id": "${aws_vpc.main.id}"}},
            "aws_lb": {"web": {"subnets": ["${aws_subnet.a.id}"]}},
            "aws_lb_listener": {
                "web": {
                    "load_balancer_arn": "${aws_lb.web.arn}",
                    "default_action": [{"type": "forward", "target_group_arn": arn}],
                }
            },
            "aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                "a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}
            },
            "aws_route": {
                "far": {"route_table_id": "${aws_route_table.a.id}", "destination_cidr_block": to, **ways}
            },
        }
    }


RULE = Rule(
    id="vpc-addresses-routed",
    title="Addresses outside a network are targets of all zones, and routes lead to them",
    severity=Severity.HIGH,
    types=(_TARGET,),
    scope="configuration",
    check=check,
    rationale=(
        "A route beside the data centre's addresses plans and applies, and its targets are never healthy; "
        "without all zones AWS refuses them when they are registered."
    ),
    remediation=(
        "Give the route tables of the load balancer's subnets a Route that holds the addresses, and the "
        "LbTargetGroupAttachment availability_zone='all'."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R89",),
    examples=Examples(
        passing=(_forwards(), _forwards(gateway_id="vgw-0123456789abcdef0")),
        failing=(
            _forwards(None),
            _forwards("xx-test-1a"),
            _forwards(to="10.201.0.0/16"),
            _forwards(to="0.0.0.0/0", nat_gateway_id="${aws_nat_gateway.out.id}"),
        ),
        absent=(Status.NOT_APPLICABLE, _forwards(None, target="10.0.7.1")),
        unknown=(Status.UNKNOWN, _forwards(target="${var.host}")),
    ),
)
