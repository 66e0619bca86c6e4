"""`operations-global`: what shows all regions or notifies another one; their functions are there first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from infra.blocks.compute.function import ALIAS
from infra.blocks.events.alerts import AlarmSubscriptionSpec, add_alarm_subscription
from infra.blocks.observe.dashboard import DashboardSpec, add_dashboard, of_regions
from infra.stack import GlobalStack
from infra.systems.global_payments.functions import SPECS
from infra.systems.global_payments.observability import Telemetry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import App

    from infra.settings import Region
    from infra.stack import PlatformStack
    from infra.systems.global_payments.settings import Settings


class Operations(GlobalStack):
    """The dashboard of all regions, and the notices of a region's alarms that another region sends.

    applications: the stacks whose functions it shows and calls.
    """

    settings: Settings

    def __init__(self, scope: App, settings: Settings, applications: Sequence[PlatformStack]) -> None:
        super().__init__(scope, settings, "operations-global")
        for application in applications:
            self.add_dependency(application)
        graphs = of_regions([self._telemetry(region).signals().graphs for region in settings.regions])
        place = self.place()
        place.publish(add_dashboard(place, DashboardSpec("dashboard", "global", "all regions", graphs)))
        for region in settings.regions:
            self._notify_elsewhere(region)

    def _telemetry(self, region: Region) -> Telemetry:
        place = self.place(region)
        workflows = {each: place.state_machine_arn(each) for each in Workflow}
        functions = {spec.name: self.names.function(spec.name) for spec in SPECS}
        return Telemetry(place, self.settings, functions, workflows)

    def _notify_elsewhere(self, region: Region) -> None:
        place = self.place(region)
        if watcher := self.settings.watcher(region):
            function = f"function:{self.names.function('alert')}:{ALIAS}"
            arn = place.arn("lambda", function, region=watcher)
            add_alarm_subscription(place, AlarmSubscriptionSpec(f"alarms_of_{region.code}", "alerts", arn))
