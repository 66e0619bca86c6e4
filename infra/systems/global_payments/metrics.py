"""What is measured of a region, by the names of its resources: alarms and dashboards read it from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handlers.domain.events import Workflow
from handlers.domain.telemetry import (
    DIFFERENCE,
    DOUBTED,
    LONGEST_SILENCE,
    OLDEST_DOUBT,
    SUCCESS,
    UNFINISHED,
    UNSTARTED,
)
from infra.blocks.observe.metrics import Metric
from infra.blocks.storage.replication import rule_id
from infra.systems.global_payments import names
from infra.systems.global_payments.routing import RULES
from infra.systems.global_payments.settings import ReplicatedStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.place import Place
    from infra.settings import Region
    from infra.systems.global_payments.settings import Settings

NAMESPACE: Final = "Payments"  # of what the functions measure (handlers.adapters.telemetry)
_UNDELIVERED: Final = ("FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq")


@dataclass(frozen=True, slots=True)
class Watched:
    """A region's metrics.

    functions: names by handler. workflows: ARNs. api: the name of the REST API, and its stage.
    """

    place: Place
    settings: Settings
    functions: Mapping[str, str]
    workflows: Mapping[Workflow, str]
    api: str
    stage: str

    @property
    def region(self) -> Region:
        """The region."""
        return self.settings.region(self.place.region.name)

    @property
    def copies_to(self) -> tuple[Region, ...]:
        """The regions that hold a copy of its ledger."""
        return self._share(ReplicatedStore.LEDGER)

    def execution(self, workflow: Workflow, what: str) -> Metric:
        """Executions of a workflow: `Started`, `Failed`, `TimedOut`, `Aborted`."""
        return self._of("AWS/States", f"Executions{what}", StateMachineArn=self.workflows[workflow])

    def ended_badly(self, workflow: Workflow) -> tuple[Metric, ...]:
        """Executions that did not do their work."""
        return tuple(self.execution(workflow, what) for what in ("Failed", "TimedOut", "Aborted"))

    def api_requests(self, metric: str, statistic: str = "Sum") -> Metric:
        """What API Gateway measures: `Count`, `5XXError`, `Latency`, `IntegrationLatency`."""
        return self._of("AWS/ApiGateway", metric, statistic, ApiName=self.api, Stage=self.stage)

    def function(self, handler: str, metric: str, statistic: str = "Sum") -> Metric:
        """What Lambda measures of a function."""
        return self._of("AWS/Lambda", metric, statistic, FunctionName=self.functions[handler])

    def replication_latency(self, peer: Region) -> Metric:
        """How long the ledger's writes of this region take to a peer."""
        table = names.ledger_table(self.place.names)
        return self._of(
            "AWS/DynamoDB", "ReplicationLatency", "Average", TableName=table, ReceivingRegion=peer.name
        )

    @property
    def receipts_from(self) -> tuple[Region, ...]:
        """The regions whose receipts are copied here."""
        return self._share(ReplicatedStore.RECEIPTS)

    def receipts_pending(self, peer: Region) -> Metric:
        """Receipts of a peer that are not copied here yet; S3 measures where the copy is."""
        return self._of(
            "AWS/S3",
            "OperationsPendingReplication",
            "Maximum",
            SourceBucket=self.place.bucket_name(names.RECEIPTS, region=peer),
            DestinationBucket=self.place.bucket_name(names.RECEIPTS),
            RuleId=rule_id(self.region.code),
        )

    def depth(self, queue: str) -> Metric:
        """How many messages wait in a queue."""
        name = names.queue(self.place.names, queue)
        return self._of("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", QueueName=name)

    def undelivered(self, rule: str) -> tuple[Metric, ...]:
        """What a rule on the region's bus could not deliver."""
        bus, name = names.event_bus(self.place.names), names.rule(self.place.names, rule, self.region)
        return tuple(
            self._of("AWS/Events", metric, EventBusName=bus, RuleName=name) for metric in _UNDELIVERED
        )

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules on its bus. A lone region sends nothing out."""
        return RULES if self.settings.peers(self.region) else RULES[:1]

    @property
    def unfinished(self) -> Metric:
        """Payments that a sweep could not work on."""
        return self._of(NAMESPACE, UNFINISHED, service="sweep", stage="sweep")

    def differing(self, handler: str) -> Metric:
        """Records of the processor of another amount than a function had asked for."""
        return self._of(NAMESPACE, DIFFERENCE, service=handler, stage=handler)

    @property
    def doubted(self) -> Metric:
        """Payments that came to be in doubt, counted where their changes are told."""
        return self._of(NAMESPACE, DOUBTED, service="change_capture", stage="change_capture")

    @property
    def oldest_doubt(self) -> Metric:
        """For how many seconds the oldest payment in doubt is so, of those that the region acts for."""
        return self._of(NAMESPACE, OLDEST_DOUBT, "Maximum", service="sweep", stage="sweep")

    @property
    def beats(self) -> Metric:
        """How often the region said that it is there."""
        return self._of(NAMESPACE, SUCCESS, service="heartbeat", stage="heartbeat")

    @property
    def longest_silence(self) -> Metric:
        """For how many seconds the region did not hear one of its peers."""
        return self._of(NAMESPACE, LONGEST_SILENCE, "Maximum", service="heartbeat", stage="heartbeat")

    def unstarted(self, handler: str) -> Metric:
        """Workflows that a function of the API could not start."""
        return self._of(NAMESPACE, UNSTARTED, service=handler, stage=handler)

    def _share(self, store: ReplicatedStore) -> tuple[Region, ...]:
        """The regions that share a store with this one."""
        sharing = self.settings.replicated(store)
        return tuple(other for other in sharing if other != self.region) if self.region in sharing else ()

    def _of(self, namespace: str, name: str, statistic: str = "Sum", **dimensions: str) -> Metric:
        return Metric(namespace, name, self.region.name, dimensions, statistic)
