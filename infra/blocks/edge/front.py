"""What stands before an application: its public name and certificate, a firewall, and the load balancer that
hands requests on to its targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.certificate import CertificateSpec, ProofSpec, add_certificate
from infra.blocks.edge.dns import AliasTarget, RecordSpec, add_record
from infra.blocks.edge.entrance import EntranceSpec, add_entrance
from infra.blocks.edge.firewall import FirewallSpec, add_firewall
from infra.blocks.edge.load_balancer import (
    Listeners,
    ListenersSpec,
    LoadBalancer,
    TargetGroup,
    TargetGroupSpec,
    add_listeners,
    add_target_group,
)
from infra.blocks.network.security_group import TrafficSpec, add_egress, add_ingress, members
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.network.security_group import SecurityGroup
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class FrontSpec:
    """What stands before an application: `id` begins the Terraform ids and the outputs, `what` the names.

    host: the public name, which lies in the zone `zone_id`.
    targets: the group of those who answer, on `port`; their health is asked on `health_path`.
    log_bucket: what takes the load balancer's logs. key_arn: for the firewall's.
    client_rate: requests a second from one address, above which it is refused.
    """

    id: str
    what: str
    vpc_id: str
    public_subnet_ids: tuple[str, ...]
    host: str
    zone_id: str
    targets: SecurityGroup
    port: int
    log_bucket: str
    key_arn: str
    client_rate: int
    health_path: str = "/health"


@dataclass(frozen=True, slots=True)
class Front:
    """What was added: the load balancer, the group of targets that it hands requests on to, its listeners."""

    id: str
    host: str
    balancer: LoadBalancer
    targets: TargetGroup
    listeners: Listeners

    @property
    def outputs(self) -> Iterator[Output]:
        """The public address, and the load balancer's."""
        yield Output("url", f"https://{self.host}", "The application")
        yield from self.balancer.outputs


def add_front(place: Place, spec: FrontSpec) -> Front:
    """Add it all. Callers reach the load balancer by HTTPS (and by HTTP, to be sent there); it alone reaches
    the targets.
    """
    entrance = add_entrance(
        place, EntranceSpec(spec.id, spec.what, spec.vpc_id, spec.public_subnet_ids, spec.log_bucket)
    )
    group, balancer = entrance.group, entrance.balancer
    add_egress(place, TrafficSpec(spec.port, "Requests to the targets", members(spec.targets)), group)
    add_ingress(place, TrafficSpec(spec.port, "Requests of the load balancer", members(group)), spec.targets)
    targets = add_target_group(
        place, TargetGroupSpec(f"{spec.id}_targets", spec.what, spec.vpc_id, spec.port, spec.health_path)
    )
    certificate = add_certificate(
        place,
        CertificateSpec(
            f"{spec.id}_certificate", spec.host, ProofSpec(f"{spec.id}_certificate_proof", spec.zone_id)
        ),
    )
    listeners = add_listeners(place, ListenersSpec(spec.id, certificate.arn), balancer, targets)
    add_firewall(
        place,
        FirewallSpec(f"{spec.id}_firewall", spec.what, spec.key_arn, balancer.arn, spec.client_rate),
    )
    target = AliasTarget(balancer.dns_name, balancer.zone_id)
    add_record(place, RecordSpec(f"{spec.id}_name", spec.zone_id, spec.host, target))
    return Front(spec.id, spec.host, balancer, targets, listeners)
