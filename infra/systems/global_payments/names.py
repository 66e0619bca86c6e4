"""Names that more than one stack of the system spells. What a stack makes and only others in the same
stack use, it refers to instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.names import Limit

if TYPE_CHECKING:
    from infra.names import Names
    from infra.settings import Domain, Region

RECEIPTS: Final = "receipts"


def event_bus(names: Names) -> str:
    """The bus, alike in every region: a global endpoint pairs buses by name."""
    return names.of(limit=Limit.BUS)


def event_archive(names: Names) -> str:
    """The archive of the bus."""
    return names.of("events", limit=Limit.ARCHIVE)


def alerts_topic(names: Names) -> str:
    """The topic of each region for alerts."""
    return names.of("alerts", limit=Limit.TOPIC)


def ledger_table(names: Names) -> str:
    """The table of payments; replicas share their table's name."""
    return names.of("ledger", limit=Limit.TABLE)


def receipts_replication_role(names: Names, region: Region) -> str:
    """The role that copies receipts out of `region`. Roles are shared by all regions of an account."""
    return names.of(f"receipts-replication-{region.code}", limit=Limit.ROLE)


def event_router_role(names: Names, region: Region) -> str:
    """The role that puts events of `region` on the buses of its peers."""
    return names.of(f"event-router-{region.code}", limit=Limit.ROLE)


def public_api(names: Names, domain: Domain) -> str:
    """The domain name that leads to the nearest region that is well."""
    return f"api-{names.suffix}.{domain.name}"


def regional_api(names: Names, domain: Domain, region: Region) -> str:
    """The domain name that leads to one region: health is asked by it, and callers are sent to it."""
    return f"api-{region.code}-{names.suffix}.{domain.name}"
