"""`foundation`: keys, network, buckets and alerts: what outlives the database and the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.edge.load_balancer import ACCESS_LOGS, CONNECTION_LOGS
from infra.blocks.events.alerts import AlertsSpec, add_alerts
from infra.blocks.events.failures import RELEASE_OF_ECS
from infra.blocks.labels import DataClass
from infra.blocks.network.endpoints import EndpointsSpec, add_endpoints
from infra.blocks.network.flow_archive import PREFIX, FlowArchiveSpec, add_flow_archive
from infra.blocks.network.tiers import TiersSpec, add_tiers
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key
from infra.blocks.storage.bucket import Bucket, BucketSpec, add_bucket
from infra.blocks.storage.bucket_policy import flow_logs
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.log_bucket import LogBucketSpec, add_log_bucket
from infra.stack import RegionalStack
from infra.systems.pci_web_app import WEB

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.pci_web_app.settings import Settings


class Foundation(RegionalStack):
    """What is there before everything else."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings) -> None:
        super().__init__(scope, settings, "foundation", settings.primary)
        place = self.place()
        specs = {
            "data": KeySpec("data", "Payment data", KeyUses(("rds", "s3"))),
            "operations": KeySpec(
                "ops",
                "Logs, messages and the disks of tasks",
                KeyUses(
                    services=("logs", "s3", "sns", "sqs"),
                    publishers=("cloudwatch", "events", "sns"),
                    log_groups=True,
                    delivered_logs=True,
                    fargate_cluster=place.names.cluster(WEB),
                ),
            ),
        }
        keys = {what: add_key(place, spec).arn for what, spec in specs.items()}
        for what, key_arn in keys.items():
            place.output(f"{what}_key_arn", key_arn)
        flow, assets = self._add_buckets(keys["data"], keys["operations"])
        self._add_network(flow, assets)
        operators = settings.alerts.operator_emails
        alerts = AlertsSpec("alerts", keys["operations"], operators=operators, rules=(RELEASE_OF_ECS.id,))
        place.publish(add_alerts(place, alerts))

    def _add_buckets(self, data_key_arn: str, operations_key_arn: str) -> tuple[Bucket, Bucket]:
        """Add those of logs, flow logs and assets. Returns the last two."""
        place, kept = self.place(), self.settings.profile.flow_log_days
        logs = LogBucketSpec(
            "log_bucket", "logs", ("flow-logs", "assets"), balancers=(ACCESS_LOGS, CONNECTION_LOGS)
        )
        log_bucket = add_log_bucket(place, logs)
        logs_to = log_bucket.as_log_target
        flow = BucketSpec(
            id="flow_logs_bucket",
            what="flow-logs",
            data_class=DataClass.LOGS,
            ageing=Ageing(self.settings.retention.hot_days, kept),
            key_arn=operations_key_arn,
            logs_to=logs_to,
            grants=lambda arn: flow_logs(place, arn, PREFIX),
        )
        assets = BucketSpec("static_assets_bucket", "assets", DataClass.CODE, Ageing(), data_key_arn, logs_to)
        added = add_bucket(place, flow), add_bucket(place, assets)
        place.publish(log_bucket, *added)
        return added

    def _add_network(self, flow: Bucket, assets: Bucket) -> None:
        place, region = self.place(), self.settings.primary
        tiers = add_tiers(
            place,
            TiersSpec("", region.cidr, region.zones, nat_per_zone=self.settings.network.nat_per_zone),
        )
        add_flow_archive(place, FlowArchiveSpec(flow.arn, (flow.policy,)), tiers.private)
        reached = EndpointsSpec(
            bucket_arns=(assets.arn,),
            table_arns=(place.arn("dynamodb", f"table/{place.names.app}-*"),),
            interfaces=region.interface_endpoints,
            image_layers=True,
        )
        place.publish(tiers, add_endpoints(place, reached, tiers.private))
