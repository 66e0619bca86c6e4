"""What API Gateway measures of a REST API: requests that it fails, and latencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, Percent, metric
from infra.blocks.observe.sides import OverallLimits, failed_share
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.place import Place


class ApiLimits(Protocol):
    """Above what operators are alerted: a percentage of failed requests, and latencies in milliseconds."""

    @property
    def failure_percent(self) -> float:
        """Of the requests, once there are `least_traffic` a minute."""

    @property
    def least_traffic(self) -> int:
        """Requests a minute."""

    @property
    def api_p99(self) -> int:
        """Until the answer, for all but one in a hundred."""

    @property
    def integration_p99(self) -> int:
        """The function's part of it."""


@dataclass(frozen=True, slots=True)
class ApiMetrics:
    """The REST API for `what` in a place, and its stage."""

    place: Place
    what: str
    stage: str

    def of(self, name: str, statistic: str = "Sum", **method: str) -> Metric:
        """A metric of the stage: `Count`, `5XXError`, `Latency`, `IntegrationLatency`; or of one `Method` of
        a `Resource`.
        """
        by = {"ApiName": self.place.names.rest_api(self.what), "Stage": self.stage, **method}
        return metric(self.place.region, "AWS/ApiGateway", name, statistic, **by)

    def overall(self, limits: OverallLimits) -> Signals:
        """What share of all its calls the API fails, whichever side they were for."""
        failed = [self.of("5XXError")]
        return Signals([failed_share("failed_calls", "the calls", failed, [self.of("Count")], limits)])

    def answers(self) -> Signals:
        """How long answers take, half of them and all but one in a hundred, and what share are errors, the
        caller's or ours.
        """
        times = {each: self.of("Latency", each) for each in ("p50", "p99")}
        errors = {
            what: Percent([self.of(name)], [self.of("Count")])
            for what, name in (("of callers", "4XXError"), ("of ours", "5XXError"))
        }
        return Signals(
            graphs=(
                Graph("Response times of the API, ms", times),
                Graph("Error rates of the API, percent", errors),
            )
        )

    def signals(self, limits: ApiLimits, *, runbook: str) -> Signals:
        """Errors of the API itself (`runbook`: what to do), and latencies at the 99th percentile."""
        code, most = self.place.region.code, limits.failure_percent
        failed = Percent([self.of("5XXError")], [self.of("Count")], limits.least_traffic)
        latency, integration = self.of("Latency", "p99"), self.of("IntegrationLatency", "p99")
        fails = f"The API answers more than {most:g} % of the requests with an error of its own."
        slow = "One request in a hundred waits longer than"
        waits = f"{slow} {limits.api_p99} ms for its answer."
        works = f"{slow} {limits.integration_p99} ms for our function."
        return Signals(
            alarms=(
                AlarmSpec("api_failures", fails, runbook, failed, most),
                AlarmSpec("api_latency", waits, "latency", latency, limits.api_p99),
                AlarmSpec("integration_latency", works, "latency", integration, limits.integration_p99),
            ),
            graphs=(
                Graph("Requests that the API failed, percent", {code: failed}, most),
                Graph("Latency of the API, ms, p99", {code: latency}, limits.api_p99),
                Graph("Latency of our functions, ms, p99", {code: integration}, limits.integration_p99),
            ),
        )
