"""The state machines of a region: payments on the hot path, all else beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.workflows import DOUBT, FLOWS, Flow, Looks
from infra.blocks.workflows.definition import Targets, definition
from infra.blocks.workflows.machine import MachineSpec, StateMachine, add_machine
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.domain.events import Workflow
    from infra.blocks.compute.function import Function
    from infra.place import Place


def add_workflows(
    place: Place, functions: Mapping[str, Function], *, key_arn: str, alert: Function
) -> Mapping[Workflow, StateMachine]:
    """Add the machine of every workflow. `functions` are by the names of handlers; `alert` tells of failures.

    Raises KeyError where a step has no function.
    """
    integration = f"arn:{place.partition}:states:::lambda:invoke"

    def add(flow: Flow | Looks, steps: tuple[str, ...]) -> StateMachine:
        called = {step: functions[step].alias_arn for step in steps}
        targets = Targets(integration, called, alert.alias_arn)
        return add_machine(
            place,
            MachineSpec(
                id=f"workflow_{flow.workflow}",
                name=names.workflow(place.names, flow.workflow),
                role_name=names.workflow_role(place.names, place.region, flow.workflow),
                express=isinstance(flow, Flow) and flow.express,
                definition=definition(flow, targets),
                invokes=(*called.values(), alert.alias_arn),
                key_arn=key_arn,
            ),
        )

    return {
        **{flow.workflow: add(flow, flow.steps) for flow in FLOWS},
        DOUBT.workflow: add(DOUBT, (DOUBT.function,)),
    }
