"""The network interfaces of functions: in private subnets, reaching the endpoints, and the internet where
they have to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule

from infra.blocks.labels import labels
from infra.blocks.network.endpoints import Endpoints
from infra.blocks.network.vpc import subnets_of

if TYPE_CHECKING:
    from infra.place import Outputs, Place

EVERYWHERE: Final = "0.0.0.0/0"
_REACHED: Final = {False: "the endpoints of the VPC", True: "the endpoints of the VPC and the internet"}


@dataclass(frozen=True, slots=True)
class AttachmentSpec:
    """Functions in the subnets of a VPC. `id` begins the Terraform ids and the names.

    internet: whether they call it, by the way out of their subnets.
    """

    id: str
    vpc_id: str
    subnet_ids: tuple[str, ...]
    endpoints: Endpoints
    internet: bool = False

    @classmethod
    def published(
        cls, attachment_id: str, outputs: Outputs, *, zones: int, internet: bool = False
    ) -> AttachmentSpec:
        """In the private subnets of all zones of another stack's network, from its outputs."""
        subnet_ids = subnets_of(outputs, zones=zones)
        return cls(attachment_id, outputs["vpc_id"], subnet_ids, Endpoints.published(outputs), internet)


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where the network interfaces of functions are: ids of AWS as tokens."""

    id: str
    subnet_ids: tuple[str, ...]
    security_group_id: str


def add_attachment(place: Place, spec: AttachmentSpec) -> Attachment:
    """Add the security group of functions: nothing comes in, and HTTPS goes where they are to call."""
    endpoints = spec.endpoints
    group = SecurityGroup(
        place.stack,
        f"{spec.id}_group",
        name=place.names.security_group(spec.id),
        description=f"Functions: HTTPS to {_REACHED[spec.internet]}, nothing inward",
        vpc_id=spec.vpc_id,
        tags=labels(name=place.names.of(spec.id)),
        provider=place.provider,
    )
    group_id: str = group.id
    peers: list[tuple[str, str, str | None, str | None, str | None]] = [
        ("interfaces", "interface endpoints", endpoints.security_group_id, None, None),
        ("s3", "S3 through its gateway", None, endpoints.s3_prefix_list_id, None),
        ("dynamodb", "DynamoDB through its gateway", None, endpoints.dynamodb_prefix_list_id, None),
    ]
    if spec.internet:
        peers.append(("internet", "whoever is called in the internet", None, None, EVERYWHERE))
    for what, description, peer, prefix_list, addresses in peers:
        VpcSecurityGroupEgressRule(
            place.stack,
            f"{spec.id}_to_{what}",
            security_group_id=group_id,
            description=f"HTTPS to {description}",
            referenced_security_group_id=peer,
            prefix_list_id=prefix_list,
            cidr_ipv4=addresses,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            tags=labels(name=place.names.of(f"{spec.id}-{what}")),
            provider=place.provider,
        )
    return Attachment(spec.id, spec.subnet_ids, group_id)
