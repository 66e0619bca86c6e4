"""`app-<region>`: the application in one region, what stands before it, how it is released, and what is
watched of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.compute.container import Image
from infra.blocks.compute.deploy import DeploySpec, add_deploy
from infra.blocks.data.aurora import POSTGRESQL
from infra.blocks.network.security_group import SecurityGroup
from infra.blocks.network.tiers import ranges
from infra.blocks.observe.messages import MessageMetrics
from infra.blocks.observe.replication import RegionReplication
from infra.blocks.observe.sides import SideMetrics
from infra.blocks.observe.signals import SignalsSpec, add_signals, joined
from infra.blocks.storage.access import ObjectAccess
from infra.blocks.web.blue_green import BlueGreen, BlueGreenSpec, add_blue_green
from infra.stack import RegionalStack
from infra.systems.region_migration import RECORDS, WEB

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.region_migration.data import Data
    from infra.systems.region_migration.edge import Certificates
    from infra.systems.region_migration.foundation import Foundation
    from infra.systems.region_migration.settings import Settings

PORT: Final = 8443
_STOP_A_RELEASE: Final = ("unhealthy_hosts", "web_failures", "response_time")


class Application(RegionalStack):
    """The application in the region that `foundation` lies in."""

    settings: Settings

    def __init__(
        self, scope: App, settings: Settings, foundation: Foundation, data: Data, certificates: Certificates
    ) -> None:
        super().__init__(scope, settings, f"app-{foundation.home.name}", foundation.home)
        place, self._base, self._data = self.place(), self.outputs_of(foundation), self.outputs_of(data)
        self._database = f"database_{self.home.code}"  # what the outputs of the region's cluster begin with
        database = SecurityGroup("database_group", "database", self._data[f"{self._database}_group_id"])
        added = add_blue_green(place, self._spec(certificates), database)
        observed = add_signals(place, self._signals(added))
        stopping = {alarm: observed.alarms[alarm] for alarm in _STOP_A_RELEASE}
        deploy = DeploySpec("deploy", WEB, keep_minutes=settings.release.keep_minutes)
        place.publish(added, observed, add_deploy(place, deploy, added.tasks, added.front, stopping))

    def _spec(self, certificates: Certificates) -> BlueGreenSpec:
        """Tasks ask the database of either region, of which one writes."""
        data, settings, zones = self._data, self.settings, len(self.home.zones)
        wanted, database, (least, most) = settings.application, settings.database, settings.tasks(self.home)
        buckets = [data[f"{what}_bucket_name_{self.home.code}"] for what in RECORDS]
        arns, peer = tuple(map(self.place().bucket_arn, buckets)), settings.peer(self.home)
        access = ObjectAccess(read=arns[:1], written=arns, key_arn=self._base["data_key_arn"])
        return BlueGreenSpec(
            id="alb",
            what=WEB,
            foundation=self._base,
            zones=zones,
            addresses=certificates.addresses(self),
            image=Image(wanted.repository, wanted.digest),
            cpu=wanted.cpu,
            memory=wanted.memory,
            port=PORT,
            environment={
                "DATABASE_HOST": data["database_endpoint"],  # of whichever region writes
                "DATABASE_NAME": database.name,
                "DATABASE_PORT": str(POSTGRESQL.port),
                "DATABASE_READER_HOST": data[f"{self._database}_reader_endpoint"],
                **{what.upper(): bucket for what, bucket in zip(RECORDS, buckets, strict=True)},
            },
            secrets={"DATABASE_CREDENTIAL": database.application_secret},
            secrets_key_alias=database.secrets_key_alias,
            grants=tuple(access.statements(self.place())),
            least=least,
            most=most,
            outbound=wanted.outbound,
            database_port=POSTGRESQL.port,
            asking=ranges(peer.cidr, "private", zones=zones),
            asked=ranges(peer.cidr, "database", zones=zones),
            testers=settings.release.testers,
            client_rate=wanted.client_tps,
        )

    def _signals(self, added: BlueGreen) -> SignalsSpec:
        place, settings, identifier = self.place(), self.settings, self._data[f"{self._database}_identifier"]
        copies = RegionReplication(place, settings.peer(self.home), identifier, RECORDS)
        signals = joined(
            added.metrics(place, identifier).signals(settings.operations),
            SideMetrics(place.region, added.front.balancer).signals(settings.operations),
            copies.signals(settings.operations.database_lag),
            MessageMetrics(place, ("alerts_dlq",)).signals(),
        )
        what = f"region-{self.home.code}"
        return SignalsSpec("dashboard", what, signals, self._base["alerts_topic_arn"])
