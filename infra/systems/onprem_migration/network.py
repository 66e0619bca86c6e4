"""`network`: a VPC in three tiers, its ways out, and its flow log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.network.endpoints import EndpointsSpec, add_endpoints
from infra.blocks.network.flow_archive import FlowArchiveSpec, add_flow_archive
from infra.blocks.network.on_premises import OnPremisesSpec, add_on_premises_way
from infra.blocks.network.tiers import TiersSpec, add_tiers
from infra.blocks.payments.names import RECEIPTS
from infra.stack import PlatformStack, RegionalStack

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.onprem_migration.settings import Settings


class Network(RegionalStack):
    """The network."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, storage: PlatformStack) -> None:
        super().__init__(scope, settings, "network", settings.primary)
        place, base, region = self.place(), self.outputs_of(storage), settings.primary
        per_zone = settings.network.nat_per_zone
        wanted = TiersSpec("", region.cidr, region.zones, nat_per_zone=per_zone, database=True)
        tiers = add_tiers(place, wanted)
        add_flow_archive(place, FlowArchiveSpec(base["audit_bucket_arn"]), tiers.private)
        reached = EndpointsSpec(
            bucket_arns=(place.bucket_arn(place.bucket_name(RECEIPTS)),),
            table_arns=(base["ledger_table_arn"], base["personal_table_arn"]),
            interfaces=region.interface_endpoints,
        )
        if site := settings.on_premises:
            way = OnPremisesSpec("on_premises", site.transit_gateway_id, site.network)
            add_on_premises_way(place, way, tiers)
        place.publish(tiers, tiers.private_subnets, add_endpoints(place, reached, tiers.private))
