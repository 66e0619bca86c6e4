"""What is measured of payments in one region: what became of them, what is told, and who acts for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from handlers.domain import telemetry
from handlers.domain.events import Workflow
from handlers.domain.ownership import LEASE
from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, Percent, Total, WhileDown, metric
from infra.blocks.observe.signals import Signals
from infra.blocks.observe.workflows import WorkflowMetrics

if TYPE_CHECKING:
    from infra.blocks.observe.functions import FunctionMetrics
    from infra.place import Place

NAMESPACE: Final = "Payments"  # of what the functions measure (handlers.adapters.telemetry)
_STARTING: Final = ("ingest", "capture_request", "refund_request", "authorize", "capture", "refund")
_BOOKING: Final = ("authorize", "capture", "refund", "look", "sweep")
_LOOKS: Final = 3  # until it is sure that nobody has taken over
_SWEEPS: Final = 15  # minutes: the sweep after next ends a payment's doubt


class PaymentLimits(Protocol):
    """Above what operators are alerted."""

    @property
    def failure_percent(self) -> float:
        """Of the payments, once there are `least_traffic` a minute."""

    @property
    def least_traffic(self) -> int:
        """Payments a minute."""

    @property
    def doubt_percent(self) -> float:
        """Of the payments, that come to be in doubt."""

    @property
    def oldest_doubt(self) -> int:
        """Seconds for which a payment may be in doubt."""

    @property
    def iterator_age(self) -> int:
        """Milliseconds for which a change may wait to be told."""


def no_payments(asked: Metric) -> AlarmSpec:
    """On that none is asked for, at all times."""
    said = "Nobody has paid for a quarter of an hour, or nothing is measured."
    return AlarmSpec.on_silence("no_payments", said, "no-traffic", asked, seconds=300)


@dataclass(frozen=True, slots=True)
class PaymentMetrics:
    """The payments of a place: what Lambda measures of its functions, and the ARNs of its workflows.

    services: the handlers that another function answers for, which then counts for them.
    copied: whether another region keeps the ledger, too.
    awaited: whether callers are led to the region at all times, so that it is told that none came.
    """

    place: Place
    functions: FunctionMetrics
    workflows: Mapping[Workflow, str]
    services: Mapping[str, str] = field(default_factory=dict)
    copied: bool = True
    awaited: bool = True

    def silence(self, endpoint: Metric | None = None) -> AlarmSpec:
        """On that nobody pays: at all times, or while an endpoint does not answer, in whose place the region
        then stands.
        """
        if endpoint is None:
            return no_payments(self._asked)
        led = WhileDown(endpoint, self._asked)
        said = "The other region does not answer, and nobody has paid here for a quarter of an hour."
        return AlarmSpec.on_silence("no_payments_instead", said, "no-traffic", led, seconds=300)

    def not_taken_over(self, endpoint: Metric, *, seconds: int) -> AlarmSpec:
        """On that another region's endpoint does not answer, and this one acts for no other in `seconds`."""
        acting = self._counted(telemetry.ACTS_FOR, "heartbeat", "Maximum")
        both = 2  # home regions: its own, and the other one
        return AlarmSpec(
            "not_taken_over",
            f"The other region has not answered for {seconds} s, and nobody has taken over from it.",
            "failover-of-a-pair",
            WhileDown(endpoint, acting, otherwise=both),
            both,
            "LessThanThreshold",
            "breaching",
            seconds // _LOOKS,
            breaching=_LOOKS,
            periods=_LOOKS,
        )

    def payments(self, limits: PaymentLimits) -> Signals:
        """What became of payments."""
        code = self.place.region.code
        payment, *beside = (WorkflowMetrics(self.place, each, self.workflows[each]) for each in Workflow)
        started = [payment.started]
        failed = Percent(payment.ended_badly, started, limits.least_traffic)
        doubted = self._counted(telemetry.DOUBTED, "change_capture")
        oldest = self._counted(telemetry.OLDEST_DOUBT, "sweep", "Maximum")
        unfinished = self._counted(telemetry.UNFINISHED, "sweep")
        return Signals(
            alarms=(
                AlarmSpec(
                    "payment_failures",
                    f"More than {limits.failure_percent:g} % of the payments failed.",
                    "payment-failures",
                    failed,
                    limits.failure_percent,
                ),
                AlarmSpec(
                    "payments_in_doubt",
                    f"More than {limits.doubt_percent:g} % of the payments come to be in doubt.",
                    "payments-in-doubt",
                    Percent([doubted], started, limits.least_traffic),
                    limits.doubt_percent,
                ),
                AlarmSpec(
                    "oldest_doubt",
                    f"A payment is in doubt for longer than {limits.oldest_doubt} s, or no sweep says so.",
                    "payments-in-doubt",
                    oldest,
                    limits.oldest_doubt,
                    missing="breaching",  # a sweep that does not run measures nothing
                    breaching=5,
                ),
                *([self.silence()] if self.awaited else []),
                *(workflow.alarm for workflow in beside),
                AlarmSpec(
                    "unstarted_workflows",
                    "Payments, refunds or looks at doubts do not start their workflow; "
                    "the sweep does the work later.",
                    "unstarted-workflows",
                    Total([self._counted(telemetry.UNSTARTED, handler) for handler in _STARTING]),
                    0,
                ),
                AlarmSpec.on_any(
                    "differences",
                    "The processor's records are of other amounts than were asked for; "
                    "they are booked as they are.",
                    "reconciliation",
                    Total([self._counted(telemetry.DIFFERENCE, handler) for handler in _BOOKING]),
                ),
                AlarmSpec(
                    "unfinished_sweeps",
                    "The sweep finds payments that it cannot work on.",
                    "unfinished-sweeps",
                    unfinished,
                    0,
                    breaching=_SWEEPS,
                    periods=_SWEEPS,
                ),
            ),
            graphs=(
                Graph("Payments that failed, percent", {code: failed}, limits.failure_percent),
                Graph("Payments a minute", {code: Total(started)}),
                Graph(
                    "Settlements, refunds and looks at doubts that failed",
                    {code: Total([each for workflow in beside for each in workflow.ended_badly])},
                ),
                Graph("Age of the oldest payment in doubt, s", {code: oldest}, limits.oldest_doubt),
                Graph("Payments that came to be in doubt", {code: Total([doubted])}),
                Graph("Payments that a sweep could not work on", {code: Total([unfinished])}),
            ),
        )

    def changes(self, limits: PaymentLimits) -> Signals:
        """How late changes are told."""
        most = limits.iterator_age
        age = self.functions.of("change_capture", "IteratorAge", "Maximum")
        description = f"Changes wait longer than {most} ms to be told on the bus."
        graph = Graph("Age of the oldest change not told, ms", {self.place.region.code: age}, most)
        return Signals([AlarmSpec("change_capture_age", description, "change-capture", age, most)], [graph])

    def ownership(self) -> Signals:
        """Whether the region says that it is there, and hears the others."""
        longest = LEASE.total_seconds()
        silence = self._counted(telemetry.LONGEST_SILENCE, "heartbeat", "Maximum")
        stopped = "The region says no more that it is there: it stops, and peers take its payments over."
        heartbeats = self._counted(telemetry.SUCCESS, "heartbeat")
        alarms = [AlarmSpec.on_silence("no_heartbeat", stopped, "heartbeat", heartbeats)]
        if self.copied:
            lost = f"A peer is not heard for {longest:.0f} s: it is lost, or its writes do not come."
            alarms.append(AlarmSpec("silent_peer", lost, "heartbeat", silence, longest, breaching=2))
        return Signals(
            alarms, [Graph("Longest silence of a peer, s", {self.place.region.code: silence}, longest)]
        )

    @property
    def _asked(self) -> Metric:
        """Requests to pay. A function that answers for others is called for more."""
        if "ingest" in self.services:
            return self._counted(telemetry.SUCCESS, "ingest")
        return self.functions.of("ingest", "Invocations")

    def _counted(self, name: str, handler: str, statistic: str = "Sum") -> Metric:
        """What a function counts of payments itself."""
        service = self.services.get(handler, handler)
        return metric(self.place.region, NAMESPACE, name, statistic, service=service, stage=handler)
