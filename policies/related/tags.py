"""Tags: which resources take them, and which count for one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.resource import Resource

TAGGABLE_TYPES: Final = Path(__file__).with_name("taggable_types.txt")
"""Every type that takes `tags`, one a line, as tests/policies/test_taggable_types.py reads them."""


@cache
def taggable_types() -> frozenset[str]:
    """The types of TAGGABLE_TYPES."""
    lines = TAGGABLE_TYPES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_taggable(resource: Resource) -> bool:
    """Whether resources of this type take tags; one that has some surely does."""
    return resource.type in taggable_types() or "tags" in resource.values


def carried_tags(resource: Resource, configuration: Configuration) -> Mapping[str, object] | None:
    """The tags that a resource has in AWS: its own, and the `default_tags` of its provider; None where only
    the plan can tell.
    """
    found: dict[str, object] = {}
    provider = configuration.provider(resource)
    for tags in (provider.get("default_tags.tags") if provider else None, resource.values.get("tags")):
        if isinstance(tags, Mapping):
            found |= tags
        elif tags is not None:
            return None
    return found


def tags_of(resource: Resource, configuration: Configuration) -> Mapping[str, object] | None:
    """The tags that count for a resource; None where they are an expression.

    In a system of this project only its own `tags` count. In a system that is not known, the
    `default_tags` of its provider count too: others may rely on them.
    """
    found: dict[str, object] = {}
    provider = configuration.provider(resource) if resource.context.system == UNKNOWN else None
    default = provider.get("default_tags.tags") if provider else None
    for tags in (default, resource.values.get("tags")):
        if isinstance(tags, Mapping):
            found |= tags
        elif tags is not None:
            return None
    return found
