"""A way between the networks of two regions: a transit gateway in each, peered, with routes there and back.

For the traffic of applications alone; what AWS replicates goes over connections of AWS's own. A peering
learns no routes, so that each one is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.ec2_transit_gateway import Ec2TransitGateway
from cdktf_cdktf_provider_aws.ec2_transit_gateway_peering_attachment import (
    Ec2TransitGatewayPeeringAttachment,
)
from cdktf_cdktf_provider_aws.ec2_transit_gateway_peering_attachment_accepter import (
    Ec2TransitGatewayPeeringAttachmentAccepter,
)
from cdktf_cdktf_provider_aws.ec2_transit_gateway_route import Ec2TransitGatewayRoute
from cdktf_cdktf_provider_aws.ec2_transit_gateway_route_table import Ec2TransitGatewayRouteTable
from cdktf_cdktf_provider_aws.ec2_transit_gateway_route_table_association import (
    Ec2TransitGatewayRouteTableAssociation,
)
from cdktf_cdktf_provider_aws.ec2_transit_gateway_route_table_propagation import (
    Ec2TransitGatewayRouteTablePropagation,
)
from cdktf_cdktf_provider_aws.ec2_transit_gateway_vpc_attachment import Ec2TransitGatewayVpcAttachment
from cdktf_cdktf_provider_aws.route import Route

from infra.blocks.labels import labels
from infra.blocks.network.tiers import closed_tables_of, subnets_of
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from ipaddress import IPv4Network

    from infra.place import Outputs, Place


@dataclass(frozen=True, slots=True)
class TransitSide:
    """A network that the way ends in, and its addresses.

    subnet_ids: one of each zone, in which the gateway has its interfaces.
    route_table_ids: of the subnets that reach the other network, or are reached from there.
    asn: the gateway's private autonomous system number, which the other's differs from.
    """

    vpc_id: str
    cidr: IPv4Network
    subnet_ids: tuple[str, ...]
    route_table_ids: tuple[str, ...]
    asn: int

    @classmethod
    def published(
        cls, outputs: Outputs, cidr: IPv4Network, asn: int, *, zones: int, tables: int
    ) -> TransitSide:
        """The network that another stack made, from its outputs."""
        subnet_ids = subnets_of(outputs, "private", zones=zones)
        return cls(outputs["vpc_id"], cidr, subnet_ids, closed_tables_of(outputs, number=tables), asn)


@dataclass(frozen=True, slots=True)
class TransitSpec:
    """A way between two networks: `id` begins the Terraform ids and the names.

    sides: by the names of their regions.
    """

    id: str
    sides: Mapping[str, TransitSide]


@dataclass(frozen=True, slots=True)
class Transit:
    """What was added: the ids of both gateways and of their peering as tokens."""

    id: str
    requester_id: str
    accepter_id: str
    peering_id: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Those ids."""
        yield Output(f"{self.id}_requester_gateway_id", self.requester_id)
        yield Output(f"{self.id}_accepter_gateway_id", self.accepter_id)
        yield Output(f"{self.id}_peering_id", self.peering_id)


def add_transit(places: Sequence[Place], spec: TransitSpec) -> Transit:
    """Add both gateways with their networks, the peering that the first place asks for and the second
    accepts, and the routes both ways.
    """
    requester, accepter = places
    asking, accepting = _Gateway(requester, spec, "requester"), _Gateway(accepter, spec, "accepter")
    peering = Ec2TransitGatewayPeeringAttachment(
        requester.stack,
        f"{spec.id}_peering",
        transit_gateway_id=asking.gateway.id,
        peer_transit_gateway_id=accepting.gateway.id,
        peer_region=accepter.region.name,
        tags=labels(name=requester.names.of(f"{spec.id}-peering")),
        provider=requester.provider,
    )
    accepted = Ec2TransitGatewayPeeringAttachmentAccepter(
        accepter.stack,
        f"{spec.id}_peering_accepted",
        transit_gateway_attachment_id=peering.id,
        tags=labels(name=accepter.names.of(f"{spec.id}-peering")),
        provider=accepter.provider,
    )
    asking.lead_to(accepting.cidr, accepted)
    accepting.lead_to(asking.cidr, accepted)
    return Transit(spec.id, asking.gateway.id, accepting.gateway.id, peering.id)


class _Gateway:
    """A gateway, its network and its routes. Nothing joins it, and it routes nothing, unless told so."""

    def __init__(self, place: Place, spec: TransitSpec, role: str) -> None:
        side = spec.sides[place.region.name]
        self._place, self._side, self._id = place, side, f"{spec.id}_{role}"
        self.cidr = side.cidr
        self._tags = labels(name=place.names.of(f"{spec.id}-{place.region.code}"))
        self.gateway = Ec2TransitGateway(
            place.stack,
            self._id,
            description=f"Traffic of applications between {place.region.name} and its peer",
            amazon_side_asn=side.asn,
            auto_accept_shared_attachments="disable",
            default_route_table_association="disable",
            default_route_table_propagation="disable",
            dns_support="enable",
            vpn_ecmp_support="disable",
            tags=self._tags,
            provider=place.provider,
        )
        self._network = Ec2TransitGatewayVpcAttachment(
            place.stack,
            f"{self._id}_network",
            transit_gateway_id=self.gateway.id,
            vpc_id=side.vpc_id,
            subnet_ids=list(side.subnet_ids),
            dns_support="enable",
            transit_gateway_default_route_table_association=False,
            transit_gateway_default_route_table_propagation=False,
            tags=self._tags,
            provider=place.provider,
        )
        self._table = Ec2TransitGatewayRouteTable(
            place.stack,
            f"{self._id}_routes",
            transit_gateway_id=self.gateway.id,
            tags=self._tags,
            provider=place.provider,
        )
        self._associate("network", self._network.id)
        Ec2TransitGatewayRouteTablePropagation(
            place.stack,
            f"{self._id}_network_route",
            transit_gateway_attachment_id=self._network.id,
            transit_gateway_route_table_id=self._table.id,
            provider=place.provider,
        )

    def lead_to(self, peer: IPv4Network, accepted: Ec2TransitGatewayPeeringAttachmentAccepter) -> None:
        """Route what is for the peer's network over the peering, once that is accepted."""
        place, peering_id = self._place, accepted.transit_gateway_attachment_id
        self._associate("peering", peering_id, accepted)
        Ec2TransitGatewayRoute(
            place.stack,
            f"{self._id}_to_peer",
            destination_cidr_block=str(peer),
            transit_gateway_attachment_id=peering_id,
            transit_gateway_route_table_id=self._table.id,
            depends_on=[accepted],
            provider=place.provider,
        )
        for number, table_id in enumerate(self._side.route_table_ids, start=1):
            Route(
                place.stack,
                f"{self._id}_from_network_{number}",
                route_table_id=table_id,
                destination_cidr_block=str(peer),
                transit_gateway_id=self.gateway.id,
                depends_on=[self._network],
                provider=place.provider,
            )

    def _associate(
        self,
        what: str,
        attachment_id: str,
        accepted: Ec2TransitGatewayPeeringAttachmentAccepter | None = None,
    ) -> None:
        """Let what comes over the attachment take the gateway's routes."""
        Ec2TransitGatewayRouteTableAssociation(
            self._place.stack,
            f"{self._id}_{what}_routes",
            transit_gateway_attachment_id=attachment_id,
            transit_gateway_route_table_id=self._table.id,
            depends_on=[accepted] if accepted else None,
            provider=self._place.provider,
        )
