"""What DMS measures of a migration: how far its target is behind its source, and what it works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.blocks.data.migration import Migration
    from infra.names import RegionLike

_NAMESPACE: Final = "AWS/DMS"
_RUNBOOK: Final = "data-migration"
_LEAST_FREE: Final = 10 * 1024**3  # bytes


class MigrationLimits(Protocol):
    """Above what operators are alerted."""

    @property
    def migration_lag(self) -> int:
        """Seconds that the target is behind the source."""

    @property
    def busy_percent(self) -> float:
        """Of the instance's CPU."""


@dataclass(frozen=True, slots=True)
class MigrationMetrics:
    """A migration in a region."""

    region: RegionLike
    migration: Migration

    def signals(self, limits: MigrationLimits) -> Signals:
        """How far either side is behind, and what is nearly used up. A task that does not run measures no
        latency.
        """
        most = limits.migration_lag
        latency = {
            "source": ("Changes are read", self._of_task("CDCLatencySource")),
            "target": ("Changes are written", self._of_task("CDCLatencyTarget")),
        }
        late = [
            AlarmSpec(f"migration_{side}_lag", f"{said} more than {most} s late.", _RUNBOOK, measure, most)
            for side, (said, measure) in latency.items()
        ]
        free = self._of_instance("FreeStorageSpace", "Minimum")
        cpu = self._of_instance("CPUUtilization")
        says_cpu = f"The instance uses more than {limits.busy_percent:g} % of its CPU."
        says_free = (
            "Less than 10 GiB of the instance's disk are free, or it measures nothing; full, the task stops."
        )
        use = [
            AlarmSpec("migration_cpu", says_cpu, _RUNBOOK, cpu, limits.busy_percent),
            AlarmSpec(
                "migration_storage",
                says_free,
                _RUNBOOK,
                free,
                _LEAST_FREE,
                "LessThanThreshold",
                missing="breaching",
            ),
        ]
        lines = {side: measure for side, (_, measure) in latency.items()}
        return Signals(
            (*late, *use),
            [
                Graph("Changes of the database not moved yet, s", lines, most),
                Graph("CPU of the migration, percent", {"instance": cpu}, limits.busy_percent),
            ],
        )

    def _of_task(self, name: str) -> Metric:
        by = {
            "ReplicationInstanceIdentifier": self.migration.instance,
            "ReplicationTaskIdentifier": self.migration.task,
        }
        return metric(self.region, _NAMESPACE, name, "Maximum", **by)

    def _of_instance(self, name: str, statistic: str = "Average") -> Metric:
        by = {"ReplicationInstanceIdentifier": self.migration.instance}
        return metric(self.region, _NAMESPACE, name, statistic, **by)
