"""What SQS and EventBridge measure of the messages of a region that were not delivered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, Total, metric
from infra.blocks.observe.signals import Signals

if TYPE_CHECKING:
    from infra.place import Place

_UNDELIVERED: Final = ("FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq")


@dataclass(frozen=True, slots=True)
class MessageMetrics:
    """The queues of dead letters of a place, and the rules on its bus, by their Terraform ids."""

    place: Place
    queues: Sequence[str]
    rules: Sequence[str] = ()

    def signals(self) -> Signals:
        """Whatever lies in a queue of dead letters, and whatever a rule could not deliver."""
        code = self.place.region.code
        waiting = Total([self._depth(queue) for queue in self.queues])
        lost = Total([each for rule in self.rules for each in self._undelivered(rule)])
        graphs = {"Messages in dead-letter queues": waiting, "Events not delivered": lost}
        return Signals(
            alarms=tuple(self._alarms()),
            graphs=[Graph(title, {code: shown}) for title, shown in graphs.items() if shown.metrics],
        )

    def _alarms(self) -> Iterator[AlarmSpec]:
        for queue in self.queues:
            description = f"Messages lie in the queue {queue.replace('_', '-')}: something was given up."
            yield AlarmSpec.on_any(f"{queue}_depth", description, "dead-letters", self._depth(queue))
        for rule in self.rules:
            description = f"The rule {rule.replace('_', '-')} could not deliver events."
            lost = Total(self._undelivered(rule))
            yield AlarmSpec.on_any(f"{rule}_undelivered", description, "undelivered-events", lost)

    def _depth(self, queue: str) -> Metric:
        name, waiting = self.place.names.queue(queue), "ApproximateNumberOfMessagesVisible"
        return metric(self.place.region, "AWS/SQS", waiting, "Maximum", QueueName=name)

    def _undelivered(self, rule: str) -> list[Metric]:
        region, names = self.place.region, self.place.names
        bus, name = names.bus(), names.rule(rule, region)
        return [
            metric(region, "AWS/Events", undelivered, EventBusName=bus, RuleName=name)
            for undelivered in _UNDELIVERED
        ]
