"""The way from a VPC to a network on premises, by a transit gateway that exists: it ends their VPN or their
Direct Connect, and is shared by environments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.ec2_transit_gateway_vpc_attachment import Ec2TransitGatewayVpcAttachment
from cdktf_cdktf_provider_aws.route import Route

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from ipaddress import IPv4Network

    from infra.blocks.network.tiers import Tiers
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class OnPremisesSpec:
    """A way to the addresses `network` by the transit gateway `gateway_id`: `id` begins the Terraform ids."""

    id: str
    gateway_id: str
    network: IPv4Network


@dataclass(frozen=True, slots=True)
class OnPremisesWay:
    """A way that was added: its Terraform id, and the attachment's ARN as a token."""

    id: str
    arn: str


def add_on_premises_way(place: Place, spec: OnPremisesSpec, tiers: Tiers) -> OnPremisesWay:
    """Attach the private subnets, and route from them alone: other tiers do not reach it."""
    attachment = Ec2TransitGatewayVpcAttachment(
        place.stack,
        spec.id,
        transit_gateway_id=spec.gateway_id,
        vpc_id=tiers.vpc_id,
        subnet_ids=list(tiers.private.subnet_ids),
        dns_support="enable",
        tags=labels(name=place.names.of(spec.id)),
        provider=place.provider,
    )
    for number, table_id in enumerate(tiers.private_table_ids, start=1):
        Route(
            place.stack,
            f"{spec.id}_route_{number}",
            route_table_id=table_id,
            destination_cidr_block=str(spec.network),
            transit_gateway_id=spec.gateway_id,
            depends_on=[attachment],
            provider=place.provider,
        )
    return OnPremisesWay(spec.id, attachment.arn)
