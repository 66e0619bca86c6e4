"""`certs-global` and `edge-global`: the domain names of the API, their certificates and their records.

The certificates are in one stack, because the proof of a name is one record for all regions: stacks of their
own would each want to make it, and the first one destroyed would take it from the others, whose certificates
then could not be renewed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.edge.hosts import HostsSpec, add_host_certificates, add_host_records, addresses_of
from infra.stack import GlobalStack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import App

    from infra.blocks.edge.api import Address
    from infra.settings import Domain
    from infra.stack import PlatformStack
    from infra.systems.global_payments.settings import Settings


class Certificates(GlobalStack):
    """The certificates of the names, in each region that answers to them."""

    def __init__(self, scope: App, settings: Settings, domain: Domain) -> None:
        super().__init__(scope, settings, "certs-global")
        self._hosts = _hosts(domain)
        places = [self.place(region) for region in settings.regions]
        self.place().publish(add_host_certificates(places, self._hosts))

    def addresses(self, reader: PlatformStack) -> Mapping[str, Address]:
        """The addresses of the API in the region of `reader`, which is then deployed later."""
        return addresses_of(reader.place(), self._hosts, reader.outputs_of(self))


class Edge(GlobalStack):
    """How callers find the nearest region that is well: the records, and a health check of each region."""

    def __init__(
        self, scope: App, settings: Settings, domain: Domain, applications: Sequence[PlatformStack]
    ) -> None:
        super().__init__(scope, settings, "edge-global")
        hosts = _hosts(domain)
        self.output("api_url", f"https://{hosts.shared(self.place())}", "The API, nearest region")
        for application in applications:
            place, outputs = self.place(application.home), self.outputs_of(application)
            place.publish(add_host_records(place, hosts, outputs))


def _hosts(domain: Domain) -> HostsSpec:
    return HostsSpec("api", "API", domain.name, domain.hosted_zone_id)
