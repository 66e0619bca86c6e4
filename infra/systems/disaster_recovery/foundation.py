"""`foundation-<region>`: keys, network, messages, logs, and the region's own personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.edge.load_balancer import ACCESS_LOGS, CONNECTION_LOGS
from infra.blocks.network.endpoints import EndpointsSpec, add_endpoints
from infra.blocks.network.flow_log import FlowLogSpec, add_flow_log
from infra.blocks.network.tiers import TiersSpec, add_tiers
from infra.blocks.payments.base import PaymentBaseSpec, add_payment_base
from infra.blocks.payments.names import LEDGER, RECEIPTS
from infra.stack import RegionalStack

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Region
    from infra.systems.disaster_recovery.settings import Settings


class Foundation(RegionalStack):
    """The foundation of one region."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, region: Region) -> None:
        super().__init__(scope, settings, f"foundation-{region.name}", region)
        place, per_zone = self.place(), settings.network.nat_per_zone
        base = add_payment_base(
            place,
            PaymentBaseSpec(
                id="bus",
                regions=settings.regions,
                jurisdiction=settings.jurisdiction,
                rules=("endpoint_health", "heartbeat", "sweep", "executions"),
                beside=(settings.recovery.health_region,),
                operators=settings.alerts.operator_emails,
                logged_by=(ACCESS_LOGS, CONNECTION_LOGS),
                recorded=settings.config.recorder,
            ),
        )
        tiers = add_tiers(place, TiersSpec("", region.cidr, region.zones, nat_per_zone=per_zone))
        reached = EndpointsSpec(
            bucket_arns=(place.bucket_arn(place.bucket_name(RECEIPTS)),),
            table_arns=(base.payers.arn, place.arn("dynamodb", f"table/{self.names.table(LEDGER)}")),
            interfaces=region.interface_endpoints,
        )
        log = add_flow_log(place, FlowLogSpec(base.keys["operations"]), tiers.private)
        place.publish(base, tiers, tiers.private_subnets, add_endpoints(place, reached, tiers.private), log)
