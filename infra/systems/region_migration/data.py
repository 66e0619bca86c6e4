"""`data-global` and `transit-global`: the database and the records of both regions, each under its own key,
and the way by which tasks of one region reach the database of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.data.aurora import POSTGRESQL, Database
from infra.blocks.data.aurora_global import AuroraGlobalSpec, Site, add_aurora_global
from infra.blocks.labels import DataClass
from infra.blocks.network.transit import TransitSide, TransitSpec, add_transit
from infra.blocks.security.ephemeral import EphemeralSecretSpec, add_ephemeral_secret
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.replicated import ReplicatedBucketSpec, add_replicated_bucket
from infra.stack import GlobalStack
from infra.systems.region_migration import RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import App

    from infra.systems.region_migration.foundation import Foundation
    from infra.systems.region_migration.settings import Settings


class Data(GlobalStack):
    """What is the same in both regions. Records are copied both ways: either region may write by now."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundations: Sequence[Foundation]) -> None:
        super().__init__(scope, settings, "data-global")
        bases = {each.home: self.outputs_of(each) for each in foundations}
        places = [self.place(region) for region in bases]
        wanted, home = settings.database, self.place()
        secret = add_ephemeral_secret(home, EphemeralSecretSpec("administrator", wanted.administrator_secret))
        database = AuroraGlobalSpec(
            id="database",
            what="database",
            engine=POSTGRESQL,
            version=wanted.version,
            database=Database(wanted.name, wanted.administrator, secret.field("password")),
            backup_days=settings.profile.backup_days,
            least=wanted.least_capacity,
            most=wanted.most_capacity,
            instance_class=wanted.instance_class,
            sites={at.name: Site.published(base, zones=len(at.zones)) for at, base in bases.items()},
        )
        home.publish(add_aurora_global(places, database))
        keys = {region.name: base["data_key_arn"] for region, base in bases.items()}
        logs = {region.name: base["log_bucket_name"] for region, base in bases.items()}
        ageing = Ageing(settings.retention.hot_days, settings.profile.record_days)
        for what in RECORDS:
            records = ReplicatedBucketSpec(what, DataClass.TOKENISED, ageing, keys, logs)
            home.publish(add_replicated_bucket(places, records))


class Transit(GlobalStack):
    """The way between the networks, for applications alone: the database copies itself over AWS's own."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundations: Sequence[Foundation]) -> None:
        super().__init__(scope, settings, "transit-global")
        sides = {}
        for foundation in foundations:
            base, at, tables = self.outputs_of(foundation), foundation.home, foundation.route_tables
            sides[at.name] = TransitSide.published(
                base, at.cidr, settings.asn(at), zones=len(at.zones), tables=tables
            )
        places = [self.place(foundation.home) for foundation in foundations]
        self.place().publish(add_transit(places, TransitSpec("transit", sides)))
