"""A domain name of an API in one region, by TLS 1.2 or newer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.api_gateway_base_path_mapping import ApiGatewayBasePathMapping
from cdktf_cdktf_provider_aws.api_gateway_domain_name import (
    ApiGatewayDomainName,
    ApiGatewayDomainNameEndpointConfiguration,
)

from infra.blocks.edge.dns import AliasTarget

if TYPE_CHECKING:
    from infra.blocks.edge.stage import Stage
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class DomainSpec:
    """A domain name: `id` is its Terraform id; the certificate is of the region."""

    id: str
    name: str
    certificate_arn: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain name that was added: its Terraform id, its name and ARN, and what its record points at."""

    id: str
    name: str
    arn: str
    target: AliasTarget


def add_domain(place: Place, spec: DomainSpec, stage: Stage) -> Domain:
    """Let the name lead to the stage."""
    domain = ApiGatewayDomainName(
        place.stack,
        spec.id,
        domain_name=spec.name,
        regional_certificate_arn=spec.certificate_arn,
        security_policy="TLS_1_2",
        endpoint_configuration=ApiGatewayDomainNameEndpointConfiguration(types=["REGIONAL"]),
        provider=place.provider,
    )
    ApiGatewayBasePathMapping(
        place.stack,
        f"{spec.id}_mapping",
        domain_name=domain.domain_name,
        api_id=stage.api_id,
        stage_name=stage.name,
        provider=place.provider,
    )
    target = AliasTarget(domain.regional_domain_name, domain.regional_zone_id)
    return Domain(spec.id, spec.name, domain.arn, target)
