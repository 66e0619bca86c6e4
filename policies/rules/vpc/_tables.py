"""Routes, wherever they stand, each with its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policies.configuration import Configuration
from policies.related.networks import ROUTE_TABLES
from policies.resource import Resource


def each_route(holder: Resource, configuration: Configuration) -> Iterator[tuple[Resource | None, Resource]]:
    """The routes that a table says itself, or the one that a resource is, each with its table.

    None for a table that is not in the configuration.
    """
    if holder.type in ROUTE_TABLES:
        yield from ((holder, replace(holder, values=block)) for block in holder.blocks("route"))
    else:
        yield configuration.target(holder, holder.get("route_table_id")), holder
