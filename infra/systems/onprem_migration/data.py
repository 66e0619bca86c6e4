"""`database` and `migration`: the customer database, and what moves the data centre's into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.data.aurora import POSTGRESQL, AuroraSpec, add_aurora
from infra.blocks.data.aurora import Database as Held
from infra.blocks.data.migration import Endpoint, MigrationSpec, add_migration
from infra.blocks.network.security_group import SecurityGroup
from infra.blocks.network.tiers import subnets_of
from infra.blocks.observe.migration import MigrationMetrics
from infra.blocks.observe.signals import SignalsSpec, add_signals
from infra.blocks.security.ephemeral import EphemeralSecretSpec, add_ephemeral_secret
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key
from infra.stack import PlatformStack, RegionalStack
from infra.systems.onprem_migration import DATABASE

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.onprem_migration.settings import DataMigration, Settings, Site


class Database(RegionalStack):
    """The customer database, which nobody reaches yet: who does lets itself in."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, *below: PlatformStack) -> None:
        super().__init__(scope, settings, "database", settings.primary)
        place, base, wanted = self.place(), self.outputs_of(*below), settings.database
        key_arn = add_key(place, KeySpec("db", "Customer database", KeyUses(("dms", "rds")))).arn
        place.output("database_key_arn", key_arn)
        secret = EphemeralSecretSpec("administrator", wanted.administrator_secret)
        password = add_ephemeral_secret(place, secret).field("password")
        cluster = AuroraSpec(
            id="rds_cluster",
            what=DATABASE,
            engine=POSTGRESQL,
            version=wanted.version,
            holds=Held(wanted.name, wanted.administrator, password),
            vpc_id=base["vpc_id"],
            subnet_ids=subnets_of(base, "database", zones=len(self.home.zones)),
            key_arn=key_arn,
            logs_key_arn=base["operations_key_arn"],
            backup_days=settings.profile.backup_days,
            least=wanted.least_capacity,
            most=wanted.most_capacity,
            instances=wanted.instances,
        )
        place.publish(add_aurora(place, cluster))


class Migration(RegionalStack):
    """What moves the database from `site`, as is `wanted`, until it is destroyed after the last phase."""

    settings: Settings

    def __init__(
        self, scope: App, settings: Settings, wanted: DataMigration, site: Site, *below: PlatformStack
    ) -> None:
        super().__init__(scope, settings, "migration", settings.primary)
        place, base, source, held = self.place(), self.outputs_of(*below), wanted.source, settings.database
        spec = MigrationSpec(
            id="migration",
            what="data-migration",
            foundation=base,
            zones=len(self.home.zones),
            source=Endpoint(source.name, source.secret, source.certificate, source.port),
            target=Endpoint(held.name, wanted.target_secret, wanted.target_certificate, POSTGRESQL.port),
            network=site.network,
            cluster=SecurityGroup.published(base, "rds_cluster_group", DATABASE),
            schemas=source.schemas,
            secrets_key_alias=held.secrets_key_alias,
            instance_class=wanted.instance_class,
            storage=wanted.storage,
            several_zones=wanted.several_zones,
        )
        added = add_migration(place, spec)
        signals = MigrationMetrics(place.region, added).signals(settings.operations)
        observed = SignalsSpec("migration_dashboard", "migration", signals, base["alerts_topic_arn"])
        place.publish(added, add_signals(place, observed))
