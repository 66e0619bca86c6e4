"""A domain name of an API in one region, by TLS 1.2 or newer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.api_gateway_base_path_mapping import ApiGatewayBasePathMapping
from cdktf_cdktf_provider_aws.api_gateway_domain_name import (
    ApiGatewayDomainName,
    ApiGatewayDomainNameEndpointConfiguration,
)

if TYPE_CHECKING:
    from infra.blocks.edge.rest_api import RestApi
    from infra.blocks.edge.stage import Stage
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class DomainTarget:
    """What a record of a domain name points at: a name of AWS and its zone, as tokens."""

    name: str
    zone_id: str


@dataclass(frozen=True, slots=True)
class DomainSpec:
    """A domain name: `id` is its Terraform id; the certificate is of the region."""

    id: str
    name: str
    certificate_arn: str


def add_domain(place: Place, spec: DomainSpec, api: RestApi, stage: Stage) -> DomainTarget:
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
        api_id=api.id,
        stage_name=stage.name,
        provider=place.provider,
    )
    return DomainTarget(domain.regional_domain_name, domain.regional_zone_id)
