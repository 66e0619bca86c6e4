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
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Outputs, Place

SUBNET_PREFIX: Final = 20  # 4,091 addresses a zone, for the network interfaces of functions


@dataclass(frozen=True, slots=True)
class Network:
    """Private subnets: the network's id; ids of AWS as tokens, a subnet a zone.

    route_table_ids: of these subnets, and of others of the VPC that have no way to the internet of their own.
    """

    id: str
    vpc_id: str
    cidr: IPv4Network
    subnet_ids: tuple[str, ...]
    route_table_ids: tuple[str, ...]

    @property
    def outputs(self) -> Iterator[Output]:
        """The VPC, its addresses and its private subnets, whose zones count from 1."""
        yield Output(within(self.id, "vpc_id"), self.vpc_id)
        yield Output(within(self.id, "vpc_cidr"), str(self.cidr))
        yield from self.subnet_outputs

    @property
    def subnet_outputs(self) -> Iterator[Output]:
        """Its private subnets."""
        for zone, subnet_id in enumerate(self.subnet_ids, start=1):
            yield Output(_subnet_output(self.id, zone), subnet_id, f"Private subnet in zone {zone}")


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


def subnets_of(outputs: Outputs, *, zones: int, network_id: str = "") -> tuple[str, ...]:
    """The ids of the private subnets of another stack's network, from its outputs."""
    return tuple(outputs[_subnet_output(network_id, zone)] for zone in range(1, zones + 1))


def _subnet_output(network_id: str, zone: int) -> str:
    return within(network_id, f"private_subnet_{zone}_id")


def name_within(network_id: str, part: str) -> str:
    """What goes into the name of a part of a network."""
    return within(network_id, part).replace("_", "-")


def add_network(place: Place, spec: NetworkSpec) -> Network:
    """Add the VPC. It has no internet gateway, NAT gateway or peering."""
    vpc_id = closed_vpc(place, spec.id, spec.cidr)
    routes = RouteTable(
        place.stack,
        within(spec.id, "private_routes"),
        vpc_id=vpc_id,
        tags=labels(name=place.names.of(name_within(spec.id, "private"))),
        provider=place.provider,
    )
    table_id = routes.id
    return Network(spec.id, vpc_id, spec.cidr, _add_subnets(place, spec, vpc_id, table_id), (table_id,))


def closed_vpc(place: Place, network_id: str, cidr: IPv4Network) -> str:
    """Add the VPC of a network, without subnets, and close its default security group. Returns its id."""
    vpc = Vpc(
        place.stack,
        within(network_id, "vpc"),
        cidr_block=str(cidr),
        enable_dns_support=True,
        enable_dns_hostnames=True,  # private names of interface endpoints need both
        tags=labels(name=place.names.of(name_within(network_id, "vpc"))),
        provider=place.provider,
    )
    vpc_id: str = vpc.id
    # Without rules: whatever lands in the group by mistake reaches nothing.
    DefaultSecurityGroup(
        place.stack,
        within(network_id, "vpc_default_group"),
        vpc_id=vpc_id,
        tags=labels(name=place.names.of(name_within(network_id, "closed"))),
        provider=place.provider,
    )
    return vpc_id


def zone_names(place: Place, network_id: str, zone_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The names that the account knows the zones by, as tokens: they differ by account, ids do not."""
    zones = DataAwsAvailabilityZones(
        place.stack,
        within(network_id, "zones"),
        state="available",
        # Named one by one, so that a zone that AWS opens later does not move the subnets.
        filter=[DataAwsAvailabilityZonesFilter(name="zone-id", values=list(zone_ids))],
        provider=place.provider,
    )
    return tuple(zones.get_string_attribute(f"names[{index}]") for index in range(len(zone_ids)))


def _add_subnets(place: Place, spec: NetworkSpec, vpc_id: str, table_id: str) -> tuple[str, ...]:
    subnet_ids = []
    ranges = islice(spec.cidr.subnets(new_prefix=SUBNET_PREFIX), len(spec.zones))
    zones = zone_names(place, spec.id, spec.zones)
    for index, (zone, subnet_range) in enumerate(zip(zones, ranges, strict=True)):
        subnet = Subnet(
            place.stack,
            within(spec.id, f"private_{index + 1}"),
            vpc_id=vpc_id,
            cidr_block=str(subnet_range),
            availability_zone=zone,
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
