"""What Step Functions measures of a workflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.metrics import Metric, Total, metric

if TYPE_CHECKING:
    from infra.place import Place

_ENDED_BADLY: Final = ("Failed", "TimedOut", "Aborted")


@dataclass(frozen=True, slots=True)
class WorkflowMetrics:
    """A workflow of a place, by name, and the ARN of its state machine."""

    place: Place
    name: str
    arn: str

    @property
    def started(self) -> Metric:
        """Executions that began."""
        return self._executions("Started")

    @property
    def ended_badly(self) -> list[Metric]:
        """Executions that did not do their work."""
        return [self._executions(how) for how in _ENDED_BADLY]

    @property
    def alarm(self) -> AlarmSpec:
        """On any execution that did not do its work."""
        description = f"Executions of the workflow {self.name} failed, ran out of time or were aborted."
        failed = Total(self.ended_badly)
        return AlarmSpec.on_any(f"{self.name}_failures", description, "workflow-failed", failed, seconds=300)

    def _executions(self, how: str) -> Metric:
        return metric(self.place.region, "AWS/States", f"Executions{how}", StateMachineArn=self.arn)
