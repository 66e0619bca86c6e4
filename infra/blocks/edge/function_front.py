"""What stands before a function that answers under domain names: a firewall, and a load balancer that knows
who may ask for which path. Another function tells its health: however many requests the first one has, and
whatever becomes of them, they take nothing from what decides where callers are led.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.entrance import EntranceSpec, add_entrance, entrance_outputs, listeners_of
from infra.blocks.edge.firewall import FirewallSpec, add_firewall
from infra.blocks.edge.function_targets import FunctionTargetSpec, add_function_target
from infra.blocks.edge.load_balancer import Listeners, LoadBalancer, TargetGroup, add_listeners
from infra.blocks.edge.path_rules import Access, PathRuleSpec, add_path_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.blocks.compute.function import Function
    from infra.blocks.edge.api import Address
    from infra.blocks.edge.path_rules import TokenIssuer
    from infra.place import Output, Place


@dataclass(frozen=True, slots=True)
class FunctionFrontSpec:
    """What stands before a function: `id` begins the Terraform ids and the outputs, `what` the names.

    addresses: its domain names with their certificates, by what begins the names of their outputs; other
        stacks make the certificates and the records.
    paths: what is handed on, and of whom; all else but `health_path`, which is for anyone, is not found.
    log_bucket: what takes the load balancer's logs. key_arn: for the firewall's.
    client_rate: requests a second from one address, above which it is refused.
    """

    id: str
    what: str
    vpc_id: str
    public_subnet_ids: tuple[str, ...]
    addresses: Mapping[str, Address]
    paths: Mapping[tuple[str, ...], Access | TokenIssuer]
    log_bucket: str
    key_arn: str
    client_rate: int
    health_path: str = "/health"


@dataclass(frozen=True, slots=True)
class FunctionFront:
    """What was added: the load balancer, the groups of the function and of what tells its health, which alone
    is asked for it, and the listeners.
    """

    id: str
    addresses: Mapping[str, Address]
    balancer: LoadBalancer
    targets: TargetGroup
    health: TargetGroup
    listeners: Listeners

    @property
    def outputs(self) -> Iterator[Output]:
        """The load balancer, the URL of each name, and what the records of the names need."""
        return entrance_outputs(self.balancer, self.addresses)


def add_function_front(
    place: Place, spec: FunctionFrontSpec, function: Function, *, health: Function
) -> FunctionFront:
    """Add it all. health: what answers on `health_path`. Raises ValueError where the function has no name."""
    entrance = add_entrance(
        place, EntranceSpec(spec.id, spec.what, spec.vpc_id, spec.public_subnet_ids, spec.log_bucket)
    )
    asked = FunctionTargetSpec(f"{spec.id}_health", f"{spec.what}-health", spec.health_path)
    healths = add_function_target(place, asked, health)
    served = FunctionTargetSpec(f"{spec.id}_targets", spec.what, health_path=None)
    targets = add_function_target(place, served, function)
    listeners = add_listeners(place, listeners_of(spec.id, spec.addresses), entrance.balancer, None)
    open_path = PathRuleSpec(f"{spec.id}_health_path", 1, (spec.health_path,), Access.ANYONE)
    add_path_rule(place, open_path, listeners, healths)
    for number, (paths, access) in enumerate(spec.paths.items(), start=2):
        rule = PathRuleSpec(f"{spec.id}_paths_{number}", number, paths, access)
        add_path_rule(place, rule, listeners, targets)
    add_firewall(
        place,
        FirewallSpec(f"{spec.id}_firewall", spec.what, spec.key_arn, entrance.balancer.arn, spec.client_rate),
    )
    return FunctionFront(spec.id, spec.addresses, entrance.balancer, targets, healths, listeners)
