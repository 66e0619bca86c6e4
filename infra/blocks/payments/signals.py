"""What is watched of payments in one region: all that its functions, stores and messages measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from handlers.domain.events import Workflow
from handlers.domain.spec import Trigger
from infra.blocks.events.messages import DEAD_LETTERS
from infra.blocks.observe.endpoints import ProbeMetrics
from infra.blocks.observe.functions import FunctionLimits, FunctionMetrics
from infra.blocks.observe.messages import MessageMetrics
from infra.blocks.observe.payments import PaymentLimits, PaymentMetrics
from infra.blocks.observe.replication import BucketReplication, TableReplication
from infra.blocks.observe.signals import Signals, joined
from infra.blocks.payments.names import LEDGER, RECEIPTS

if TYPE_CHECKING:
    from handlers.domain.spec import HandlerSpec
    from infra.blocks.observe.alarm import AlarmSpec
    from infra.names import RegionLike
    from infra.place import Place


class Limits(PaymentLimits, FunctionLimits, Protocol):
    """Above what operators are alerted."""


@dataclass(frozen=True, slots=True)
class PaymentSignals:
    """The payments of a place, by names.

    reserved: executions of each function that no schedule calls.
    peers: the other regions that have the ledger and the receipts.
    services: the handlers that another function answers for.
    workflows: ARNs, where they are known otherwise than by their names.
    endpoints: what `endpoint_health` asks, by names, every `minutes`.
    awaited: whether callers are led to the region at all times.
    """

    place: Place
    handlers: Sequence[HandlerSpec]
    reserved: int
    peers: Sequence[RegionLike]
    services: Mapping[str, str] = field(default_factory=dict)
    workflows: Mapping[Workflow, str] = field(default_factory=dict)
    endpoints: Sequence[str] = ()
    minutes: int = 1
    awaited: bool = True

    def silence(self, *, instead_of: str = "") -> AlarmSpec:
        """On that nobody pays; while this endpoint does not answer, where one is given."""
        well = self._probes.of(instead_of) if instead_of else None
        return self._payments.silence(well)

    def not_taken_over(self, endpoint: str) -> AlarmSpec:
        """On that an endpoint does not answer, and nobody has taken over from its region in time."""
        seconds = 3 * 60 * self.minutes  # as often as the endpoint is asked
        return self._payments.not_taken_over(self._probes.of(endpoint), seconds=seconds)

    def signals(self, limits: Limits, *, ledger_seconds: int) -> Signals:
        """Every alarm and graph, in their order. The ledger may be behind for so many seconds."""
        place, payments = self.place, self._payments
        receipts = BucketReplication(place, RECEIPTS, self.peers)
        return joined(
            payments.payments(limits),
            self._probes.signals(),
            TableReplication(place, LEDGER, self.peers).signals(1000 * ledger_seconds),
            Signals(tuple(receipts.alarms()), receipts.signals().graphs),
            payments.changes(limits),
            payments.ownership(),
            MessageMetrics(place, DEAD_LETTERS, ("exceptions_here",)).signals(),
            self._functions.signals(limits),
        )

    @property
    def _functions(self) -> FunctionMetrics:
        return FunctionMetrics(
            self.place,
            {spec.name: self.place.names.function(spec.name) for spec in self.handlers},
            {spec.name: _kind(spec) for spec in self.handlers},
            self.reserved,
            tuple(spec.name for spec in self.handlers if spec.trigger is Trigger.SCHEDULE),
        )

    @property
    def _payments(self) -> PaymentMetrics:
        workflows = self.workflows or {each: self.place.state_machine_arn(each) for each in Workflow}
        copied = bool(self.peers)
        return PaymentMetrics(self.place, self._functions, workflows, self.services, copied, self.awaited)

    @property
    def _probes(self) -> ProbeMetrics:
        return ProbeMetrics(self.place.region, self.endpoints, self.minutes)


def _kind(spec: HandlerSpec) -> str:
    """What calls a function, as many as fit into one alarm: a workflow, anything else."""
    return spec.trigger.value if spec.trigger is Trigger.WORKFLOW else "background"
