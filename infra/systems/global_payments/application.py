"""`app-<region>`: what works on payments in one region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.stack import RegionalStack
from infra.systems.global_payments.foundation import Output
from infra.systems.global_payments.functions import add_functions
from infra.systems.global_payments.workflows import add_workflows

if TYPE_CHECKING:
    from cdktf import App

    from infra.blocks.compute.package import Package
    from infra.settings import Settings
    from infra.systems.global_payments.data import Data
    from infra.systems.global_payments.foundation import Foundation


class Application(RegionalStack):
    """The application of the region that `foundation` lies in."""

    def __init__(
        self, scope: App, settings: Settings, foundation: Foundation, data: Data, package: Package
    ) -> None:
        super().__init__(scope, settings, f"app-{foundation.home.name}", foundation.home)
        self.add_dependency(data)  # whose table is looked up by its name
        outputs = self.outputs_of(foundation)
        place = self.place()
        self.functions = add_functions(place, outputs, package)
        for name, function in self.functions.items():
            self.output(f"function_{name}_arn", function.alias_arn, f"Function {name} of {self.home.name}")
        self.workflows = add_workflows(
            place, self.functions, key_arn=outputs[Output.OPERATIONS_KEY], alert=self.functions["alert"]
        )
        for workflow, machine in self.workflows.items():
            self.output(f"workflow_{workflow}_arn", machine.arn, f"Workflow {workflow} of {self.home.name}")
