"""What is measured of the payments of a region: when its alarms go off, and what its dashboard shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.domain.spec import Trigger
from infra.blocks.edge.rest_api import STAGE
from infra.blocks.events.messages import DEAD_LETTERS
from infra.blocks.observe.functions import FunctionMetrics
from infra.blocks.observe.messages import MessageMetrics
from infra.blocks.observe.payments import PaymentMetrics
from infra.blocks.observe.replication import BucketReplication, TableReplication
from infra.blocks.observe.rest_api import ApiMetrics
from infra.blocks.observe.signals import Signals
from infra.blocks.payments.names import LEDGER, RECEIPTS
from infra.systems.global_payments.functions import SPECS
from infra.systems.global_payments.names import SCHEDULED
from infra.systems.global_payments.routing import RULES
from infra.systems.global_payments.settings import ReplicatedStore

if TYPE_CHECKING:
    from handlers.domain.events import Workflow
    from infra.place import Place
    from infra.systems.global_payments.settings import Settings


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What is measured of one region. functions: names by handler. workflows: ARNs."""

    place: Place
    settings: Settings
    functions: Mapping[str, str]
    workflows: Mapping[Workflow, str]
    stage: str = STAGE

    def signals(self) -> Signals:
        """Every alarm and graph, in the order in which they are shown."""
        place, settings, limits = self.place, self.settings, self.settings.operations
        copies = settings.peers_sharing(ReplicatedStore.LEDGER, place.region)
        metrics = PaymentMetrics(place, self._functions, self.workflows, copied=bool(copies))
        payments, changes, ownership = metrics.payments(limits), metrics.changes(limits), metrics.ownership()
        api = ApiMetrics(place, "api", self.stage).signals(limits, runbook="payment-failures")
        ledger = TableReplication(place, LEDGER, copies).signals(limits.replication_latency)
        sources = settings.peers_sharing(ReplicatedStore.RECEIPTS, place.region)
        receipts = BucketReplication(place, RECEIPTS, sources)
        rules = RULES if settings.peers(place.region) else RULES[:1]
        messages = MessageMetrics(place, DEAD_LETTERS, rules).signals()
        functions = self._functions.signals(limits)
        return Signals(
            alarms=(
                *payments.alarms,
                *api.alarms,
                *ledger.alarms,
                *receipts.alarms(),
                *changes.alarms,
                *ownership.alarms,
                *messages.alarms,
                *functions.alarms,
            ),
            graphs=(
                *payments.graphs[:2],
                *api.graphs,
                *ledger.graphs,
                *ownership.graphs,
                *receipts.signals().graphs,
                *changes.graphs,
                *messages.graphs,
                *functions.graphs,
                *payments.graphs[2:],
            ),
        )

    @property
    def _functions(self) -> FunctionMetrics:
        reserved = self.settings.region(self.place.region.name).reserved_concurrency
        kinds = {spec.name: _kind(spec.trigger) for spec in SPECS}
        return FunctionMetrics(self.place, self.functions, kinds, reserved, SCHEDULED)


def _kind(trigger: Trigger) -> str:
    """What calls a function, as many as fit into one alarm: an API, a workflow, anything else."""
    return trigger.value if trigger in (Trigger.API, Trigger.WORKFLOW) else "background"
