"""The way from an API into a VPC: to a load balancer there, which nobody else reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.apigatewayv2_vpc_link import Apigatewayv2VpcLink

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class VpcLinkSpec:
    """A link: `id` is its Terraform id, `what` goes into its name. Other subnets make it another link."""

    id: str
    what: str
    subnet_ids: tuple[str, ...]
    security_group_id: str


@dataclass(frozen=True, slots=True)
class VpcLink:
    """A link that was added: its Terraform id, its ARN and AWS's id as tokens."""

    id: str
    arn: str
    link_id: str


@dataclass(frozen=True, slots=True)
class PrivateBackend:
    """A load balancer that an API calls by HTTPS through a link, under `host`, which is on the certificate:
    of the name, API Gateway asks no DNS.
    """

    link: VpcLink
    balancer_arn: str
    host: str


def add_vpc_link(place: Place, spec: VpcLinkSpec) -> VpcLink:
    """Add the link."""
    link = Apigatewayv2VpcLink(
        place.stack,
        spec.id,
        name=place.names.of(spec.what),
        subnet_ids=list(spec.subnet_ids),
        security_group_ids=[spec.security_group_id],
        tags=labels(name=place.names.of(spec.what)),
        provider=place.provider,
    )
    return VpcLink(spec.id, link.arn, link.id)
