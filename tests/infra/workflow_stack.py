"""The state machines of a region in a stack of their own, on functions that are named and not built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.workflows import FLOWS
from infra.blocks.compute.function import Function
from infra.stack import RegionalStack
from infra.systems.global_payments.foundation import Output
from infra.systems.global_payments.workflows import add_workflows

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Region, Settings
    from infra.stack import Place
    from infra.systems.global_payments.foundation import Foundation


class Workflows(RegionalStack):
    """What `app-<region>` holds of workflows."""

    def __init__(self, scope: App, settings: Settings, region: Region, foundation: Foundation) -> None:
        super().__init__(scope, settings, f"workflows-{region.name}", region)
        place = self.place()
        steps = {step for flow in FLOWS for step in flow.steps}
        add_workflows(
            place,
            {step: _function(place, step) for step in sorted(steps)},
            key_arn=self.outputs_of(foundation)[Output.OPERATIONS_KEY],
            alert=_function(place, "alert"),
        )


def _function(place: Place, handler: str) -> Function:
    name = place.names.of(handler)
    arn = place.arn("lambda", f"function:{name}")
    return Function(
        name, arn, f"{arn}:live", "live", f"/aws/lambda/{name}", f"{name}-role-{place.region.code}"
    )
