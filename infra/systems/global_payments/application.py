"""`app-<region>`: what works on payments in one region, how it is reached, heard and watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.stack import RegionalStack
from infra.systems.global_payments.api import add_api
from infra.systems.global_payments.foundation import Output
from infra.systems.global_payments.functions import add_functions
from infra.systems.global_payments.metrics import watched
from infra.systems.global_payments.observability import add_observability
from infra.systems.global_payments.routing import add_routing
from infra.systems.global_payments.workflows import add_workflows

if TYPE_CHECKING:
    from cdktf import App

    from infra.blocks.compute.package import Package
    from infra.systems.global_payments.certificates import Certificates
    from infra.systems.global_payments.data import Data
    from infra.systems.global_payments.foundation import Foundation
    from infra.systems.global_payments.settings import Settings


class Application(RegionalStack):
    """The application of the region that `foundation` lies in. Without certificates its API has no
    public name.
    """

    settings: Settings

    def __init__(  # noqa: PLR0913, PLR0917 (what every stack takes, and what this one reads)
        self,
        scope: App,
        settings: Settings,
        foundation: Foundation,
        data: Data,
        certificates: Certificates | None,
        package: Package,
    ) -> None:
        super().__init__(scope, settings, f"app-{foundation.home.name}", foundation.home)
        self.add_dependency(data)  # whose table is looked up by its name
        outputs = self.outputs_of(foundation)
        place, key_arn = self.place(), outputs[Output.OPERATIONS_KEY]
        topic_arn = outputs[Output.ALERTS_TOPIC]
        functions = add_functions(place, settings, outputs, package)
        machines = add_workflows(place, functions, key_arn=key_arn, alert=functions["alert"])
        api = add_api(
            place,
            settings,
            functions,
            key_arn=key_arn,
            certificates=certificates.for_api(self) if certificates else None,
        )
        arns = {workflow: machine.arn for workflow, machine in machines.items()}
        add_routing(
            place,
            settings,
            functions,
            arns,
            alerts_topic_arn=topic_arn,
            dead_letters_arn=outputs[Output.EVENTS_DLQ],
        )
        called = {handler: function.name for handler, function in functions.items()}
        here = watched(place, settings, arns, functions=called, stage=api.stage)
        add_observability(here, alerts_topic_arn=topic_arn)
        for handler, function in functions.items():
            self.output(f"function_{handler}_arn", function.alias_arn, f"Function {handler}, live")
        for workflow, arn in arns.items():
            self.output(f"workflow_{workflow}_arn", arn, f"Workflow {workflow}")
