"""What each side of a migration makes of its requests: what decides whether it may be given more of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, Overall, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.blocks.edge.load_balancer import LoadBalancer, Measured
    from infra.names import RegionLike

_OF_BALANCER: Final = ("HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count")
_OF_FUNCTION: Final = ("HTTPCode_Target_5XX_Count", "LambdaInternalError", "LambdaUserError")
_OF_ADDRESSES: Final = ("HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount")
"""Where failures are counted (Application Load Balancers, "CloudWatch metrics"): of one of several groups,
the load balancer's own answers are not, but why it had to give them."""


class OverallLimits(Protocol):
    """What share of requests may fail, and of how many that is a share."""

    @property
    def failure_percent(self) -> float:
        """Of the requests, above which operators are alerted."""

    @property
    def least_requests(self) -> int:
        """Of fewer, no share is measured."""


class SideLimits(OverallLimits, Protocol):
    """The same, and how long answers may take."""

    @property
    def response_p99(self) -> int:
        """Milliseconds until a target answers, for all but one request in a hundred."""


@dataclass(frozen=True, slots=True)
class Group:
    """The targets of one side behind a load balancer of both: the side, what metrics know them by, and
    whether they are a function.
    """

    side: str
    targets: Measured
    is_function: bool


@dataclass(frozen=True, slots=True)
class SideMetrics:
    """The side of a migration that has a load balancer in a region to itself, or a group of targets there."""

    region: RegionLike
    balancer: LoadBalancer | Measured
    group: Group | None = None

    def signals(self, limits: SideLimits) -> Signals:
        """What share of the side's requests fails, and how long its own targets take."""
        who = f"the requests to {self.group.side}" if self.group else "the requests"
        alarm_id, requests = self._id("failed_requests"), [self._of("RequestCount")]
        failed = failed_share(alarm_id, who, self._failed, requests, limits)
        lines = {self.group.side if self.group else self.region.code: failed.measure}
        graph = Graph(f"Of {who}, those that failed, percent", lines, limits.failure_percent)
        return Signals((failed, *self._slow(limits)), [graph])

    def _slow(self, limits: SideLimits) -> Iterator[AlarmSpec]:
        """Of a load balancer as a whole, `BalancerMetrics` tells."""
        if self.group:
            waits = f"One request in a hundred to {self.group.side} waits longer than"
            says, slow = f"{waits} {limits.response_p99} ms.", self._of("TargetResponseTime", "p99")
            seconds = limits.response_p99 / 1000  # as is the metric
            yield AlarmSpec(self._id("response_time"), says, "latency", slow, seconds)

    @property
    def _failed(self) -> Sequence[Metric]:
        if self.group is None:
            return [self._of(name) for name in _OF_BALANCER]
        return [self._of(name) for name in (_OF_FUNCTION if self.group.is_function else _OF_ADDRESSES)]

    def _id(self, what: str) -> str:
        return f"{what}_{self.group.side}" if self.group else what

    def _of(self, name: str, statistic: str = "Sum") -> Metric:
        by = {"LoadBalancer": self.balancer.arn_suffix}
        if self.group:
            by["TargetGroup"] = self.group.targets.arn_suffix
        return metric(self.region, "AWS/ApplicationELB", name, statistic, **by)


def failed_share(
    alarm_id: str, who: str, failed: Sequence[Metric], requests: Sequence[Metric], limits: OverallLimits
) -> AlarmSpec:
    """On the share that fails of `who` all together. A gate of a phase asks for what it measures."""
    most, least = limits.failure_percent, limits.least_requests
    says = f"Of {who}, {least} or more, over {most:g} % failed."
    return AlarmSpec(alarm_id, says, "failed-requests", Overall(failed, requests, least), most)
