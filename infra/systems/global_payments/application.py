"""`app-<region>`: what works on payments in one region, how it is reached, notified and watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.body import document
from infra.blocks.compute.functions import add_functions
from infra.blocks.edge.api import ApiSpec, add_api
from infra.blocks.observe.signals import SignalsSpec, add_signals
from infra.blocks.payments.refusals import REFUSALS
from infra.blocks.workflows.payments import PaymentWorkflowsSpec, add_payment_workflows
from infra.stack import RegionalStack
from infra.systems.global_payments.functions import functions_of
from infra.systems.global_payments.observability import Telemetry
from infra.systems.global_payments.routing import add_routing

if TYPE_CHECKING:
    from cdktf import App

    from infra.blocks.compute.package import Package
    from infra.systems.global_payments.data import Data
    from infra.systems.global_payments.edge import Certificates
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
        place, outputs, capacity = self.place(), self.outputs_of(foundation), settings.capacity
        key_arn, topic_arn = outputs["operations_key_arn"], outputs["alerts_topic_arn"]
        added = add_functions(place, functions_of(place, settings, outputs, package))
        functions = added.by_handler
        workflows = add_payment_workflows(place, PaymentWorkflowsSpec("workflow", key_arn, functions))
        addresses = certificates.addresses(self) if certificates else {"api": None, "regional_api": None}
        rates = capacity.region_tps, capacity.client_tps
        api = add_api(place, ApiSpec("api", key_arn, document(), REFUSALS, *rates, addresses), functions)
        arns = workflows.arns
        add_routing(place, settings, outputs, functions["alert"], arns)
        called = {handler: function.name for handler, function in functions.items()}
        signals = Telemetry(place, settings, called, arns, api.stage.name).signals()
        observed = SignalsSpec("dashboard", f"region-{place.region.code}", signals, topic_arn)
        place.publish(added, api, workflows, add_signals(place, observed))
