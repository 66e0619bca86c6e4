"""Whether security groups let traffic through, from one to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.resource import Resource
from policies.rules.vpc._openings import EGRESS_TYPES, INGRESS_TYPES, Direction, Opening, openings
from policies.values import as_list

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
    """Whether a rule of one of the groups opens the port to one of the peers, or to ranges of addresses."""
    answers = {
        opening.has_port(port)
        for opening, named in ways(configuration, direction, groups)
        if opening.peers or not named.isdisjoint(peers)
    }
    return True if True in answers else None if None in answers else False
