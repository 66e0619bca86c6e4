"""What stands before an application that is released beside the old one: a firewall, a load balancer, and two
groups of targets, of which callers are at one while the next release is tried in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.entrance import EntranceSpec, add_entrance, entrance_outputs, listeners_of
from infra.blocks.edge.firewall import FirewallSpec, add_firewall
from infra.blocks.edge.load_balancer import (
    TEST_PORT,
    Listeners,
    LoadBalancer,
    TargetGroup,
    TargetGroupSpec,
    add_listeners,
    add_target_group,
    add_test_listener,
)
from infra.blocks.network.security_group import Peer, TrafficSpec, add_egress, add_ingress, members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.blocks.edge.api import Address
    from infra.blocks.network.security_group import SecurityGroup
    from infra.place import Output, Place


@dataclass(frozen=True, slots=True)
class BlueGreenFrontSpec:
    """What stands before an application: `id` begins the Terraform ids and the outputs, `what` the names.

    addresses: its domain names with their certificates, by what begins the names of their outputs; other
        stacks make the certificates and the records.
    targets: the group of those who answer, on `port`; their health is asked on `health_path`.
    testers: the networks from which a release is tried before callers get it.
    log_bucket: what takes the load balancer's logs. key_arn: for the firewall's.
    client_rate: requests a second from one address, above which it is refused.
    """

    id: str
    what: str
    vpc_id: str
    public_subnet_ids: tuple[str, ...]
    addresses: Mapping[str, Address]
    targets: SecurityGroup
    port: int
    testers: tuple[str, ...]
    log_bucket: str
    key_arn: str
    client_rate: int
    health_path: str = "/health"


@dataclass(frozen=True, slots=True)
class BlueGreenFront:
    """What was added: the load balancer, both groups of targets, of which callers begin at `blue`, and the
    listeners for callers and for testers.
    """

    id: str
    addresses: Mapping[str, Address]
    balancer: LoadBalancer
    blue: TargetGroup
    green: TargetGroup
    listeners: Listeners
    test: Listeners

    @property
    def outputs(self) -> Iterator[Output]:
        """The load balancer, the URL of each name, and what the records of the names need."""
        return entrance_outputs(self.balancer, self.addresses)


def add_blue_green_front(place: Place, spec: BlueGreenFrontSpec) -> BlueGreenFront:
    """Add it all. Raises ValueError where the application has no name."""
    entrance = add_entrance(
        place, EntranceSpec(spec.id, spec.what, spec.vpc_id, spec.public_subnet_ids, spec.log_bucket)
    )
    group, balancer = entrance.group, entrance.balancer
    add_egress(place, TrafficSpec(spec.port, "Requests to the targets", members(spec.targets)), group)
    add_ingress(place, TrafficSpec(spec.port, "Requests of the load balancer", members(group)), spec.targets)
    for number, network in enumerate(spec.testers, start=1):
        tester = Peer(f"testers_{number}", cidr=network)
        add_ingress(place, TrafficSpec(TEST_PORT, "HTTPS from who tries a release", tester), group)
    blue, green = (
        add_target_group(
            place,
            TargetGroupSpec(
                f"{spec.id}_{colour}", f"{spec.what}-{colour}", spec.vpc_id, spec.port, spec.health_path
            ),
        )
        for colour in ("blue", "green")
    )
    listeners = listeners_of(spec.id, spec.addresses, moved=True)
    production = add_listeners(place, listeners, balancer, blue)
    test = add_test_listener(place, listeners, balancer, green)
    add_firewall(
        place,
        FirewallSpec(f"{spec.id}_firewall", spec.what, spec.key_arn, balancer.arn, spec.client_rate),
    )
    return BlueGreenFront(spec.id, spec.addresses, balancer, blue, green, production, test)
