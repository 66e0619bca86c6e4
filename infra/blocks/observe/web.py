"""What AWS measures of a service behind a load balancer, and of its database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.balancer import BalancerMetrics, RequestLimits
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.blocks.compute.service import Service
    from infra.blocks.edge.load_balancer import LoadBalancer, TargetGroup
    from infra.names import RegionLike


_RUNBOOK: Final = "busy-application"


class WebLimits(RequestLimits, Protocol):
    """Above what operators are alerted."""

    @property
    def busy_percent(self) -> float:
        """Of the CPU and the memory of the service, and of the database's CPU and most capacity."""

    @property
    def connections(self) -> int:
        """To the database."""


@dataclass(frozen=True, slots=True)
class WebMetrics:
    """A load balancer, the groups of its targets, their service, and the identifier of its database."""

    region: RegionLike
    balancer: LoadBalancer
    targets: Sequence[TargetGroup]
    service: Service
    database: str

    def signals(self, limits: WebLimits) -> Signals:
        """Targets that are not well, failures, latency, and what is nearly used up."""
        requests = BalancerMetrics(self.region, self.balancer, self.targets).signals(limits)
        return Signals(
            alarms=(*requests.alarms, *self._of_use(limits)), graphs=(*requests.graphs, *self._graphs(limits))
        )

    def _of_use(self, limits: WebLimits) -> Iterator[AlarmSpec]:
        used = {
            "service_cpu": ("The service", "CPU", self._service("CPUUtilization")),
            "service_memory": ("The service", "memory", self._service("MemoryUtilization")),
            "database_cpu": ("The database", "CPU", self._database("CPUUtilization", "Average")),
            "database_capacity": ("The database", "capacity", self._database("ACUUtilization", "Average")),
        }
        for alarm_id, (who, what, measure) in used.items():
            says = f"{who} uses more than {limits.busy_percent:g} % of its {what}."
            yield AlarmSpec(alarm_id, says, _RUNBOOK, measure, limits.busy_percent)
        most = self.service.most
        yield AlarmSpec(
            "service_most_tasks",
            f"The service has {most} tasks, and may have no more.",
            _RUNBOOK,
            self._service("DesiredTaskCount", "Maximum", "ECS/ContainerInsights"),
            most - 1,
        )
        yield AlarmSpec(
            "database_connections",
            f"More than {limits.connections} connections to the database are open.",
            _RUNBOOK,
            self._database("DatabaseConnections", "Maximum"),
            limits.connections,
        )

    def _graphs(self, limits: WebLimits) -> Iterator[Graph]:
        used = {
            "CPU of the service": self._service("CPUUtilization"),
            "memory of the service": self._service("MemoryUtilization"),
            "CPU of the database": self._database("CPUUtilization", "Average"),
            "capacity of the database": self._database("ACUUtilization", "Average"),
        }
        yield Graph("Use (%)", used, limits.busy_percent)
        connections = {"connections": self._database("DatabaseConnections", "Maximum")}
        yield Graph("Database connections", connections, limits.connections)

    def _service(self, name: str, statistic: str = "Average", namespace: str = "AWS/ECS") -> Metric:
        by = {"ClusterName": self.service.cluster, "ServiceName": self.service.name}
        return metric(self.region, namespace, name, statistic, **by)

    def _database(self, name: str, statistic: str) -> Metric:
        return metric(self.region, "AWS/RDS", name, statistic, DBClusterIdentifier=self.database)
