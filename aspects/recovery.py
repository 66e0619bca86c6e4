"""Forces point-in-time recovery on every DynamoDB table and on each of its replicas."""

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
        before = None if recovery is None else recovery.enabled
        days = None if recovery is None else recovery.recovery_period_in_days
        table.put_point_in_time_recovery(enabled=True, recovery_period_in_days=days)
        journal.add("recovery", table, f"{_ATTRIBUTE}.enabled", before=before, after=True)
    replicas = table.replica_input or []
    if any(replica.point_in_time_recovery is not True for replica in replicas):
        before = [replica.point_in_time_recovery for replica in replicas]
        table.put_replica(
            [
                DynamodbTableReplica(**{**replica._values, _ATTRIBUTE: True})  # noqa: SLF001 - structs have no copy
                for replica in replicas
            ]
        )
        journal.add("recovery", table, f"replica.{_ATTRIBUTE}", before=before, after=True)


def force_on_replica(replica: Any, _stack: PlatformStack, journal: Journal) -> None:  # noqa: ANN401 - see above
    """Turn recovery on: a replica does not inherit it from its table."""
    before = replica.point_in_time_recovery_input
    if before is not True:
        replica.point_in_time_recovery = True
        journal.add("recovery", replica, _ATTRIBUTE, before=before, after=True)
