"""What resources are called, region by region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.related.names import contains
from policies.resource import Resource
from policies.values import is_known

HIDDEN: Final = "${}"
"""Is among names of which one is not known: it may be any."""


def called(configuration: Configuration, kind: str, argument: str) -> Mapping[str, frozenset[str]]:
    """By region, the names that an argument gives to the elements of a type, as they are written."""
    return configuration.recall(("called", kind, argument), lambda: _called(configuration, kind, argument))


def _called(configuration: Configuration, kind: str, argument: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in configuration.of(kind):
        name = each.get(argument)
        found[each.region].add(HIDDEN if name is None else str(name))
        if not is_known(name):
            found[each.region].add(HIDDEN)
    return {region: frozenset(names) for region, names in found.items()}


def called_here(configuration: Configuration, region: str, *places: tuple[str, str]) -> frozenset[str]:
    """The names of a region at these places, each a type and its argument."""

    def joined() -> frozenset[str]:
        found = (called(configuration, kind, argument).get(region, ()) for kind, argument in places)
        return frozenset(name for names in found for name in names)

    return configuration.recall(("called here", region, places), joined)


def regions_of(configuration: Configuration, name: str, *places: tuple[str, str]) -> list[str]:
    """The regions where something at these places has the name."""
    return sorted(
        {
            region
            for kind, argument in places
            for region, names in called(configuration, kind, argument).items()
            if name in names
        }
    )


def is_ours(user: Resource, name: str) -> bool | None:
    """Whether a name has the suffix of the environment of who says it; None where nobody said the suffix."""
    suffix = user.context.suffix
    return None if suffix in (None, UNKNOWN) else contains(name, suffix)
