"""What one group opens to another, the other opens to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.vpc._openings import Direction, openings
from policies.rules.vpc._ways import passes, ways
from policies.values import as_list

_EGRESS: Final = "aws_vpc_security_group_egress_rule"
_INGRESS: Final = "aws_vpc_security_group_ingress_rule"
_GROUP: Final = "security_group_id"
_PEER: Final = "referenced_security_group_id"
_HOLDERS: Final = ("aws_security_group", "aws_security_group_rule")
_INLINE: Final = "security_groups"
_PEERS: Final = {"aws_security_group_rule": "source_security_group_id"}
_WITH_PORTS: Final = ("tcp", "udp")
_ANSWERS: Final[Mapping[Direction, tuple[Direction, str]]] = {
    "ingress": ("egress", "is not let out to"),
    "egress": ("ingress", "does not let in"),
}
_MADE_BY_AWS: Final = ("aws_eks_cluster", "aws_directory_service_directory")
"""What has a group of its own, which lets everything out (Amazon EKS User Guide, "View Amazon EKS security
group requirements for clusters")."""
_BACK: Final[Mapping[str, tuple[Direction, str]]] = {
    _EGRESS: ("ingress", "lets in"),
    _INGRESS: ("egress", "is let out"),
}


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a rule opens one port to another group, or to what comes from it, that group opens it to the
    first, or to ranges in which the first may be.
    """
    if rule.type in _HOLDERS:
        yield from _of_group(rule, configuration)
        return
    group, peer = (configuration.target(rule, rule.get(attribute)) for attribute in (_GROUP, _PEER))
    port = expect.number(rule.get("from_port"))
    if rule.get(_PEER) is None or (port is not None and port != expect.number(rule.get("to_port"))):
        yield NOT_APPLICABLE
        return
    back, does = _BACK[rule.type]
    if group is None or peer is None or port is None:
        yield unknown(f"only the plan can tell whether {rule.get(_PEER)} {does} on {rule.get('from_port')}")
        return
    if peer.type in _MADE_BY_AWS and rule.type == _INGRESS:
        return
    let = passes(configuration, back, [peer], [group], int(port))
    if peer.type in _MADE_BY_AWS and not let:
        let = None
    said = f"{peer.address} does not let {group.address} in on {int(port)}"
    if rule.type == _INGRESS:
        said = f"{peer.address} is not let out to {group.address} on {int(port)}"
    if let is None:
        yield unknown(f"only the plan can tell whether {said}")
    elif not let:
        yield fail(said)


def _of_group(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The same of the rules that a group has in itself, towards groups of which rules say the other way."""
    for direction, (back, does) in _ANSWERS.items():
        for opening in openings(holder, configuration, direction):
            ports = opening.ports
            if (
                opening.group is None
                or ports is None
                or ports[0] != ports[1]
                or opening.protocol not in _WITH_PORTS
            ):
                continue
            for item in as_list(opening.rule.get(_PEERS.get(opening.rule.type, _INLINE))):
                peer = configuration.target(opening.rule, item)
                if peer is None or peer.type != _HOLDERS[0] or not any(ways(configuration, back, [peer])):
                    continue
                if passes(configuration, back, [peer], [opening.group], ports[0]) is False:
                    said = f"{peer.address} {does} {opening.group.address} on {ports[0]}"
                    yield fail(said, f"{peer.address} {ports[0]}")


def _pair(
    source: str = "rotation", opened: object = 5432, port: object = 5432, **values: object
) -> Terraform:
    def opens(group: str, other: str, port: object) -> dict[str, object]:
        return {
            _GROUP: f"${{aws_security_group.{group}.id}}",
            _PEER: f"${{aws_security_group.{other}.id}}",
            "ip_protocol": "tcp",
            "from_port": port,
            "to_port": port,
        }

    return {
        "resource": {
            "aws_security_group": {"rotation": {}, "database": {}, "other": {}},
            _EGRESS: {"example": {**opens("rotation", "database", port), **values}},
            _INGRESS: {"in": opens("database", source, opened)},
        }
    }


def _ranged(block: str) -> Terraform:
    """The other side opens the port to a range and to no group; both are in a VPC 10.1.0.0/16."""
    made = _pair()["resource"]
    opened = {**made[_INGRESS]["in"], _PEER: None, "cidr_ipv4": block}
    placed = {name: {"vpc_id": "${aws_vpc.pay.id}"} for name in made["aws_security_group"]}
    vpc = {"pay": {"cidr_block": "10.1.0.0/16"}}
    return {"resource": {**made, "aws_vpc": vpc, "aws_security_group": placed, _INGRESS: {"in": opened}}}


def _answered(source: str = "rotation") -> Terraform:
    """The other direction: a group lets one in that is let out to it, or that is not."""
    made = _pair(source)["resource"]
    ingress, egress = made[_INGRESS]["in"], made[_EGRESS]["example"]
    return {"resource": {**made, _INGRESS: {"example": ingress}, _EGRESS: {"out": egress}}}


def _cluster() -> Terraform:
    """A database that lets in the nodes of a cluster, by the group that EKS makes."""
    made = _pair()["resource"]
    nodes = {**made[_INGRESS]["in"], _PEER: "${aws_eks_cluster.pay.vpc_config[0].cluster_security_group_id}"}
    return {"resource": {**made, "aws_eks_cluster": {"pay": {}}, _EGRESS: {}, _INGRESS: {"example": nodes}}}


def _inline(port: object) -> Terraform:
    """A group lets one in on 5432 that is let out to some port, or of which nothing is said."""
    opens = {"protocol": "tcp", "from_port": 5432, "to_port": 5432, _INLINE: ["${aws_security_group.web.id}"]}
    out = {"protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": ["10.0.0.0/8"]}
    return {
        "resource": {
            "aws_security_group": {
                "example": {"name": "database-zq7", "ingress": [opens]},
                "web": {"name": "web-zq7", **({"egress": [out]} if port else {})},
            }
        }
    }


RULE = Rule(
    id="vpc-let-in",
    title="Security groups open to each other what one of them opens to the other",
    severity=Severity.HIGH,
    types=(_EGRESS, _INGRESS, *_HOLDERS),
    scope="configuration",
    check=check,
    rationale=(
        "Traffic passes where both groups say so. A way out that ends at a shut door is a call that times "
        "out: the rotation of a password that never reaches its database."
    ),
    remediation="Give the other group a rule of the other direction for the first, on the same port.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R146", "R149"),
    examples=Examples(
        passing=(
            _pair(),
            _pair(opened="5432"),
            _answered(),
            _cluster(),
            _ranged("10.1.2.0/24"),
            _ranged("10.0.0.0/8"),
            _inline(5432),
            _inline(None),
        ),
        failing=(
            _inline(443),
            _pair("other"),
            _pair(opened=443),
            _answered("other"),
            _ranged("10.200.0.0/16"),
        ),
        absent=(Status.NOT_APPLICABLE, _pair(referenced_security_group_id=None)),
        unknown=(Status.UNKNOWN, _pair(port="${var.port}")),
    ),
)
