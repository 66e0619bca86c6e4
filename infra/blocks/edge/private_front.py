"""What stands between an API and those who answer it within a VPC: a link, a load balancer that the link
alone reaches, and a rule that shares requests out between what is migrated from and what is migrated to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infra.blocks.edge.address_targets import AddressTargetsSpec, add_address_targets
from infra.blocks.edge.certificate import CertificateSpec, ProofSpec, add_certificate
from infra.blocks.edge.function_targets import FunctionTargetSpec, add_function_target
from infra.blocks.edge.load_balancer import (
    ListenersSpec,
    LoadBalancer,
    LoadBalancerSpec,
    TargetGroup,
    add_listeners,
    add_load_balancer,
)
from infra.blocks.edge.rest_api import STAGE
from infra.blocks.edge.vpc_link import PrivateBackend, VpcLinkSpec, add_vpc_link
from infra.blocks.edge.weighted_rule import WeightedRuleSpec, add_weighted_rule
from infra.blocks.network.security_group import (
    HTTPS,
    Peer,
    SecurityGroup,
    SecurityGroupSpec,
    TrafficSpec,
    add_egress,
    add_ingress,
    add_security_group,
    members,
)
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ipaddress import IPv4Address, IPv4Network

    from infra.blocks.compute.function import Function
    from infra.place import Place

LEGACY: Final = "legacy"
AWS: Final = "aws"


@dataclass(frozen=True, slots=True)
class OnPremises:
    """Where the legacy application answers: its addresses, all of `network`."""

    network: IPv4Network
    addresses: tuple[IPv4Address, ...]


@dataclass(frozen=True, slots=True)
class PrivateFrontSpec:
    """A private front: `id` begins the Terraform ids and the outputs, `what` the names.

    host: the name on the certificate, which lies in the zone `zone_id`; no record leads to it.
    legacy: where requests go that are not for the function; None: all are.
    weights: percent of the requests of either side.
    """

    id: str
    what: str
    vpc_id: str
    subnet_ids: tuple[str, ...]
    host: str
    zone_id: str
    log_bucket: str
    legacy: OnPremises | None
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PrivateFront:
    """What was added: how an API reaches it, the load balancer, and the targets of each side."""

    id: str
    backend: PrivateBackend
    balancer: LoadBalancer
    targets: Mapping[str, TargetGroup]

    @property
    def outputs(self) -> Iterator[Output]:
        """The load balancer's, and what metrics know it and its targets by."""
        yield from self.balancer.outputs
        yield Output(f"{self.id}_arn_suffix", self.balancer.arn_suffix)
        for side, group in self.targets.items():
            yield Output(f"{side}_targets_arn_suffix", group.arn_suffix)


def add_private_front(place: Place, spec: PrivateFrontSpec, function: Function) -> PrivateFront:
    """Add it all, with the function on the side that is migrated to."""
    link_group, group = _add_groups(place, spec)
    link = add_vpc_link(
        place, VpcLinkSpec(f"{spec.id}_link", spec.what, spec.subnet_ids, link_group.group_id)
    )
    balancer = add_load_balancer(
        place,
        LoadBalancerSpec(spec.id, spec.what, spec.subnet_ids, group.group_id, spec.log_bucket, internal=True),
    )
    proof = ProofSpec(f"{spec.id}_certificate_proof", spec.zone_id)
    certificate = add_certificate(place, CertificateSpec(f"{spec.id}_certificate", spec.host, proof))
    listening = ListenersSpec(spec.id, certificate.arn, redirects=False)
    listeners = add_listeners(place, listening, balancer, None)
    targets = {}
    if spec.legacy:
        hosts = AddressTargetsSpec(f"{spec.id}_{LEGACY}", LEGACY, spec.vpc_id, spec.legacy.addresses)
        targets[LEGACY] = add_address_targets(place, hosts)
    targets[AWS] = add_function_target(place, FunctionTargetSpec(f"{spec.id}_{AWS}", AWS), function)
    rule = WeightedRuleSpec(f"{spec.id}_sides", 1, STAGE, spec.weights)
    add_weighted_rule(place, rule, listeners, targets)
    return PrivateFront(spec.id, PrivateBackend(link, balancer.arn, spec.host), balancer, targets)


def _add_groups(place: Place, spec: PrivateFrontSpec) -> tuple[SecurityGroup, SecurityGroup]:
    """Add the group of the link, which calls the load balancer, and that one's, which calls the legacy
    hosts; functions are called through no network of ours.
    """
    link, balancer = (
        add_security_group(place, SecurityGroupSpec(group_id, what, description, spec.vpc_id))
        for group_id, what, description in (
            (f"{spec.id}_link_group", f"{spec.what}-link", "Link of the API: HTTPS to the load balancer"),
            (f"{spec.id}_group", f"{spec.what}-balancer", "Private load balancer: HTTPS from the link"),
        )
    )
    add_egress(place, TrafficSpec(HTTPS, "Requests to the load balancer", members(balancer)), link)
    add_ingress(place, TrafficSpec(HTTPS, "Requests of the API", members(link)), balancer)
    if spec.legacy:
        hosts = Peer(LEGACY, cidr=str(spec.legacy.network))
        add_egress(place, TrafficSpec(HTTPS, "Requests to the legacy application", hosts), balancer)
    return link, balancer
