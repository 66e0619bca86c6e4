"""The API of payments that are answered within a VPC: on premises, here, or on either side by weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.domain.api import CALLER_HEADER
from handlers.domain.body import document
from infra.blocks.edge.api import Api, ApiSpec, add_api
from infra.blocks.edge.private_front import OnPremises, PrivateFront, PrivateFrontSpec, add_private_front
from infra.blocks.network.vpc import subnets_of
from infra.blocks.payments.refusals import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.compute.function import Function
    from infra.place import Output, Outputs, Place


@dataclass(frozen=True, slots=True)
class PrivateApiSpec:
    """An API and its private front: `id` begins the Terraform ids of the API.

    foundation: the outputs of the stacks with the keys, the log bucket and the network of `zones` zones.
    domain: below which the certificate's name is, in the zone `zone_id`.
    legacy: the side on premises, where there is one. weights: percent of the requests of each side.
    rate: requests a second that one method takes. client_rate: of one address.
    """

    id: str
    foundation: Outputs
    zones: int
    domain: str
    zone_id: str
    legacy: OnPremises | None
    weights: Mapping[str, int]
    rate: int
    client_rate: int


@dataclass(frozen=True, slots=True)
class PrivateApi:
    """What was added."""

    id: str
    front: PrivateFront
    api: Api

    @property
    def outputs(self) -> Iterator[Output]:
        """Those of each."""
        yield from self.front.outputs
        yield from self.api.outputs


def add_private_api(place: Place, spec: PrivateApiSpec, function: Function) -> PrivateApi:
    """Add both. Callers sign their requests, and nobody but the API names them to the function."""
    foundation = spec.foundation
    front = add_private_front(
        place,
        PrivateFrontSpec(
            id="alb",
            what="private",
            vpc_id=foundation["vpc_id"],
            subnet_ids=subnets_of(foundation, zones=spec.zones),
            host=place.names.host("private", spec.domain),
            zone_id=spec.zone_id,
            log_bucket=foundation["log_bucket_name"],
            legacy=spec.legacy,
            weights=spec.weights,
        ),
        function,
    )
    api = ApiSpec(
        id=spec.id,
        key_arn=foundation["operations_key_arn"],
        document=document(),
        refusals=REFUSALS,
        rate=spec.rate,
        client_rate=spec.client_rate,
        addresses={spec.id: None},
        refused_headers=(CALLER_HEADER,),
    )
    return PrivateApi(spec.id, front, add_api(place, api, front.backend))
