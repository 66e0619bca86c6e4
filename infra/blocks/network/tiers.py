"""A VPC in tiers: public subnets for load balancers, private ones behind NAT, and where a system keeps a
database, subnets without any way out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from cdktf import Fn, Token
from cdktf_cdktf_provider_aws.eip import Eip
from cdktf_cdktf_provider_aws.internet_gateway import InternetGateway
from cdktf_cdktf_provider_aws.nat_gateway import NatGateway
from cdktf_cdktf_provider_aws.route import Route
from cdktf_cdktf_provider_aws.route_table import RouteTable
from cdktf_cdktf_provider_aws.route_table_association import RouteTableAssociation
from cdktf_cdktf_provider_aws.subnet import Subnet

from infra.blocks.labels import labels
from infra.blocks.network.vpc import Network, closed_vpc, name_within, within, zone_names
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ipaddress import IPv4Network

    from infra.place import Outputs, Place

SUBNET_PREFIX: Final = 24  # 251 addresses
EVERYWHERE: Final = "0.0.0.0/0"
# The third number of the first subnet of a tier, counted up by zone: 10.0.1.0/24, 10.0.11.0/24.
_FIRST: Final = {"public": 1, "private": 11, "database": 21}


@dataclass(frozen=True, slots=True)
class TiersSpec:
    """A network in tiers: its addresses, and the ids of its availability zones. `id` begins the Terraform ids
    and the names of all that belongs to it; one network of a stack may have an empty one.

    nat_per_zone: a NAT gateway in each zone instead of one for all (C9): a zone that fails takes no other
        zone's way out with it, and costs as much again.
    database: subnets without any route but those within the VPC.
    """

    id: str
    cidr: IPv4Network
    zones: tuple[str, ...]
    nat_per_zone: bool = False
    database: bool = False


def ranges(cidr: IPv4Network, tier: str, *, zones: int) -> tuple[IPv4Network, ...]:
    """The addresses of the subnets of a tier (`public`, `private`, `database`) of a network, a zone each."""
    first = _FIRST[tier]
    return tuple(islice(cidr.subnets(new_prefix=SUBNET_PREFIX), first, first + zones))


@dataclass(frozen=True, slots=True)
class PrivateSubnets:
    """The private subnets of a network: what policies name cannot be taken from a list with commas."""

    network: Network

    @property
    def outputs(self) -> Iterator[Output]:
        """The id of each."""
        return iter(self.network.subnet_outputs)


@dataclass(frozen=True, slots=True)
class ClosedTables:
    """The route tables of the subnets of a network that nobody reaches from the internet."""

    network: Network

    @property
    def outputs(self) -> Iterator[Output]:
        """The id of each."""
        for number, table_id in enumerate(self.network.route_table_ids, start=1):
            yield Output(_table_output(self.network.id, number), table_id)


@dataclass(frozen=True, slots=True)
class Tiers:
    """What was added: ids of AWS as tokens, one subnet a zone in each tier. `private` is the network that
    endpoints and flow logs are added to.

    private_table_ids: the route tables of the private subnets.
    way_out: what whoever needs the internet while it starts must wait for.
    """

    id: str
    private: Network
    public_subnet_ids: tuple[str, ...]
    database_subnet_ids: tuple[str, ...]
    private_table_ids: tuple[str, ...]
    way_out: tuple[Route, ...]

    @property
    def vpc_id(self) -> str:
        """The id of the VPC."""
        return self.private.vpc_id

    @property
    def closed_tables(self) -> ClosedTables:
        """The route tables of all subnets but the public ones, to be published one by one."""
        return ClosedTables(self.private)

    @property
    def private_subnets(self) -> PrivateSubnets:
        """The private subnets, to be published one by one."""
        return PrivateSubnets(self.private)

    @property
    def outputs(self) -> Iterator[Output]:
        """The VPC, and the subnets of each tier, by commas (R58)."""
        yield Output(within(self.id, "vpc_id"), self.vpc_id)
        yield Output(within(self.id, "public_subnet_ids"), ",".join(self.public_subnet_ids))
        yield Output(within(self.id, "private_subnet_ids"), ",".join(self.private.subnet_ids))
        if self.database_subnet_ids:
            yield Output(within(self.id, "database_subnet_ids"), ",".join(self.database_subnet_ids))


def subnets_of(outputs: Outputs, tier: str, *, zones: int, network_id: str = "") -> tuple[str, ...]:
    """The ids of the subnets of a tier (`public`, `private`, `database`) of another stack's network."""
    parts = Fn.split(",", outputs[within(network_id, f"{tier}_subnet_ids")])
    return tuple(Token.as_string(Fn.element(parts, zone)) for zone in range(zones))


def closed_tables_of(outputs: Outputs, *, number: int, network_id: str = "") -> tuple[str, ...]:
    """The ids of the route tables of another stack's network that `ClosedTables` published."""
    return tuple(outputs[_table_output(network_id, each)] for each in range(1, number + 1))


def _table_output(network_id: str, number: int) -> str:
    return within(network_id, f"closed_route_table_{number}_id")


def add_tiers(place: Place, spec: TiersSpec) -> Tiers:
    """Add the VPC with its tiers, gateways and routes."""
    vpc_id = closed_vpc(place, spec.id, spec.cidr)
    builder = _Builder(place, spec, vpc_id, zone_names(place, spec.id, spec.zones))
    gateway = InternetGateway(
        place.stack,
        within(spec.id, "internet_gateway"),
        vpc_id=vpc_id,
        tags=builder.label("internet"),
        provider=place.provider,
    )
    public_table = builder.table("public")
    way_in = Route(
        place.stack,
        within(spec.id, "public_to_internet"),
        route_table_id=public_table,
        destination_cidr_block=EVERYWHERE,
        gateway_id=gateway.id,
        provider=place.provider,
    )
    public = builder.subnets("public", (public_table,))
    nat_ids = builder.nat_gateways(public, way_in)
    numbered = [""] if len(nat_ids) == 1 else [f"_{number}" for number in range(1, len(nat_ids) + 1)]
    tables = tuple(builder.table(f"private{number}") for number in numbered)
    ways_out = tuple(
        Route(
            place.stack,
            within(spec.id, f"private_to_nat{number}"),
            route_table_id=table,
            destination_cidr_block=EVERYWHERE,
            nat_gateway_id=nat_id,
            provider=place.provider,
        )
        for number, table, nat_id in zip(numbered, tables, nat_ids, strict=True)
    )
    private = builder.subnets("private", tables)
    database: tuple[str, ...] = ()
    closed_tables: tuple[str, ...] = ()
    if spec.database:
        closed = builder.table("database")
        database, closed_tables = builder.subnets("database", (closed,)), (closed,)
    network = Network(spec.id, vpc_id, spec.cidr, private, (*tables, *closed_tables))
    return Tiers(spec.id, network, public, database, tables, ways_out)


@dataclass(frozen=True, slots=True)
class _Builder:
    place: Place
    spec: TiersSpec
    vpc_id: str
    zones: tuple[str, ...]

    def label(self, what: str) -> dict[str, str]:
        """The name of a part of the network, as a tag."""
        return labels(name=self.place.names.of(name_within(self.spec.id, what)))

    def table(self, tier: str) -> str:
        """Add a route table. Returns its id."""
        table = RouteTable(
            self.place.stack,
            within(self.spec.id, f"{tier}_routes"),
            vpc_id=self.vpc_id,
            tags=self.label(tier.replace("_", "-")),
            provider=self.place.provider,
        )
        table_id: str = table.id
        return table_id

    def subnets(self, tier: str, tables: tuple[str, ...]) -> tuple[str, ...]:
        """Add a subnet a zone, each with the table of its zone, or with the one of all. Returns their ids."""
        found = ranges(self.spec.cidr, tier, zones=len(self.zones))
        ids = []
        for index, (zone, cidr) in enumerate(zip(self.zones, found, strict=True)):
            subnet = Subnet(
                self.place.stack,
                within(self.spec.id, f"{tier}_{index + 1}"),
                vpc_id=self.vpc_id,
                cidr_block=str(cidr),
                availability_zone=zone,
                # Load balancers and NAT gateways bring public addresses of their own.
                map_public_ip_on_launch=False,
                tags=self.label(f"{tier}-{index + 1}"),
                provider=self.place.provider,
            )
            ids.append(subnet.id)
            RouteTableAssociation(
                self.place.stack,
                within(self.spec.id, f"{tier}_{index + 1}_routes"),
                subnet_id=subnet.id,
                route_table_id=tables[index % len(tables)],
                provider=self.place.provider,
            )
        return tuple(ids)

    def nat_gateways(self, public: tuple[str, ...], way_in: Route) -> tuple[str, ...]:
        """Add a NAT gateway, or one a zone. Returns their ids."""
        ids = []
        for number, subnet_id in enumerate(public if self.spec.nat_per_zone else public[:1], start=1):
            end, name = (f"_{number}", f"-{number}") if self.spec.nat_per_zone else ("", "")
            address = Eip(
                self.place.stack,
                within(self.spec.id, f"nat_address{end}"),
                domain="vpc",
                tags=self.label(f"nat{name}"),
                depends_on=[way_in],
                provider=self.place.provider,
            )
            gateway = NatGateway(
                self.place.stack,
                within(self.spec.id, f"nat{end}"),
                allocation_id=address.id,
                subnet_id=subnet_id,
                connectivity_type="public",
                tags=self.label(f"nat{name}"),
                depends_on=[way_in],
                provider=self.place.provider,
            )
            ids.append(gateway.id)
        return tuple(ids)
