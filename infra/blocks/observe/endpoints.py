"""What Route 53 measures of endpoints by its health checks. It keeps that in one region alone (Developer
Guide, "Monitoring health checks using CloudWatch").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handlers.domain.telemetry import HEALTHY
from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, metric
from infra.blocks.observe.payments import NAMESPACE as OWN
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infra.blocks.edge.dns import HealthCheck
    from infra.names import RegionLike

PERIOD_SECONDS: Final = 60  # Route 53 measures once a minute
NAMESPACE: Final = "AWS/Route53"


@dataclass(frozen=True, slots=True)
class EndpointMetrics:
    """Health checks by what they ask, in the region that keeps their metrics."""

    region: RegionLike
    checks: Mapping[str, HealthCheck]

    def alarm(self, what: str) -> AlarmSpec:
        """On an endpoint that is not well, or of which nothing is measured."""
        return AlarmSpec(
            f"{what}_endpoint",
            f"The endpoint of {what} does not answer as it should.",
            "endpoint",
            self._of(what, "HealthCheckStatus", "Minimum"),
            1,
            "LessThanThreshold",
            "breaching",
            PERIOD_SECONDS,
            breaching=1,
            periods=1,
        )

    def signals(self) -> Signals:
        """Whether each endpoint is well, and how long it takes to connect to it."""
        well = {what: self._of(what, "HealthCheckStatus", "Minimum") for what in self.checks}
        slow = {what: self._of(what, "TimeToFirstByte", "Average") for what in self.checks}
        return Signals(
            [self.alarm(what) for what in self.checks],
            [Graph("Endpoints that are well", well, 1), Graph("Time to the first byte, ms", slow)],
        )

    def _of(self, what: str, name: str, statistic: str) -> Metric:
        return metric(self.region, NAMESPACE, name, statistic, HealthCheckId=self.checks[what].check_id)


@dataclass(frozen=True, slots=True)
class ProbeMetrics:
    """What the function `endpoint_health` of a region measures, every few minutes, of endpoints by name."""

    region: RegionLike
    endpoints: Iterable[str]
    minutes: int

    def signals(self) -> Signals:
        """Endpoints that do not answer as they should, or of which the region measures nothing."""
        well = {each: self.of(each) for each in self.endpoints}
        alarms = [
            AlarmSpec(
                f"probe_{number}",
                f"The endpoint of {each} does not answer {self.region.name} as it should, or is not asked.",
                "endpoint",
                measure,
                1,
                "LessThanThreshold",
                "breaching",
                60 * self.minutes,
                breaching=2,
                periods=3,
            )
            for number, (each, measure) in enumerate(well.items(), start=1)
        ]
        return Signals(alarms, [Graph(f"Endpoints that are well, seen from {self.region.code}", well, 1)])

    def of(self, endpoint: str) -> Metric:
        """Whether an endpoint answers: 1 or 0."""
        function = "endpoint_health"
        return metric(self.region, OWN, HEALTHY, "Minimum", service=function, stage=endpoint)
