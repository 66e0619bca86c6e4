"""A public REST API with its stage, a firewall and its domain names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infra.blocks.edge.domain import Domain, DomainSpec, add_domain
from infra.blocks.edge.firewall import Firewall, FirewallSpec, add_firewall
from infra.blocks.edge.rest_api import RestApi, RestApiSpec, add_rest_api
from infra.blocks.edge.stage import Stage, StageSpec, add_stage
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handlers.domain.api import ApiResponse
    from infra.blocks.compute.function import Function
    from infra.blocks.edge.vpc_link import PrivateBackend
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class Address:
    """A domain name that callers know the API by, and the ARN of its certificate in the region."""

    name: str
    certificate_arn: str


@dataclass(frozen=True, slots=True)
class ApiSpec:
    """An API: `id` begins the Terraform ids and the name.

    refusals: what API Gateway answers itself, by the type of its response.
    rate: requests a second that one method takes; at once, half as many.
    client_rate: requests a second of one address, above which the firewall refuses it.
    refused_headers: those that callers may not send, since what is behind the API believes them.
    addresses: by what begins the names of their outputs. Where one is None, callers have the address that API
        Gateway gives; where none is, that one is closed.
    """

    id: str
    key_arn: str
    document: Mapping[str, Any]
    refusals: Mapping[str, ApiResponse]
    rate: int
    client_rate: int
    addresses: Mapping[str, Address | None]
    refused_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Api:
    """An API that was added: its Terraform id, its name, its ARN as a token, and its parts; `domains` by what
    begins the names of their outputs, None where API Gateway gives the address.
    """

    id: str
    name: str
    arn: str
    rest_api: RestApi
    stage: Stage
    firewall: Firewall
    domains: Mapping[str, Domain | None]

    @property
    def outputs(self) -> Iterator[Output]:
        """What operators find it by, the URL of each address, and what the records of domain names need."""
        yield Output(f"{self.id}_id", self.rest_api.api_id)
        yield Output(f"{self.id}_stage_name", self.stage.name)
        yield Output(f"{self.id}_access_log_group_name", self.stage.access_log_group)
        yield Output(f"{self.id}_firewall_name", self.firewall.name)
        for address, domain in self.domains.items():
            yield Output(f"{address}_url", f"https://{domain.name}" if domain else self.stage.invoke_url)
            if domain:
                yield from domain.target.outputs(domain.id)


def add_api(place: Place, spec: ApiSpec, behind: Mapping[str, Function] | PrivateBackend) -> Api:
    """Add the API, and what answers `behind` it.

    Raises KeyError for a function that the document names and that is not among them.
    """
    has_domain = None not in spec.addresses.values()
    name = place.names.rest_api(spec.id)
    api = add_rest_api(
        place, RestApiSpec(spec.id, name, spec.document, spec.refusals, has_domain=has_domain), behind
    )
    # The burst is half the rate, as in API Gateway's own quotas (10,000 and 5,000).
    stage = add_stage(place, StageSpec(spec.key_arn, spec.rate, max(1, spec.rate // 2)), api)
    firewall = add_firewall(
        place,
        FirewallSpec(
            f"{spec.id}_firewall", spec.id, spec.key_arn, stage.arn, spec.client_rate, spec.refused_headers
        ),
    )

    def domain(what: str, address: Address | None) -> Domain | None:
        if address is None:
            return None
        return add_domain(place, DomainSpec(f"{what}_domain", address.name, address.certificate_arn), stage)

    domains = {what: domain(what, address) for what, address in spec.addresses.items()}
    return Api(spec.id, name, api.arn, api, stage, firewall, domains)
