"""What is measured of a region, by the names of its resources: alarms and dashboards read it from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handlers.domain.events import Workflow
from handlers.domain.spec import Trigger
from handlers.domain.telemetry import (
    DIFFERENCE,
    DOUBTED,
    LONGEST_SILENCE,
    OLDEST_DOUBT,
    SUCCESS,
    UNFINISHED,
    UNSTARTED,
)
from infra.blocks.edge.rest_api import STAGE
from infra.blocks.observe.services import Limits, Services
from infra.blocks.storage.replication import rule_id
from infra.systems.global_payments import names
from infra.systems.global_payments.functions import SPECS
from infra.systems.global_payments.routing import RULES
from infra.systems.global_payments.settings import ReplicatedStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.blocks.observe.metrics import Metric
    from infra.place import Place
    from infra.settings import Region
    from infra.systems.global_payments.settings import PaymentsRegion, Settings

NAMESPACE: Final = "Payments"  # of what the functions measure (handlers.adapters.telemetry)


@dataclass(frozen=True, slots=True)
class Watched:
    """A region of the payments: what runs there, and what is measured of payments alone.

    workflows: ARNs.
    """

    place: Place
    settings: Settings
    services: Services
    workflows: Mapping[Workflow, str]

    @property
    def region(self) -> PaymentsRegion:
        """The region."""
        return self.settings.region(self.place.region.name)

    @property
    def limits(self) -> Limits:
        """Above what operators are told."""
        told = self.settings.operations
        return Limits(
            failure_percent=told.failure_percent,
            least_traffic=told.least_traffic,
            api_p99=told.api_p99,
            integration_p99=told.integration_p99,
            error_percent=told.error_percent,
            concurrency_percent=told.concurrency_percent,
            reserved=self.region.reserved_concurrency,
        )

    @property
    def copies_to(self) -> tuple[Region, ...]:
        """The regions that hold a copy of its ledger."""
        return self._share(ReplicatedStore.LEDGER)

    @property
    def receipts_from(self) -> tuple[Region, ...]:
        """The regions whose receipts are copied here."""
        return self._share(ReplicatedStore.RECEIPTS)

    @property
    def started(self) -> tuple[Metric, ...]:
        """Payments that began."""
        return (self.services.execution(self.workflows[Workflow.PAYMENT], "Started"),)

    def ended_badly(self, *workflows: Workflow) -> tuple[Metric, ...]:
        """Executions that did not do their work."""
        return tuple(one for each in workflows for one in self.services.ended_badly(self.workflows[each]))

    def replication_latency(self, peer: Region) -> Metric:
        """How long the ledger's writes of this region take to a peer."""
        table = names.ledger_table(self.place.names)
        return self.services.metric(
            "AWS/DynamoDB", "ReplicationLatency", "Average", TableName=table, ReceivingRegion=peer.name
        )

    def receipts_pending(self, peer: Region) -> Metric:
        """Receipts of a peer that are not copied here yet; S3 measures where the copy is."""
        return self.services.metric(
            "AWS/S3",
            "OperationsPendingReplication",
            "Maximum",
            SourceBucket=self.place.bucket_name(names.RECEIPTS, region=peer),
            DestinationBucket=self.place.bucket_name(names.RECEIPTS),
            RuleId=rule_id(self.region.code),
        )

    @property
    def unfinished(self) -> Metric:
        """Payments that a sweep could not work on."""
        return self._of(UNFINISHED, "sweep")

    def differing(self, handler: str) -> Metric:
        """Records of the processor of another amount than a function had asked for."""
        return self._of(DIFFERENCE, handler)

    @property
    def doubted(self) -> Metric:
        """Payments that came to be in doubt, counted where their changes are told."""
        return self._of(DOUBTED, "change_capture")

    @property
    def oldest_doubt(self) -> Metric:
        """For how many seconds the oldest payment in doubt is so, of those that the region acts for."""
        return self._of(OLDEST_DOUBT, "sweep", "Maximum")

    @property
    def beats(self) -> Metric:
        """How often the region said that it is there."""
        return self._of(SUCCESS, "heartbeat")

    @property
    def longest_silence(self) -> Metric:
        """For how many seconds the region did not hear one of its peers."""
        return self._of(LONGEST_SILENCE, "heartbeat", "Maximum")

    def unstarted(self, handler: str) -> Metric:
        """Workflows that a function of the API could not start."""
        return self._of(UNSTARTED, handler)

    def _share(self, store: ReplicatedStore) -> tuple[Region, ...]:
        """The regions that share a store with this one."""
        sharing = self.settings.replicated(store)
        return tuple(other for other in sharing if other != self.region) if self.region in sharing else ()

    def _of(self, name: str, handler: str, statistic: str = "Sum") -> Metric:
        return self.services.metric(NAMESPACE, name, statistic, service=handler, stage=handler)


def watched(
    place: Place,
    settings: Settings,
    workflows: Mapping[Workflow, str],
    *,
    functions: Mapping[str, str],
    stage: str = STAGE,
) -> Watched:
    """The region of `place`. `functions`: names by handler."""
    called, region, rules = place.names, place.region, RULES if settings.peers(place.region) else RULES[:1]
    services = Services(
        region,
        functions,
        kinds={spec.name: _kind(spec.trigger) for spec in SPECS},
        api=names.api(called),
        stage=stage,
        bus=names.event_bus(called),
        queues={queue: names.queue(called, queue) for queue in names.DEAD_LETTERS},
        rules={rule: names.rule(called, rule, region) for rule in rules},
        paced=names.SCHEDULED,
    )
    return Watched(place, settings, services, workflows)


def _kind(trigger: Trigger) -> str:
    """What calls a function, as many as fit into one alarm: an API, a workflow, anything else."""
    return trigger.value if trigger in (Trigger.API, Trigger.WORKFLOW) else "background"
