"""The domain names of a service that several regions give: one that they share, and one of each region's own.

Callers go to the shared one, which leads them to the nearest region that is well, to one region as long as
that is, or to either by weights; health is asked by a region's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from infra.blocks.edge.api import Address
from infra.blocks.edge.certificate import CertificateSpec, Proof, ProofSpec, add_certificate
from infra.blocks.edge.dns import (
    AliasTarget,
    Failover,
    HealthCheck,
    HealthCheckSpec,
    Latency,
    Record,
    RecordSpec,
    Routing,
    Share,
    add_health_check,
    add_record,
)
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.names import RegionLike
    from infra.place import Outputs, Place

_SHARED, _OWN = "public", "regional"


@dataclass(frozen=True, slots=True)
class HostsSpec:
    """The names of a service: `id` begins them, `title` is what people call it.

    domain: the names are right below it, in the zone `zone_id`.
    health_path: what health is asked for, by HTTPS, every `health_seconds`.
    primary: the region that callers of the shared name are led to while it is well, and to the other one
        while it is not; None: to the nearest of all that are.
    weights: how many callers of the shared name are led to each region, by its name, instead of all.
    """

    id: str
    title: str
    domain: str
    zone_id: str
    health_path: str = "/health"
    health_seconds: Literal[10, 30] = 10
    primary: RegionLike | None = None
    weights: Mapping[str, int] = field(default_factory=dict)

    def shared(self, place: Place) -> str:
        """The name that all regions share."""
        return place.names.host(self.id, self.domain)

    def own(self, place: Place) -> str:
        """The name of the region of `place`."""
        return place.names.host(self.id, self.domain, place.region)

    def routing(self, place: Place, check: HealthCheck) -> Routing:
        """When callers of the shared name are led to the region of `place`."""
        name = place.region.name
        if self.primary is None:
            return Latency(name, check)
        role: Literal["PRIMARY", "SECONDARY"] = "PRIMARY" if name == self.primary.name else "SECONDARY"
        return Share(role, self.weights[name], check) if self.weights else Failover(role, check)


@dataclass(frozen=True, slots=True)
class HostCertificates:
    """The certificates that were added; their outputs hold the ARN of each."""

    id: str
    outputs: Sequence[Output]


@dataclass(frozen=True, slots=True)
class HostRecords:
    """The records of one region that were added, and its health check, whose id is its output."""

    id: str
    shared: Record
    own: Record
    health_check: HealthCheck
    outputs: Sequence[Output]


def add_host_certificates(places: Sequence[Place], spec: HostsSpec) -> HostCertificates:
    """Add in each place a certificate of the shared name and one of its own.

    They belong into one stack: the proof of the shared name is one record for all regions.
    """
    outputs = []
    shared: ProofSpec | Proof = ProofSpec(f"proof_{_SHARED}", spec.zone_id)
    for place in places:
        code = place.region.code
        own = ProofSpec(f"proof_{_OWN}_{code}", spec.zone_id)
        for kind, host, proof in ((_SHARED, spec.shared(place), shared), (_OWN, spec.own(place), own)):
            added = add_certificate(place, CertificateSpec(f"certificate_{kind}_{code}", host, proof))
            shared = added.proof if kind == _SHARED else shared
            described = f"Certificate of the {kind} {spec.title} name in {place.region.name}"
            outputs.append(Output(_certificate(kind, place), added.arn, described))
    return HostCertificates(spec.id, outputs)


def addresses_of(place: Place, spec: HostsSpec, certificates: Outputs) -> Mapping[str, Address]:
    """The addresses of the service in the region of `place`, from the outputs of the certificates' stack."""
    return {
        spec.id: Address(spec.shared(place), certificates[_certificate(_SHARED, place)]),
        f"{_OWN}_{spec.id}": Address(spec.own(place), certificates[_certificate(_OWN, place)]),
    }


def add_host_records(place: Place, spec: HostsSpec, service: Outputs) -> HostRecords:
    """Lead both names to the region of `place`: the shared one while its health check finds it well.

    service: the outputs of the stack with the service, with the targets of its names.
    """
    code, region = place.region.code, place.region.name
    asked = HealthCheckSpec(f"health_{code}", spec.own(place), spec.health_path, spec.health_seconds)
    check = add_health_check(place, asked)
    target = AliasTarget.published(service, f"{_OWN}_{spec.id}_domain")
    own = add_record(place, RecordSpec(f"{_OWN}_{code}", spec.zone_id, spec.own(place), target))
    target, routing = AliasTarget.published(service, f"{spec.id}_domain"), spec.routing(place, check)
    # What differs by role is called by it; what is alike in all regions, by theirs.
    shared_id = code if isinstance(routing, Latency) else routing.role.lower()
    shared = add_record(
        place, RecordSpec(f"{_SHARED}_{shared_id}", spec.zone_id, spec.shared(place), target, routing)
    )
    output = Output(
        f"health_check_id_{code}", check.check_id, f"Health check of the {spec.title} of {region}"
    )
    return HostRecords(spec.id, shared, own, check, (output,))


def _certificate(kind: str, place: Place) -> str:
    return f"{kind}_certificate_arn_{place.region.code}"
