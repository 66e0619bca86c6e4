"""`operations-global`: what shows or tells of all regions, and needs their functions to be there first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from infra.blocks.compute.function import ALIAS
from infra.blocks.events.topic import SubscriptionSpec, add_subscription
from infra.blocks.observe.dashboard import DashboardSpec, add_dashboard
from infra.names import Limit
from infra.stack import GlobalStack
from infra.systems.global_payments import names
from infra.systems.global_payments.dashboards import graphs
from infra.systems.global_payments.functions import SPECS
from infra.systems.global_payments.metrics import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import App

    from infra.settings import Region
    from infra.stack import PlatformStack
    from infra.systems.global_payments.settings import Settings


class Operations(GlobalStack):
    """The dashboard of all regions, and alarms that are told by another region than the one they are of.

    applications: the stacks whose functions it shows and calls.
    """

    settings: Settings

    def __init__(self, scope: App, settings: Settings, applications: Sequence[PlatformStack]) -> None:
        super().__init__(scope, settings, "operations-global")
        for application in applications:
            self.add_dependency(application)
        regions = [self._watch(region) for region in settings.regions]
        name = self.names.of("global", limit=Limit.DASHBOARD)
        add_dashboard(self.place(), DashboardSpec("dashboard", name, graphs(regions)))
        self.output("dashboard_name", name, "Dashboard of all regions")
        for region in settings.regions:
            self._tell_elsewhere(region)

    def _watch(self, region: Region) -> Watched:
        place = self.place(region)
        machines = {each: f"stateMachine:{names.workflow(self.names, each)}" for each in Workflow}
        workflows = {each: place.arn("states", name) for each, name in machines.items()}
        functions = {spec.name: names.function(self.names, spec.name) for spec in SPECS}
        return watched(place, self.settings, workflows, functions=functions)

    def _tell_elsewhere(self, region: Region) -> None:
        place, watcher = self.place(region), self.settings.watcher(region)
        if watcher:
            function = f"function:{names.function(self.names, 'alert')}:{ALIAS}"
            heard = SubscriptionSpec(
                f"alarms_of_{region.code}",
                place.arn("sns", names.alerts_topic(self.names)),
                place.arn("lambda", function, region=watcher),
                "lambda",
                lost_arn=place.arn("sqs", names.queue(self.names, "alerts_dlq")),
                alarms_only=True,
            )
            add_subscription(place, heard)
