"""What AWS measures of a load balancer and of the targets behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Largest, Metric, Percent, Total, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.blocks.edge.load_balancer import LoadBalancer, Measured, TargetGroup
    from infra.names import RegionLike


class RequestLimits(Protocol):
    """Above what operators are alerted."""

    @property
    def failure_percent(self) -> float:
        """Of the requests, once there are `least_traffic` a minute."""

    @property
    def least_traffic(self) -> int:
        """Requests a minute."""

    @property
    def response_p99(self) -> int:
        """Milliseconds until the application answers, for all but one request in a hundred."""


@dataclass(frozen=True, slots=True)
class BalancerMetrics:
    """A load balancer and the groups of its targets: of several, callers are at one at a time."""

    region: RegionLike
    balancer: LoadBalancer | Measured
    targets: Sequence[TargetGroup | Measured]

    def signals(self, limits: RequestLimits) -> Signals:
        """Targets that are not well, failures, latency."""
        return Signals(tuple(self._of_requests(limits)), tuple(self._graphs(limits)))

    def _of_requests(self, limits: RequestLimits) -> Iterator[AlarmSpec]:
        yield AlarmSpec(
            "unhealthy_hosts",
            "A target of the load balancer does not answer as healthy.",
            "unhealthy-hosts",
            self._unhealthy,
            0,
        )
        yield AlarmSpec.on_silence(
            "no_healthy_hosts",
            "The load balancer has no healthy target, or nothing is measured.",
            "unhealthy-hosts",
            self._healthy,
        )
        yield AlarmSpec(
            "web_failures",
            f"More than {limits.failure_percent:g} % of the requests are answered with an error of ours.",
            "web-failures",
            Percent(
                [self._balancer("HTTPCode_Target_5XX_Count"), self._balancer("HTTPCode_ELB_5XX_Count")],
                [self._balancer("RequestCount")],
                least=limits.least_traffic,
            ),
            limits.failure_percent,
        )
        yield AlarmSpec(
            "response_time",
            f"One request in a hundred waits longer than {limits.response_p99} ms for the application.",
            "latency",
            self._balancer("TargetResponseTime", "p99"),
            limits.response_p99 / 1000,  # the metric is in seconds
        )

    def _graphs(self, limits: RequestLimits) -> Iterator[Graph]:
        answers = {
            "requests": self._balancer("RequestCount"),
            "errors of the application": self._balancer("HTTPCode_Target_5XX_Count"),
            "errors of the load balancer": self._balancer("HTTPCode_ELB_5XX_Count"),
        }
        yield Graph("Requests", answers)
        latency = {each: self._balancer("TargetResponseTime", each) for each in ("p50", "p99")}
        yield Graph("Response time (s)", latency, limits.response_p99 / 1000)
        yield Graph("Targets", {"healthy": self._healthy, "unhealthy": self._unhealthy})

    def _balancer(self, name: str, statistic: str = "Sum") -> Metric:
        by = {"LoadBalancer": self.balancer.arn_suffix}
        return metric(self.region, "AWS/ApplicationELB", name, statistic, **by)

    @property
    def _healthy(self) -> Metric | Total:
        groups = self._groups("HealthyHostCount", "Minimum")
        return groups[0] if len(groups) == 1 else Total(groups)

    @property
    def _unhealthy(self) -> Metric | Largest:
        groups = self._groups("UnHealthyHostCount", "Maximum")
        return groups[0] if len(groups) == 1 else Largest(groups)

    def _groups(self, name: str, statistic: str) -> Sequence[Metric]:
        balancer = {"LoadBalancer": self.balancer.arn_suffix}
        return [
            metric(
                self.region,
                "AWS/ApplicationELB",
                name,
                statistic,
                **balancer,
                TargetGroup=group.arn_suffix,
            )
            for group in self.targets
        ]
