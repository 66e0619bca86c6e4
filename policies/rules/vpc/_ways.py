"""Whether security groups let traffic through, from one to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from policies.configuration import Configuration
from policies.resource import Resource
from policies.rules.vpc._openings import (
    EGRESS_TYPES,
    INGRESS_TYPES,
    Direction,
    Opening,
    openings,
    written_range,
)
from policies.values import as_list

_MORE_RANGES: Final = ("aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association")
_PEERS: Final = ("referenced_security_group_id", "source_security_group_id", "security_groups")


def groups_of(user: Resource, value: object, configuration: Configuration) -> set[Resource | None]:
    """The groups that a value names; None among them for one that is not in the configuration."""
    return {configuration.target(user, item) for item in as_list(value)}


_Way = tuple[Opening, frozenset[Resource | None]]
"""What a rule opens, and the groups that are its peers."""


def ways(
    configuration: Configuration, direction: Direction, groups: Collection[Resource | None]
) -> Iterator[_Way]:
    """What rules of these groups open in one direction, each with the groups that are its peers."""
    by_group = configuration.recall(("ways", direction), lambda: _ways(configuration, direction))
    for group in groups:
        yield from by_group.get(group, ()) if group is not None else ()


def _ways(configuration: Configuration, direction: Direction) -> Mapping[Resource | None, list[_Way]]:
    found: dict[Resource | None, list[_Way]] = defaultdict(list)
    for rule in configuration.of(*(EGRESS_TYPES if direction == "egress" else INGRESS_TYPES)):
        named = frozenset(
            configuration.target(rule, item)
            for block in (rule.values, *rule.blocks(direction))
            for attribute in _PEERS
            for item in as_list(block.get(attribute))
        )
        for opening in openings(rule, configuration, direction):
            found[opening.group].append((opening, named))
    return found


def passes(
    configuration: Configuration,
    direction: Direction,
    groups: Collection[Resource | None],
    peers: Collection[Resource | None],
    port: int,
) -> bool | None:
    """Whether a rule of one of the groups opens the port to one of the peers, or to a range of addresses in
    which a peer's network may lie.
    """
    answers = {
        opening.has_port(port)
        for opening, named in ways(configuration, direction, groups)
        if not named.isdisjoint(peers) or leads_to(opening, peers, configuration)
    }
    return True if True in answers else None if None in answers else False


def leads_to(opening: Opening, peers: Iterable[Resource | None], configuration: Configuration) -> bool:
    """Whether a range that it opens may hold addresses of these groups: one that is written out does not
    where it and their VPC's have none in common.
    """
    networks = [_network_of(peer, configuration) for peer in peers]
    ranges = [written_range(peer) for peer in opening.peers]
    return any(
        block is None or network is None or (block.version == network.version and block.overlaps(network))
        for block in ranges
        for network in networks
    )


def _network_of(group: Resource | None, configuration: Configuration) -> IPv4Network | IPv6Network | None:
    """The range of a group's VPC; None where it is not written out, or has a second one."""
    vpc = None if group is None else configuration.target(group, group.get("vpc_id"))
    if vpc is None or any(configuration.related(vpc, kind, "vpc_id") for kind in _MORE_RANGES):
        return None
    return None if vpc.get("ipv6_cidr_block") else written_range(vpc.get("cidr_block"))
