"""Injects the tags that every resource must carry."""

from __future__ import annotations

from functools import cache
from typing import Any

from aspects.journal import Journal
from infra.stack import PlatformStack


@cache
def is_taggable(kind: type) -> bool:
    """Whether resources of this class take tags."""
    return hasattr(kind, "tags_input")


def inject(resource: Any, stack: PlatformStack, journal: Journal) -> None:  # noqa: ANN401 - any taggable class
    """Merge the required tags into the resource's own; the required ones win.

    The Region tag is the region that the resource's provider puts it in.
    """
    own = dict(resource.tags_input or {})
    tags = own | dict(stack.required_tags) | {"Region": stack.region_of(resource)}
    if tags != own:
        resource.tags = tags
        journal.add("tags", resource, "tags", before=own, after=tags)
