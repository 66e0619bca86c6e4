"""What a security group opens, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import Final, Literal

from policies.configuration import Configuration
from policies.resource import Resource
from policies.values import is_known

Direction = Literal["ingress", "egress"]
GROUPS: Final = ("aws_security_group", "aws_default_security_group")
INGRESS_TYPES: Final = (*GROUPS, "aws_security_group_rule", "aws_vpc_security_group_ingress_rule")
EGRESS_TYPES: Final = (*GROUPS, "aws_security_group_rule", "aws_vpc_security_group_egress_rule")

_ALL_PORTS: Final = (0, 65535)
_NEARLY_ALL: Final = 60_000
_OTHER: Final = {"ingress": "egress", "egress": "ingress"}
_OWN_RANGES: Final = ("aws_vpc", "aws_default_vpc", "aws_subnet", "aws_vpc_ipv4_cidr_block_association")
_PREFIX_LENGTH: Final = re.compile(r"\}/(\d+)$")


@dataclass(frozen=True, slots=True)
class Opening:
    """One rule of a security group: the traffic that it lets through, and with whom.

    ports: from and to, None where only the plan can tell; every port where the protocol has none.
    peers: the ranges and prefix lists, as written.
    anywhere: whether the peers are (nearly) the whole internet, None where only the plan can tell.
    group: the group, None where it is not of this configuration.
    rule: what says so: the resource, or the block of a group.
    """

    protocol: str
    ports: tuple[int, int] | None
    peers: tuple[str, ...]
    anywhere: bool | None
    group: Resource | None
    rule: Resource

    @property
    def label(self) -> str:
        """How messages name it: `tcp 443 with 0.0.0.0/0`."""
        name = "all traffic" if self.protocol == "-1" else self.protocol
        if self.ports is None:
            name += " on ports that only the plan can tell"
        elif self.protocol in ("tcp", "udp"):
            name += (
                f" {self.ports[0]}" if self.ports[0] == self.ports[1] else f" {self.ports[0]}-{self.ports[1]}"
            )
        return f"{name} with {', '.join(self.peers)}"

    @property
    def is_wide(self) -> bool | None:
        """Whether it is for every protocol, or for (nearly) every port; None where only the plan can tell."""
        if self.protocol not in ("tcp", "udp"):
            return self.protocol == "-1"
        return None if self.ports is None else self.ports[1] - self.ports[0] >= _NEARLY_ALL

    def has_port(self, port: int) -> bool | None:
        """Whether TCP or UDP traffic to this port gets through; None where only the plan can tell."""
        if self.protocol not in ("tcp", "udp", "-1"):
            return False
        return None if self.ports is None else self.ports[0] <= port <= self.ports[1]


def openings(resource: Resource, configuration: Configuration, direction: Direction) -> Iterator[Opening]:
    """The rules for one direction: the blocks of a group, or the one of a rule resource."""
    if resource.type in GROUPS:
        for block in resource.blocks(direction):
            yield _opening(replace(resource, values=block), configuration, resource)
    elif resource.type != "aws_security_group_rule" or resource.get("type") != _OTHER[direction]:
        yield _opening(
            resource, configuration, configuration.target(resource, resource.get("security_group_id"))
        )


def _opening(rule: Resource, configuration: Configuration, group: Resource | None) -> Opening:
    protocol = str(rule.get("protocol") or rule.get("ip_protocol") or "-1").lower()
    protocol = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}.get(protocol, protocol)
    ranges = [*_each(rule, "cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6")]
    lists = [*_each(rule, "prefix_list_ids", "prefix_list_id")]
    return Opening(
        protocol=protocol if is_known(protocol) else "tcp",  # on ports that nobody can tell
        ports=_ports(rule, protocol),
        peers=(*ranges, *lists),
        anywhere=_is_anywhere(rule, configuration, ranges, lists),
        group=group,
        rule=rule,
    )


def _each(rule: Resource, *attributes: str) -> Iterator[str]:
    for attribute in attributes:
        value = rule.values.get(attribute)
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield str(item)


def _ports(rule: Resource, protocol: str) -> tuple[int, int] | None:
    if not is_known(protocol):
        return None
    first, last = rule.get("from_port"), rule.get("to_port")
    if protocol not in ("tcp", "udp") or first is None or last is None:
        return _ALL_PORTS
    try:
        return int(str(first)), int(str(last))
    except ValueError:
        return None


def _is_anywhere(
    rule: Resource, configuration: Configuration, ranges: list[str], lists: list[str]
) -> bool | None:
    told = [_network(rule, configuration, text) for text in ranges]
    for text in lists:
        found = configuration.target(rule, text)
        if found is not None and found.type == "aws_ec2_managed_prefix_list":
            entries = configuration.related(found, "aws_ec2_managed_prefix_list_entry", "prefix_list_id")
            told += [
                _network(found, configuration, str(entry.get("cidr"))) for entry in found.blocks("entry")
            ]
            told += [_network(entry, configuration, str(entry.get("cidr"))) for entry in entries]
        elif not _is_of_aws(found):
            told.append(None)
    networks = [item for item in told if isinstance(item, IPv4Network | IPv6Network)]
    if hold_internet(*networks):
        return True
    return None if None in told else False


def _is_of_aws(found: Resource | None) -> bool:
    """Whether a prefix list holds an AWS service: that of a gateway endpoint, or one found by its name."""
    if found is None:
        return False
    named = found.type in ("data.aws_prefix_list", "data.aws_ec2_managed_prefix_list")
    return found.type == "aws_vpc_endpoint" or (
        named and str(found.get("name")).startswith(("com.amazonaws.", "com.amazon."))
    )


def _network(
    user: Resource, configuration: Configuration, text: str
) -> IPv4Network | IPv6Network | Literal[False] | None:
    """The range; False for an expression that cannot be the internet; None where only the plan can tell."""
    if not is_known(text):
        target = configuration.target(user, text)
        length = _PREFIX_LENGTH.search(text)
        own = target is not None and target.type.removeprefix("data.") in _OWN_RANGES
        return False if own or (length is not None and int(length[1]) >= 8) else None
    return written_range(text)


def written_range(value: object) -> IPv4Network | IPv6Network | None:
    """The range of addresses that is written out; None where none is."""
    try:
        return ip_network(str(value).strip(), strict=False)
    except ValueError:
        return None


def hold_internet(*networks: IPv4Network | IPv6Network) -> bool:
    """Whether the ranges hold the internet, whole or in large parts such as 0.0.0.0/1 and 128.0.0.0/1.

    No owner of addresses has more than an IPv4 /8 or an IPv6 /16.
    """
    v4 = collapse_addresses([item for item in networks if isinstance(item, IPv4Network)])
    v6 = collapse_addresses([item for item in networks if isinstance(item, IPv6Network)])
    return any(item.prefixlen < 8 and not item.is_private for item in v4) or any(
        item.prefixlen < 16 and not item.is_private for item in v6
    )
