"""Records of API domains, and the health checks that take a region out of them.

Failover is theirs alone: it needs no control plane, and so works while the one of Route 53 does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.route53_health_check import Route53HealthCheck
from cdktf_cdktf_provider_aws.route53_record import (
    Route53Record,
    Route53RecordAlias,
    Route53RecordLatencyRoutingPolicy,
)

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from infra.blocks.edge.domain import DomainTarget
    from infra.place import Place

INTERVAL_SECONDS: Final = 10
FAILURES: Final = 3


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A name in a zone, and what it leads to."""

    id: str
    zone_id: str
    name: str
    target: DomainTarget


def add_health_check(place: Place, resource_id: str, host: str, path: str) -> str:
    """Ask `https://<host><path>` from around the world. Returns the check's id."""
    check = Route53HealthCheck(
        place.stack,
        resource_id,
        type="HTTPS",
        fqdn=host,
        port=443,
        resource_path=path,
        enable_sni=True,
        request_interval=INTERVAL_SECONDS,
        failure_threshold=FAILURES,
        tags=labels(name=place.names.of(resource_id.replace("_", "-"))),
        provider=place.provider,
    )
    check_id: str = check.id
    return check_id


def add_record(place: Place, spec: RecordSpec) -> None:
    """Lead the name to its target, whatever its health: this is the name that health is asked by."""
    Route53Record(
        place.stack,
        spec.id,
        zone_id=spec.zone_id,
        name=spec.name,
        type="A",
        alias=_alias(spec.target, evaluated=False),
        provider=place.provider,
    )


def add_latency_record(place: Place, spec: RecordSpec, *, region: str, health_check_id: str) -> None:
    """Lead those to the target who are nearest to `region`, as long as it is well."""
    Route53Record(
        place.stack,
        spec.id,
        zone_id=spec.zone_id,
        name=spec.name,
        type="A",
        set_identifier=region,
        latency_routing_policy=Route53RecordLatencyRoutingPolicy(region=region),
        health_check_id=health_check_id,
        alias=_alias(spec.target, evaluated=True),
        provider=place.provider,
    )


def _alias(target: DomainTarget, *, evaluated: bool) -> Route53RecordAlias:
    return Route53RecordAlias(name=target.name, zone_id=target.zone_id, evaluate_target_health=evaluated)
