"""Private ranges are let in to ports that are named, and only those in which the callers are."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._openings import INGRESS_TYPES, openings, written_range
from policies.values import is_known

_WHOLE: Final = [ip_network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
"""RFC 1918, "Address Allocation for Private Internets"."""
_SMALL: Final = 24
_LARGEST: Final = 16
"""Prefix of the largest VPC (VPC User Guide, "VPC CIDR blocks"): a wider range is several networks."""
_OF_STORES: Final = (
    *(1433, 1521, 3306, 5432, 5439, 6379, 8182, 9042, 11211, 27017),
    *(9092, 9094, 9096, 9098),
)
"""Ports of databases, caches and brokers."""
_BY_EVERYBODY: Final = ((443, 443), (80, 80), (53, 53))
"""What an office or another network may call: the web, by the names of load balancers, and those names."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No range of 256 addresses or more is let in to every port, no whole block of private addresses to a
    port other than those of the web and of names, and no range wider than a VPC to a port of stores.

    What is let in from the internet, `vpc-open-ingress` judges. Groups may let in others, or themselves.
    """
    for opening in openings(holder, configuration, "ingress"):
        for peer in opening.peers if opening.anywhere is not True else ():
            target = configuration.target(opening.rule, peer)
            block = written_range(peer if target is None else target.get("cidr_block"))
            if block is None:
                own = target is not None and target.type.startswith(("aws_vpc", "data.aws_vpc"))
                if opening.is_wide and not peer.startswith("pl-"):
                    yield _wide(f"it admits {opening.label}", opening.label, is_told=own or is_known(peer))
            elif opening.is_wide and block.prefixlen <= _SMALL:
                yield _wide(
                    f"it admits {opening.label}: each of {block.num_addresses} addresses", opening.label
                )
            elif _is_whole(block) and opening.ports not in _BY_EVERYBODY:
                yield fail(
                    f"it admits {opening.label}, every private address of whatever network is joined",
                    opening.label,
                )
            elif (
                isinstance(block, IPv4Network) and block.prefixlen < _LARGEST and _is_of_store(opening.ports)
            ):
                said = f"{block.num_addresses} addresses, more than any network has, reach a store"
                yield fail(f"it admits {opening.label}: {said}", opening.label)


def _wide(said: str, subject: str, *, is_told: bool = True) -> Judgement:
    message = f"{said} on every port"
    return fail(message, subject) if is_told else unknown(f"only the plan can tell whether {message}")


def _is_of_store(ports: tuple[int, int] | None) -> bool:
    return ports is not None and any(ports[0] <= port <= ports[1] for port in _OF_STORES)


def _is_whole(block: object) -> bool:
    return isinstance(block, IPv4Network) and any(
        whole.subnet_of(block) for whole in _WHOLE if isinstance(whole, IPv4Network)
    )


def _rule(block: object, port: int | None = None, **values: object) -> Terraform:
    said = (
        {"ip_protocol": "-1"} if port is None else {"ip_protocol": "tcp", "from_port": port, "to_port": port}
    )
    return {
        "resource": {
            "aws_vpc": {"main": {"cidr_block": "10.1.0.0/16"}},
            "aws_subnet": {"edge": {"cidr_block": "10.1.0.0/28"}},
            "aws_vpc_security_group_ingress_rule": {
                "example": {
                    "security_group_id": "${aws_security_group.pay.id}",
                    "cidr_ipv4": block,
                    **said,
                    **values,
                }
            },
        }
    }


RULE = Rule(
    id="vpc-wide-ingress",
    title="Security groups admit private ranges to named ports, and no range without end",
    severity=Severity.MEDIUM,
    types=INGRESS_TYPES,
    scope="configuration",
    check=check,
    rationale=(
        "A group that admits a whole network on every port is none: whoever gets into one machine of it, or "
        "into a network that is joined later, reaches every service of every other."
    ),
    remediation=(
        "Name the port, and the callers by referenced_security_group_id or by the range of their subnets."
    ),
    controls=(
        *("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.4.4"),
        *("nist-800-53-r5:SC-7(5)", "nist-800-53-r5:SC-7(11)", "nist-800-53-r5:CM-7"),
    ),
    requirements=("R45", "R146"),
    examples=Examples(
        passing=(
            _rule("10.1.0.0/16", 5432),
            _rule("${aws_subnet.edge.cidr_block}"),
            _rule("10.0.0.0/8", 443),
            _rule("172.20.0.0/14", 8443),
            _rule("10.0.0.0/8", 53, ip_protocol="udp"),
            _rule(None, referenced_security_group_id="${aws_security_group.pay.id}"),
            resources(
                aws_security_group={
                    "ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "self": True}]
                }
            ),
        ),
        failing=(
            _rule("10.1.0.0/16"),
            _rule("${aws_vpc.main.cidr_block}"),
            _rule("10.1.0.0/16", 0, to_port=65535),
            _rule("10.0.0.0/8", 3306),
            _rule("172.16.0.0/12", 5432),
            _rule("172.20.0.0/14", 3306),
            _rule("10.64.0.0/12", 9090, to_port=9099),
            resources(
                aws_security_group={
                    "ingress": [
                        {"protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_blocks": ["10.0.0.0/8"]}
                    ]
                }
            ),
        ),
        absent=(Status.PASS, resources(aws_security_group={"description": "closed"})),
        unknown=(Status.UNKNOWN, _rule("${var.range}")),
    ),
)
