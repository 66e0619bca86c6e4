"""`certs-global` and `dns-global`: the names of the application, their certificates and records, how much of
the traffic each region is given, and the health checks of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.edge.hosts import HostsSpec, add_host_certificates, add_host_records, addresses_of
from infra.blocks.events.alerts import PeerSubscriptionSpec, add_peer_subscription
from infra.blocks.observe.dashboard import of_regions
from infra.blocks.observe.endpoints import EndpointMetrics
from infra.blocks.observe.replication import RegionReplication
from infra.blocks.observe.signals import Signals, SignalsSpec, add_signals
from infra.stack import GlobalStack
from infra.systems.region_migration import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import App

    from infra.blocks.edge.api import Address
    from infra.stack import PlatformStack
    from infra.systems.region_migration.settings import Settings


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


class Dns(GlobalStack):
    """How much of the traffic each region is given while it is well, and what operators see of both."""

    settings: Settings

    def __init__(
        self,
        scope: App,
        settings: Settings,
        foundations: Mapping[str, PlatformStack],
        data: PlatformStack,
        applications: Sequence[PlatformStack],
    ) -> None:
        super().__init__(scope, settings, "dns-global")
        bases = {name: self.outputs_of(each) for name, each in foundations.items()}
        there, hosts = self.place(settings.region(settings.health_region)), _hosts(settings)
        self.output("url", f"https://{hosts.shared(self.place())}", "The application")
        self.output("phase", settings.phase, "The phase of the migration")
        outputs = {each.home: self.outputs_of(each) for each in applications}
        records = {at.code: add_host_records(self.place(at), hosts, found) for at, found in outputs.items()}
        endpoints = EndpointMetrics(there.region, {at: each.health_check for at, each in records.items()})
        signals = self._signals(endpoints, data)
        told = SignalsSpec("dashboard", "global", signals, bases[there.region.name]["alerts_topic_arn"])
        self.place().publish(*records.values(), add_signals(there, told))
        for region in settings.regions:
            peer, base = settings.peer(region), bases[region.name]
            subscription = PeerSubscriptionSpec.published(base, "alerts", peer, region.code)
            add_peer_subscription(self.place(region), subscription)

    def _signals(self, endpoints: EndpointMetrics, data: PlatformStack) -> Signals:
        """Whether endpoints are well, and how far copies are behind in each region."""
        settings, found, shown = self.settings, self.outputs_of(data), []
        for at in settings.regions:
            database = found[f"database_{at.code}_identifier"]
            copies = RegionReplication(self.place(at), settings.peer(at), database, RECORDS)
            shown.append(copies.signals(settings.operations.database_lag).graphs)
        watched = endpoints.signals()
        return Signals(watched.alarms, (*watched.graphs, *of_regions(shown)))


def _hosts(settings: Settings) -> HostsSpec:
    domain = settings.domain
    names = settings.app, "application", domain.name, domain.hosted_zone_id
    return HostsSpec(*names, primary=settings.primary, weights=settings.weights)
