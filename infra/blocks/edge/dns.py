"""Records of domain names, and the health checks that take a region out of them.

Failover is theirs alone: it needs no control plane, and so works while the one of Route 53 does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from cdktf_cdktf_provider_aws.route53_health_check import Route53HealthCheck
from cdktf_cdktf_provider_aws.route53_record import (
    Route53Record,
    Route53RecordAlias,
    Route53RecordFailoverRoutingPolicy,
    Route53RecordLatencyRoutingPolicy,
    Route53RecordWeightedRoutingPolicy,
)

from infra.blocks.labels import labels
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Outputs, Place

FAILURES: Final = 3


@dataclass(frozen=True, slots=True)
class AliasTarget:
    """What a record of a domain name points at: a name of AWS and its zone, as tokens."""

    name: str
    zone_id: str

    def outputs(self, of: str) -> Iterator[Output]:
        """What the stack with the record reads it by; `of` begins their names."""
        yield Output(f"{of}_target", self.name)
        yield Output(f"{of}_target_zone_id", self.zone_id)

    @classmethod
    def published(cls, outputs: Outputs, of: str) -> AliasTarget:
        """The target, from the outputs of the stack that publishes it."""
        return cls(outputs[f"{of}_target"], outputs[f"{of}_target_zone_id"])


@dataclass(frozen=True, slots=True)
class HealthCheckSpec:
    """A check of `https://<host><path>`, from around the world, every ten or thirty seconds."""

    id: str
    host: str
    path: str
    interval_seconds: Literal[10, 30] = 10


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A health check that was added: its Terraform id, the host that it asks, its ARN and id as tokens."""

    id: str
    name: str
    arn: str
    check_id: str


@dataclass(frozen=True, slots=True)
class Latency:
    """One of several records of a name: callers are led to the one nearest to them that is well."""

    region: str
    health_check: HealthCheck


@dataclass(frozen=True, slots=True)
class Failover:
    """One of two records of a name: callers are led to the secondary one while the primary is not well."""

    role: Literal["PRIMARY", "SECONDARY"]
    health_check: HealthCheck


@dataclass(frozen=True, slots=True)
class Share:
    """One of two records of a name: such a part of the callers as `weight` is of both weights is led there
    while its region is well. The role keeps its name, whatever the weights.
    """

    role: Literal["PRIMARY", "SECONDARY"]
    weight: int
    health_check: HealthCheck


Routing = Latency | Failover | Share


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A name in a zone, and what it leads to: whatever the target's health, unless it is routed by it."""

    id: str
    zone_id: str
    name: str
    target: AliasTarget
    routing: Routing | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was added: its Terraform id, and its full name as a token. Records have no ARN."""

    id: str
    name: str


def add_health_check(place: Place, spec: HealthCheckSpec) -> HealthCheck:
    """Add the health check: three failures in a row, and the host is not well."""
    check = Route53HealthCheck(
        place.stack,
        spec.id,
        type="HTTPS",
        fqdn=spec.host,
        port=443,
        resource_path=spec.path,
        enable_sni=True,
        request_interval=spec.interval_seconds,
        failure_threshold=FAILURES,
        tags=labels(name=place.names.of(spec.id)),
        provider=place.provider,
    )
    return HealthCheck(spec.id, spec.host, check.arn, check.id)


def add_record(place: Place, spec: RecordSpec) -> Record:
    """Lead the name to its target."""
    record = Route53Record(
        place.stack,
        spec.id,
        zone_id=spec.zone_id,
        name=spec.name,
        type="A",
        alias=Route53RecordAlias(
            name=spec.target.name,
            zone_id=spec.target.zone_id,
            evaluate_target_health=spec.routing is not None,
        ),
        provider=place.provider,
        **_routing(spec.routing),
    )
    return Record(spec.id, record.fqdn)


def _routing(routing: Routing | None) -> dict[str, Any]:
    if routing is None:
        return {}
    policy: dict[str, Any]
    match routing:
        case Latency():
            policy = {"latency_routing_policy": Route53RecordLatencyRoutingPolicy(region=routing.region)}
            named = routing.region
        case Failover():
            policy = {"failover_routing_policy": Route53RecordFailoverRoutingPolicy(type=routing.role)}
            named = routing.role.lower()
        case Share():
            policy = {"weighted_routing_policy": Route53RecordWeightedRoutingPolicy(weight=routing.weight)}
            named = routing.role.lower()
    return {**policy, "set_identifier": named, "health_check_id": routing.health_check.check_id}
