"""The state machines of payments: payments on the hot path, all else beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.domain.workflows import DOUBT, FLOWS, Flow, Looks
from infra.blocks.workflows.definition import Targets, definition
from infra.blocks.workflows.machine import MachineSpec, StateMachine, add_machine

if TYPE_CHECKING:
    from handlers.domain.events import Workflow
    from infra.blocks.compute.function import Function
    from infra.place import Output, Place


@dataclass(frozen=True, slots=True)
class PaymentWorkflowsSpec:
    """The workflows of a region: `id` begins the Terraform ids.

    functions: by the names of their handlers; `alert` among them tells of failures.
    """

    id: str
    key_arn: str
    functions: Mapping[str, Function]


@dataclass(frozen=True, slots=True)
class PaymentWorkflows:
    """The machines that were added."""

    id: str
    machines: Mapping[Workflow, StateMachine]

    @property
    def arns(self) -> Mapping[Workflow, str]:
        """Their ARNs, as tokens."""
        return {workflow: machine.arn for workflow, machine in self.machines.items()}

    @property
    def outputs(self) -> Iterator[Output]:
        """Those of each."""
        for machine in self.machines.values():
            yield from machine.outputs


def add_payment_workflows(place: Place, spec: PaymentWorkflowsSpec) -> PaymentWorkflows:
    """Add the machine of every workflow. Raises KeyError where a step has no function."""
    functions, integration = spec.functions, f"arn:{place.partition}:states:::lambda:invoke"
    alert_arn = functions["alert"].alias_arn

    def add(flow: Flow | Looks, steps: tuple[str, ...]) -> StateMachine:
        called = {step: functions[step].alias_arn for step in steps}
        return add_machine(
            place,
            MachineSpec(
                id=f"{spec.id}_{flow.workflow}",
                what=flow.workflow,
                express=isinstance(flow, Flow) and flow.express,
                definition=definition(flow, Targets(integration, called, alert_arn)),
                invokes=(*called.values(), alert_arn),
                key_arn=spec.key_arn,
            ),
        )

    flows = {flow.workflow: add(flow, flow.steps) for flow in FLOWS}
    return PaymentWorkflows(spec.id, {**flows, DOUBT.workflow: add(DOUBT, (DOUBT.function,))})
