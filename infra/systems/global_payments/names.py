"""Names that more than one stack of the system spells. What a stack makes and only others in the same
stack use, it refers to instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.names import Limit

if TYPE_CHECKING:
    from handlers.domain.events import Workflow
    from infra.names import Names, RegionLike
    from infra.settings import Domain

RECEIPTS: Final = "receipts"
ALERTS_INBOX: Final = "alerts_inbox"
EXECUTIONS: Final = "executions"
SCHEDULED: Final = ("heartbeat", "sweep")  # handlers that are called every minute
DEAD_LETTERS: Final = ("alerts_dlq", "changes_dlq", "events_dlq", "functions_dlq")


def event_bus(names: Names) -> str:
    """The bus, alike in every region: a global endpoint pairs buses by name."""
    return names.of(limit=Limit.BUS)


def event_archive(names: Names) -> str:
    """The archive of the bus."""
    return names.of("events", limit=Limit.ARCHIVE)


def alerts_topic(names: Names) -> str:
    """The topic of each region for alerts."""
    return names.of("alerts", limit=Limit.TOPIC)


def queue(names: Names, queue_id: str) -> str:
    """The queue of each region whose Terraform id is `queue_id`."""
    return names.of(queue_id.replace("_", "-"), limit=Limit.QUEUE)


def function(names: Names, handler: str) -> str:
    """The function of each region that runs `handler`."""
    return names.of(handler.replace("_", "-"), limit=Limit.FUNCTION)


def workflow(names: Names, which: Workflow) -> str:
    """The state machine of each region."""
    return names.of(which.value, limit=Limit.STATE_MACHINE)


def api(names: Names) -> str:
    """The API of each region."""
    return names.of("api", limit=Limit.REST_API)


def rule(names: Names, what: str, region: RegionLike) -> str:
    """The rule of `region` for `what`."""
    return names.of(f"{what.replace('_', '-')}-{region.code}", limit=Limit.RULE)


def ledger_table(names: Names) -> str:
    """The table of payments; replicas share their table's name."""
    return names.of("ledger", limit=Limit.TABLE)


def receipts_replication_role(names: Names, region: RegionLike) -> str:
    """The role that copies receipts out of `region`. Roles are shared by all regions of an account."""
    return names.of(f"receipts-replication-{region.code}", limit=Limit.ROLE)


def event_router_role(names: Names, region: RegionLike) -> str:
    """The role that puts events of `region` on the buses of its peers."""
    return names.of(f"event-router-{region.code}", limit=Limit.ROLE)


def personal_table(names: Names) -> str:
    """The table of personal data, alike in every region: where a table of the name is, no replica can be."""
    return names.of("personal", limit=Limit.TABLE)


def function_role(names: Names, region: RegionLike, handler: str) -> str:
    """The role of a handler's function. Roles are shared by all regions of an account."""
    return names.of(f"{handler.replace('_', '-')}-{region.code}", limit=Limit.ROLE)


def workflow_role(names: Names, region: RegionLike, which: Workflow) -> str:
    """The role that a workflow of `region` runs in. Roles are shared by all regions of an account."""
    return names.of(f"workflow-{which.value}-{region.code}", limit=Limit.ROLE)


def schedule(names: Names, handler: str, region: RegionLike) -> str:
    """The rule on the default bus of `region` that calls a handler's function."""
    return rule(names, handler, region)


def public_api(names: Names, domain: Domain) -> str:
    """The domain name that leads to the nearest region that is well."""
    return f"api-{names.suffix}.{domain.name}"


def regional_api(names: Names, domain: Domain, region: RegionLike) -> str:
    """The domain name that leads to one region: health is asked by it, and callers are sent to it."""
    return f"api-{region.code}-{names.suffix}.{domain.name}"
