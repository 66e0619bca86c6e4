"""`data`: the database, which nobody reaches yet: the application's stack lets its tasks in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.data.aurora import MYSQL, AuroraSpec, Database, add_aurora
from infra.blocks.network.tiers import subnets_of
from infra.blocks.security.ephemeral import EphemeralSecretSpec, add_ephemeral_secret
from infra.stack import RegionalStack

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.pci_web_app.foundation import Foundation
    from infra.systems.pci_web_app.settings import Settings


class Data(RegionalStack):
    """The database."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundation: Foundation) -> None:
        super().__init__(scope, settings, "data", settings.primary)
        base, place, wanted = self.outputs_of(foundation), self.place(), settings.database
        administrator = add_ephemeral_secret(
            place, EphemeralSecretSpec("administrator", wanted.administrator_secret)
        )
        database = AuroraSpec(
            id="rds_cluster",
            what="database",
            engine=MYSQL,
            version=wanted.version,
            holds=Database(wanted.name, wanted.administrator, administrator.field("password")),
            vpc_id=base["vpc_id"],
            subnet_ids=subnets_of(base, "private", zones=len(settings.primary.zones)),
            key_arn=base["data_key_arn"],
            logs_key_arn=base["operations_key_arn"],
            backup_days=settings.profile.backup_days,
            least=wanted.least_capacity,
            most=wanted.most_capacity,
        )
        place.publish(add_aurora(place, database))
