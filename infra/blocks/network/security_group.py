"""Security groups and what they let through: one peer and one port a rule, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.security_group import SecurityGroup as AwsSecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule

from infra.blocks.labels import labels
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Outputs, Place

HTTP: Final = 80
HTTPS: Final = 443


@dataclass(frozen=True, slots=True)
class SecurityGroupSpec:
    """A security group of a VPC: `id` is its Terraform id, `description` says who belongs to it and what it
    may do.
    """

    id: str
    what: str
    description: str
    vpc_id: str


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    """A security group that was added: its Terraform id, what goes into its name, AWS's id as a token."""

    id: str
    what: str
    group_id: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Its id."""
        yield Output(f"{self.id}_id", self.group_id)

    @classmethod
    def published(cls, outputs: Outputs, group_id: str, what: str) -> SecurityGroup:
        """A group that another stack made, from its outputs; `group_id` is its Terraform id."""
        return cls(group_id, what, outputs[f"{group_id}_id"])


@dataclass(frozen=True, slots=True)
class Peer:
    """Whom a rule speaks of: the members of a security group, addresses, or a service's prefix list. `what`
    ends the Terraform id of the rule and goes into its name.
    """

    what: str
    group_id: str | None = None
    cidr: str | None = None
    prefix_list_id: str | None = None


def anyone(what: str) -> Peer:
    """Every IPv4 address."""
    return Peer(what, cidr="0.0.0.0/0")


def members(group: SecurityGroup) -> Peer:
    """Whoever belongs to the group."""
    return Peer(group.what, group_id=group.group_id)


@dataclass(frozen=True, slots=True)
class TrafficSpec:
    """One TCP port between the members of a group and a peer. `description` says for what."""

    port: int
    description: str
    peer: Peer


def add_security_group(place: Place, spec: SecurityGroupSpec) -> SecurityGroup:
    """Add a group that lets nothing through yet."""
    group = AwsSecurityGroup(
        place.stack,
        spec.id,
        name=place.names.security_group(spec.what),
        description=spec.description,
        vpc_id=spec.vpc_id,
        tags=labels(name=place.names.of(spec.what)),
        provider=place.provider,
    )
    return SecurityGroup(spec.id, spec.what, group.id)


@dataclass(frozen=True, slots=True)
class Traffic:
    """A rule that was added: its Terraform id. Rules have no names."""

    id: str


def add_ingress(place: Place, spec: TrafficSpec, group: SecurityGroup) -> Traffic:
    """Let the peer call the members of the group."""
    return _add_rule(place, VpcSecurityGroupIngressRule, f"from_{spec.peer.what}", spec, group)


def add_egress(place: Place, spec: TrafficSpec, group: SecurityGroup) -> Traffic:
    """Let the members of the group call the peer."""
    return _add_rule(place, VpcSecurityGroupEgressRule, f"to_{spec.peer.what}", spec, group)


def _add_rule(
    place: Place,
    rule: type[VpcSecurityGroupIngressRule | VpcSecurityGroupEgressRule],
    way: str,
    spec: TrafficSpec,
    group: SecurityGroup,
) -> Traffic:
    rule_id = f"{group.id}_{way}_{spec.port}"
    rule(
        place.stack,
        rule_id,
        security_group_id=group.group_id,
        description=spec.description,
        referenced_security_group_id=spec.peer.group_id,
        cidr_ipv4=spec.peer.cidr,
        prefix_list_id=spec.peer.prefix_list_id,
        ip_protocol="tcp",
        from_port=spec.port,
        to_port=spec.port,
        tags=labels(name=place.names.of(f"{group.what}-{way}-{spec.port}")),
        provider=place.provider,
    )
    return Traffic(rule_id)
