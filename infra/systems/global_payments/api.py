"""The public API of one region: what the document says, behind a firewall, under its domain names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers.domain.body import document
from infra.blocks.edge.domain import DomainSpec, add_domain
from infra.blocks.edge.firewall import FirewallSpec, add_firewall
from infra.blocks.edge.rest_api import ApiSpec, RestApi, add_rest_api
from infra.blocks.edge.stage import Stage, StageSpec, add_stage
from infra.systems.global_payments import names
from infra.systems.global_payments.refusals import REFUSALS

if TYPE_CHECKING:
    from infra.blocks.compute.function import Function
    from infra.place import Place
    from infra.settings import Domain
    from infra.systems.global_payments.certificates import ApiCertificates
    from infra.systems.global_payments.settings import Settings


class ApiOutput(StrEnum):
    """The outputs of an application about its API; those of domains are there where one is set."""

    ID = "api_id"
    URL = "api_url"
    REGIONAL_URL = "regional_api_url"
    STAGE = "api_stage_name"
    ACCESS_LOG_GROUP = "api_access_log_group_name"
    FIREWALL = "api_firewall_name"
    PUBLIC_TARGET = "api_domain_target"
    PUBLIC_ZONE = "api_domain_target_zone_id"
    REGIONAL_TARGET = "regional_api_domain_target"
    REGIONAL_ZONE = "regional_api_domain_target_zone_id"


@dataclass(frozen=True, slots=True)
class Api:
    """The API of one region. `name` and `stage` are what its metrics go by."""

    id: str
    name: str
    arn: str
    execution_arn: str
    stage: str
    stage_arn: str
    access_log_group: str
    firewall: str


def add_api(
    place: Place,
    settings: Settings,
    functions: Mapping[str, Function],
    *,
    key_arn: str,
    certificates: ApiCertificates | None,
) -> Api:
    """Add the API with all that stands in front of it. Without certificates it answers at the address
    that API Gateway gives it, and there alone.
    """
    capacity = settings.capacity
    name = names.api(place.names)
    spec = ApiSpec("api", name, document(), REFUSALS, has_domain=certificates is not None)
    api = add_rest_api(place, spec, functions)
    # The burst is half the rate, as in API Gateway's own quotas (10,000 and 5,000).
    stage = add_stage(
        place,
        StageSpec(spec.id, key_arn, rate=capacity.region_tps, burst=max(1, capacity.region_tps // 2)),
        api,
    )
    firewall = add_firewall(place, FirewallSpec("api_firewall", "api", key_arn, capacity.client_tps), stage)
    if certificates is None:
        _publish(place, {ApiOutput.URL: stage.invoke_url, ApiOutput.REGIONAL_URL: stage.invoke_url})
    else:
        _add_domains(place, settings.domain, certificates, api, stage)
    _publish(
        place,
        {
            ApiOutput.ID: api.id,
            ApiOutput.STAGE: stage.name,
            ApiOutput.ACCESS_LOG_GROUP: stage.access_log_group,
            ApiOutput.FIREWALL: firewall.name,
        },
    )
    return Api(
        api.id, name, api.arn, api.execution_arn, stage.name, stage.arn, stage.access_log_group, firewall.name
    )


def _add_domains(
    place: Place, domain: Domain | None, certificates: ApiCertificates, api: RestApi, stage: Stage
) -> None:
    """The name that all regions share, and the region's own, which health is asked by."""
    if domain is None:
        raise ValueError("certificates of no domain")
    public_name = names.public_api(place.names, domain)
    regional_name = names.regional_api(place.names, domain, place.region)
    public = add_domain(place, DomainSpec("api_domain", public_name, certificates.public), api, stage)
    regional = add_domain(
        place, DomainSpec("regional_api_domain", regional_name, certificates.regional), api, stage
    )
    _publish(
        place,
        {
            ApiOutput.URL: f"https://{public_name}",
            ApiOutput.REGIONAL_URL: f"https://{regional_name}",
            ApiOutput.PUBLIC_TARGET: public.name,
            ApiOutput.PUBLIC_ZONE: public.zone_id,
            ApiOutput.REGIONAL_TARGET: regional.name,
            ApiOutput.REGIONAL_ZONE: regional.zone_id,
        },
    )


def _publish(place: Place, values: Mapping[ApiOutput, str]) -> None:
    for name, value in values.items():
        place.output(name, value, f"{name.replace('_', ' ')} of {place.region.name}")
