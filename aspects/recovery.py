"""Forces point-in-time recovery on every DynamoDB table and on each of its replicas (row R52)."""

from __future__ import annotations

from typing import Any

from aspects.journal import Journal
from infra.stack import PlatformStack

_ATTRIBUTE = "point_in_time_recovery"


def force_on_table(table: Any, _stack: PlatformStack, journal: Journal) -> None:  # noqa: ANN401 - the class stays unloaded
    """Turn recovery on, keeping the table's own recovery period, also in its inline replica blocks."""
    from cdktf_cdktf_provider_aws.dynamodb_table import (  # noqa: PLC0415 - loaded only where a table stands
        DynamodbTableReplica,
    )

    recovery = table.point_in_time_recovery_input
    if recovery is None or recovery.enabled is not True:
        days = None if recovery is None else recovery.recovery_period_in_days
        table.put_point_in_time_recovery(enabled=True, recovery_period_in_days=days)
        _record(table, journal, f"{_ATTRIBUTE}.enabled", None if recovery is None else recovery.enabled)
    replicas = table.replica_input or []
    if any(replica.point_in_time_recovery is not True for replica in replicas):
        before = [replica.point_in_time_recovery for replica in replicas]
        table.put_replica(
            [
                DynamodbTableReplica(**{**replica._values, _ATTRIBUTE: True})  # noqa: SLF001 - structs have no copy
                for replica in replicas
            ]
        )
        _record(table, journal, f"replica.{_ATTRIBUTE}", before)


def force_on_replica(replica: Any, _stack: PlatformStack, journal: Journal) -> None:  # noqa: ANN401 - see above
    """Turn recovery on: a replica does not inherit it from its table."""
    before = replica.point_in_time_recovery_input
    if before is not True:
        replica.point_in_time_recovery = True
        _record(replica, journal, _ATTRIBUTE, before)


def _record(resource: Any, journal: Journal, attribute: str, before: object) -> None:  # noqa: ANN401 - see above
    journal.add(aspect="recovery", path=resource.node.path, attribute=attribute, before=before, after=True)
