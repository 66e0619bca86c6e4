"""What AWS measures of a database cluster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.names import RegionLike


class DatabaseLimits(Protocol):
    """Above what operators are alerted."""

    @property
    def busy_percent(self) -> float:
        """Of the CPU, and of the capacity that the cluster may grow to."""

    @property
    def connections(self) -> int:
        """To one instance."""

    @property
    def reader_lag(self) -> int:
        """Milliseconds that a reader is behind the writer."""


@dataclass(frozen=True, slots=True)
class DatabaseMetrics:
    """The cluster `identifier` of a region."""

    region: RegionLike
    identifier: str

    def signals(self, limits: DatabaseLimits) -> Signals:
        """What is nearly used up, readers that are behind, and how long queries take."""
        return Signals(tuple(self._alarms(limits)), tuple(self._graphs(limits)))

    def _alarms(self, limits: DatabaseLimits) -> Iterator[AlarmSpec]:
        busy = "busy-database"
        used = {
            "database_cpu": ("CPU", "CPUUtilization"),
            "database_capacity": ("capacity", "ACUUtilization"),
        }
        for alarm_id, (what, name) in used.items():
            says = f"The database uses more than {limits.busy_percent:g} % of its {what}."
            yield AlarmSpec(alarm_id, says, busy, self._of(name), limits.busy_percent)
        yield AlarmSpec(
            "database_connections",
            f"More than {limits.connections} connections to an instance of the database are open.",
            busy,
            self._of("DatabaseConnections", "Maximum"),
            limits.connections,
        )
        yield AlarmSpec(
            "database_reader_lag",
            f"A reader of the database is more than {limits.reader_lag} ms behind its writer.",
            busy,
            self._of("AuroraReplicaLagMaximum", "Maximum"),
            limits.reader_lag,
        )

    def _graphs(self, limits: DatabaseLimits) -> Iterator[Graph]:
        used = {"CPU": self._of("CPUUtilization"), "capacity": self._of("ACUUtilization")}
        yield Graph("Use of the database, percent", used, limits.busy_percent)
        connections = {"connections": self._of("DatabaseConnections", "Maximum")}
        yield Graph("Connections to the database", connections, limits.connections)
        latency = {"reads": self._of("ReadLatency"), "writes": self._of("WriteLatency")}
        yield Graph("Latency of the database, s", latency)
        lag = {"reader": self._of("AuroraReplicaLagMaximum", "Maximum")}
        yield Graph("Readers behind the writer, ms", lag, limits.reader_lag)

    def _of(self, name: str, statistic: str = "Average") -> Metric:
        return metric(self.region, "AWS/RDS", name, statistic, DBClusterIdentifier=self.identifier)
