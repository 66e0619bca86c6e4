"""Where callers come in from the internet: a load balancer in a security group of its own, without listeners
yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.dns import AliasTarget
from infra.blocks.edge.load_balancer import (
    ListenersSpec,
    LoadBalancer,
    LoadBalancerSpec,
    add_load_balancer,
)
from infra.blocks.network.security_group import (
    HTTP,
    HTTPS,
    SecurityGroup,
    SecurityGroupSpec,
    TrafficSpec,
    add_ingress,
    add_security_group,
    anyone,
)
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.blocks.edge.api import Address
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class EntranceSpec:
    """An entrance: `id` begins the Terraform ids, `what` the names. log_bucket: what takes its logs."""

    id: str
    what: str
    vpc_id: str
    public_subnet_ids: tuple[str, ...]
    log_bucket: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """An entrance that was added: its load balancer, and the group that this belongs to."""

    id: str
    balancer: LoadBalancer
    group: SecurityGroup


def add_entrance(place: Place, spec: EntranceSpec) -> Entrance:
    """Add it. Callers reach it by HTTPS, and by HTTP to be sent there."""
    group = add_security_group(
        place,
        SecurityGroupSpec(
            f"{spec.id}_group", f"{spec.what}-balancer", "Load balancer: HTTP and HTTPS", spec.vpc_id
        ),
    )
    add_ingress(place, TrafficSpec(HTTPS, "HTTPS from callers", anyone("callers")), group)
    add_ingress(place, TrafficSpec(HTTP, "HTTP, to be sent to HTTPS", anyone("callers")), group)
    balancer = add_load_balancer(
        place,
        LoadBalancerSpec(spec.id, spec.what, spec.public_subnet_ids, group.group_id, spec.log_bucket),
    )
    return Entrance(spec.id, balancer, group)


def entrance_outputs(balancer: LoadBalancer, addresses: Mapping[str, Address]) -> Iterator[Output]:
    """The load balancer, the URL of each name, and what the records of the names need."""
    yield from balancer.outputs
    target = AliasTarget(balancer.dns_name, balancer.zone_id)
    for what, address in addresses.items():
        yield Output(f"{what}_url", f"https://{address.name}")
        yield from target.outputs(f"{what}_domain")


def listeners_of(
    listeners_id: str, addresses: Mapping[str, Address], *, moved: bool = False
) -> ListenersSpec:
    """Listeners with the certificates of all names. Raises ValueError where there is none."""
    certificates = {what: address.certificate_arn for what, address in addresses.items()}
    if not certificates:
        raise ValueError(f"{listeners_id} has no domain name")
    first = certificates.pop(next(iter(certificates)))
    return ListenersSpec(listeners_id, first, certificates, moved=moved)
