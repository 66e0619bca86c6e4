"""`foundation-<region>`: keys, network, logs and alerts of one region: what outlives the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.network.tiers import TiersSpec
from infra.blocks.web.base import WebBaseSpec, add_web_base
from infra.stack import RegionalStack
from infra.systems.region_migration import RECORDS, WEB

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Region
    from infra.systems.region_migration.settings import Settings


class Foundation(RegionalStack):
    """The foundation of one region. route_tables: how many its network publishes."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, region: Region) -> None:
        super().__init__(scope, settings, f"foundation-{region.name}", region)
        per_zone = settings.network.nat_per_zone
        spec = WebBaseSpec(
            id="alerts",
            what=WEB,
            network=TiersSpec("", region.cidr, region.zones, nat_per_zone=per_zone, database=True),
            interfaces=region.interface_endpoints,
            records=RECORDS,
            peers=(settings.peer(region),),
            operators=settings.alerts.operator_emails,
        )
        base = add_web_base(self.place(), spec)
        self.route_tables = len(base.tiers.private.route_table_ids)
        self.place().publish(base)
