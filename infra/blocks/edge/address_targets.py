"""Hosts outside the VPC as targets of a load balancer, by their private addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.lb_target_group_attachment import LbTargetGroupAttachment

from infra.blocks.edge.load_balancer import TargetGroup, TargetGroupSpec, add_target_group
from infra.blocks.network.security_group import HTTPS

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from infra.place import Place


@dataclass(frozen=True, slots=True)
class AddressTargetsSpec:
    """Hosts that are called by HTTPS: `id` begins the Terraform ids, `what` goes into the name."""

    id: str
    what: str
    vpc_id: str
    addresses: tuple[IPv4Address, ...]
    port: int = HTTPS


def add_address_targets(place: Place, spec: AddressTargetsSpec) -> TargetGroup:
    """Add the group with its hosts."""
    group = add_target_group(place, TargetGroupSpec(spec.id, spec.what, spec.vpc_id, spec.port))
    for number, address in enumerate(spec.addresses, start=1):
        LbTargetGroupAttachment(
            place.stack,
            f"{spec.id}_{number}",
            target_group_arn=group.arn,
            target_id=str(address),
            port=spec.port,
            availability_zone="all",  # without it, addresses outside the VPC are refused
            provider=place.provider,
        )
    return group
