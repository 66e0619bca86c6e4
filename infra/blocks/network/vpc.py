"""An isolated VPC: private subnets only, no way in or out but its endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import islice
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.data_aws_availability_zones import (
    DataAwsAvailabilityZones,
    DataAwsAvailabilityZonesFilter,
)
from cdktf_cdktf_provider_aws.default_security_group import DefaultSecurityGroup
from cdktf_cdktf_provider_aws.route_table import RouteTable
from cdktf_cdktf_provider_aws.route_table_association import RouteTableAssociation
from cdktf_cdktf_provider_aws.subnet import Subnet
from cdktf_cdktf_provider_aws.vpc import Vpc

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from infra.place import Place

SUBNET_PREFIX: Final = 20  # 4,091 addresses a zone, for the network interfaces of functions


@dataclass(frozen=True, slots=True)
class Network:
    """An isolated network: its id; ids of AWS as tokens, a private subnet a zone, one route table for all."""

    id: str
    vpc_id: str
    cidr: IPv4Network
    subnet_ids: tuple[str, ...]
    route_table_id: str


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """A network: its addresses, and the ids of its availability zones. `id` begins the Terraform ids and the
    names of all that belongs to it; one network of a stack may have an empty one.
    """

    id: str
    cidr: IPv4Network
    zones: tuple[str, ...]


def within(network_id: str, part: str) -> str:
    """The Terraform id of a part of a network."""
    return f"{network_id}_{part}" if network_id else part


def name_within(network_id: str, part: str) -> str:
    """What goes into the name of a part of a network."""
    return within(network_id, part).replace("_", "-")


def add_network(place: Place, spec: NetworkSpec) -> Network:
    """Add the VPC. It has no internet gateway, NAT gateway or peering."""
    stack, cidr = place.stack, spec.cidr
    vpc = Vpc(
        stack,
        within(spec.id, "vpc"),
        cidr_block=str(cidr),
        enable_dns_support=True,
        enable_dns_hostnames=True,  # private names of interface endpoints need both
        tags=labels(name=place.names.of(name_within(spec.id, "vpc"))),
        provider=place.provider,
    )
    vpc_id = vpc.id
    # Without rules: whatever lands in the group by mistake reaches nothing.
    DefaultSecurityGroup(
        stack,
        within(spec.id, "vpc_default_group"),
        vpc_id=vpc_id,
        tags=labels(name=place.names.of(name_within(spec.id, "closed"))),
        provider=place.provider,
    )
    routes = RouteTable(
        stack,
        within(spec.id, "private_routes"),
        vpc_id=vpc_id,
        tags=labels(name=place.names.of(name_within(spec.id, "private"))),
        provider=place.provider,
    )
    table_id = routes.id
    return Network(spec.id, vpc_id, cidr, _add_subnets(place, spec, vpc_id, table_id), table_id)


def _add_subnets(place: Place, spec: NetworkSpec, vpc_id: str, table_id: str) -> tuple[str, ...]:
    zones = DataAwsAvailabilityZones(
        place.stack,
        within(spec.id, "zones"),
        state="available",
        # Named one by one, so that a zone that AWS opens later does not move the subnets.
        filter=[DataAwsAvailabilityZonesFilter(name="zone-id", values=list(spec.zones))],
        provider=place.provider,
    )
    subnet_ids = []
    ranges = spec.cidr.subnets(new_prefix=SUBNET_PREFIX)
    for index, subnet_range in enumerate(islice(ranges, len(spec.zones))):
        subnet = Subnet(
            place.stack,
            within(spec.id, f"private_{index + 1}"),
            vpc_id=vpc_id,
            cidr_block=str(subnet_range),
            availability_zone=zones.get_string_attribute(f"names[{index}]"),
            map_public_ip_on_launch=False,
            tags=labels(name=place.names.of(name_within(spec.id, f"private-{index + 1}"))),
            provider=place.provider,
        )
        subnet_ids.append(subnet.id)
        RouteTableAssociation(
            place.stack,
            within(spec.id, f"private_{index + 1}_routes"),
            subnet_id=subnet_ids[-1],
            route_table_id=table_id,
            provider=place.provider,
        )
    return tuple(subnet_ids)
