"""Which engine a database has."""

from __future__ import annotations

from policies.configuration import Configuration
from policies.resource import Resource


def engine_of(database: Resource, configuration: Configuration) -> object:
    """The engine that it says, or that of what it refers to, such as its global cluster."""
    engine = database.get("engine")
    source = configuration.target(database, engine)
    return engine if source is None else source.get("engine")
