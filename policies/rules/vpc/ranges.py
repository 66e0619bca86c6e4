"""The ranges of subnets lie in their network and apart, and so do those of networks that are joined."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
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
from policies.related.transits import NETWORK, behind_peers, gateway_of, networks
from policies.resource import Resource
from policies.rules.vpc._openings import written_range

_BLOCK: Final = "cidr_block"
_MORE: Final = "aws_vpc_ipv4_cidr_block_association"
_PEERING: Final = "aws_vpc_peering_connection"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A subnet's range is in a range of its VPC, and has no address of another subnet; VPCs that a transit
    gateway or a peering joins have no address in common (VPC User Guide, "VPC CIDR blocks").
    """
    if element.type == "aws_subnet":
        yield from _of_subnet(element, configuration)
        return
    if element.type == _PEERING:
        ends = [configuration.target(element, element.get(name)) for name in ("vpc_id", "peer_vpc_id")]
        first, second = ends
        yield from _apart(first, [second] if second else [])
        return
    gateway = gateway_of(element, configuration)
    if gateway is not None:
        others = (*networks(gateway, configuration), *behind_peers(gateway, configuration))
        yield from _apart(configuration.target(element, element.get("vpc_id")), others)


def _of_subnet(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    vpc = configuration.target(subnet, subnet.get("vpc_id"))
    if vpc is None or vpc.type != "aws_vpc" or subnet.get(_BLOCK) is None:
        yield NOT_APPLICABLE
        return
    own = written_range(subnet.get(_BLOCK))
    more = configuration.related(vpc, _MORE, "vpc_id")
    whole = [written_range(each.get(_BLOCK)) for each in (vpc, *more)]
    if own is None or None in whole:
        # Calculated from the VPC's, it lies in it.
        if not str(subnet.get(_BLOCK)).startswith("${cidrsubnet("):
            yield unknown("only the plan can tell whether its range is in that of its VPC")
        return
    if not any(_holds(each, own) for each in whole):
        yield fail(f"its range {own} is not in that of {vpc.address}, {vpc.get(_BLOCK)}", _BLOCK)
    for other in configuration.related(vpc, "aws_subnet", "vpc_id"):
        block = written_range(other.get(_BLOCK))
        if other is not subnet and block is not None and block.version == own.version and block.overlaps(own):
            yield fail(f"its range {own} and {block} of {other.address} overlap", other.address)


def _apart(
    vpc: Resource | None, others: Iterator[Resource] | list[Resource] | tuple[Resource, ...]
) -> Iterator[Judgement]:
    own = None if vpc is None else written_range(vpc.get(_BLOCK))
    for other in others:
        block = written_range(other.get(_BLOCK))
        if vpc is not None and other is not vpc and own and block and own.overlaps(block):
            yield fail(f"{own} of {vpc.address} and {block} of {other.address} overlap", other.address)


def _holds(whole: object, part: object) -> bool:
    return isinstance(whole, IPv4Network) and isinstance(part, IPv4Network) and part.subnet_of(whole)


def _subnet(block: object, **more: Any) -> Terraform:  # noqa: ANN401 - Terraform values
    of_vpc = {"vpc_id": "${aws_vpc.main.id}"}
    return {
        "resource": {
            "aws_vpc": {"main": {_BLOCK: "10.1.0.0/16"}},
            "aws_subnet": {
                "example": {**of_vpc, _BLOCK: block},
                "other": {**of_vpc, _BLOCK: "10.1.9.0/24"},
            },
            **more,
        }
    }


def _joined(kind: str, block: str) -> Terraform:
    """Two networks that are joined; the other one's range is given."""
    hub = {"transit_gateway_id": "${aws_ec2_transit_gateway.hub.id}"}
    one, other = "${aws_vpc.one.id}", "${aws_vpc.other.id}"
    joints: dict[str, dict[str, dict[str, str]]] = {
        _PEERING: {"example": {"vpc_id": one, "peer_vpc_id": other}},
        NETWORK: {"example": {**hub, "vpc_id": one}, "other": {**hub, "vpc_id": other}},
    }
    return {
        "resource": {
            "aws_vpc": {"one": {_BLOCK: "10.1.0.0/16"}, "other": {_BLOCK: block}},
            "aws_ec2_transit_gateway": {"hub": {}},
            kind: joints[kind],
        }
    }


RULE = Rule(
    id="vpc-ranges",
    title="Ranges of subnets lie in their network, and joined networks have none in common",
    severity=Severity.HIGH,
    types=("aws_subnet", NETWORK, _PEERING),
    scope="configuration",
    check=check,
    rationale=(
        "AWS refuses a subnet outside its network. Two networks with the same addresses cannot be told apart "
        "by any route: one of them is never reached, and to part them means to build one anew."
    ),
    remediation=(
        "Give each network a cidr_block of its own, and each subnet a part of it that no other one has."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R100", "R135"),
    examples=Examples(
        passing=(
            _subnet("10.1.0.0/24"),
            _subnet("${cidrsubnet(aws_vpc.main.cidr_block, 8, 1)}"),
            _subnet("10.2.0.0/24", **{_MORE: {"a": {"vpc_id": "${aws_vpc.main.id}", _BLOCK: "10.2.0.0/16"}}}),
            _joined(NETWORK, "10.2.0.0/16"),
            _joined(_PEERING, "10.2.0.0/16"),
        ),
        failing=(
            _subnet("10.2.0.0/24"),
            _subnet("10.1.8.0/23"),
            _joined(NETWORK, "10.1.0.0/16"),
            _joined(_PEERING, "10.0.0.0/8"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_subnet={"vpc_id": "vpc-0123"})),
        unknown=(Status.UNKNOWN, _subnet("${var.range}")),
    ),
)
