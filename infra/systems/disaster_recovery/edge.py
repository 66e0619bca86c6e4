"""`certs-global` and `dns-global`: the names of the application, their certificates and records, the health
checks of both regions, and what follows when the primary's fails.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.blocks.edge.hosts import HostsSpec, add_host_certificates, add_host_records, addresses_of
from infra.blocks.observe.dashboard import DashboardSpec, add_dashboard, of_regions
from infra.blocks.observe.endpoints import EndpointMetrics
from infra.blocks.payments.takeover import PairWatchSpec, TakeoverSpec, add_pair_watch, add_takeover
from infra.stack import GlobalStack
from infra.systems.disaster_recovery.application import measured

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import App

    from infra.blocks.edge.api import Address
    from infra.names import RegionLike
    from infra.stack import PlatformStack
    from infra.systems.disaster_recovery.settings import Settings


class Certificates(GlobalStack):
    """The certificates of the names, in each region."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings) -> None:
        super().__init__(scope, settings, "certs-global")
        places = [self.place(region) for region in settings.regions]
        self.place().publish(add_host_certificates(places, _hosts(settings)))

    def addresses(self, reader: PlatformStack) -> Mapping[str, Address]:
        """The addresses of the application in the region of `reader`, which is then deployed later."""
        return addresses_of(reader.place(), _hosts(self.settings), reader.outputs_of(self))

    def health_url(self, region: RegionLike) -> str:
        """What says how a region is."""
        hosts = _hosts(self.settings)
        return f"https://{hosts.own(self.place(region))}{hosts.health_path}"


class Dns(GlobalStack):
    """How callers find the region that answers, and what Route 53's region knows and does about either."""

    settings: Settings

    def __init__(
        self,
        scope: App,
        settings: Settings,
        foundations: Sequence[PlatformStack],
        applications: Sequence[PlatformStack],
    ) -> None:
        recovery, first, second = settings.recovery, settings.primary, settings.secondary
        super().__init__(scope, settings, "dns-global", recovery.health_region)
        home, there, hosts = self.place(), self.place(recovery.health_region), _hosts(settings)
        self.output("url", f"https://{hosts.shared(home)}", "The application, where it answers")
        outputs = {each.home: self.outputs_of(each) for each in applications}
        records = {at.code: add_host_records(self.place(at), hosts, found) for at, found in outputs.items()}
        endpoints = EndpointMetrics(there.region, {at: each.health_check for at, each in records.items()})
        bases = [self.outputs_of(each) for each in foundations]
        one, other = (measured(self.place(at), settings) for at in (first, second))
        pair = PairWatchSpec("watch", endpoints, one, other, bases, settings.alerts.operator_emails)
        watch = add_pair_watch(there, pair)
        if recovery.automatic_takeover:
            takeover = TakeoverSpec("takeover", watch, there, first, bases[1], outputs[second])
            add_takeover(self.place(second), takeover)
        rpo, limits = recovery.rpo_seconds, settings.operations
        signals = (each.signals(limits, ledger_seconds=rpo) for each in (one, other))
        graphs = (*endpoints.signals().graphs, *of_regions([each.graphs for each in signals]))
        arns = [alarm.arn for alarm in watch.alarms]
        dashboard = add_dashboard(there, DashboardSpec("dashboard", "global", "both regions", graphs, arns))
        home.publish(*records.values(), watch, dashboard)


def _hosts(settings: Settings) -> HostsSpec:
    domain, seconds = settings.domain, settings.recovery.health_seconds
    spec = HostsSpec("pay", "application", domain.name, domain.hosted_zone_id, health_seconds=seconds)
    return replace(spec, primary=settings.primary)
