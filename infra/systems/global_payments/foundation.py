"""`foundation-<region>`: keys, network, messages, logs, and the region's own personal data.

Everything that outlives the application, and the keys that must outlive the replicas encrypted under
them. It reads no other stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.data.table import Table, TableSpec, add_table
from infra.blocks.events.messages import MessagesSpec, add_messages
from infra.blocks.labels import DataClass
from infra.blocks.network.endpoints import EndpointsSpec, add_endpoints
from infra.blocks.network.flow_log import FlowLogSpec, add_flow_log
from infra.blocks.network.vpc import NetworkSpec, add_network
from infra.blocks.payments.keys import payment_keys
from infra.blocks.payments.names import EXECUTIONS, LEDGER, PERSONAL, RECEIPTS
from infra.blocks.security.keys import add_key
from infra.blocks.storage.bucket import Bucket, BucketSpec, add_bucket
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.log_bucket import LogBucketSpec, add_log_bucket
from infra.stack import RegionalStack
from infra.systems.global_payments.names import SCHEDULED

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.global_payments.settings import PaymentsRegion, Settings


class Foundation(RegionalStack):
    """The foundation of one region."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, region: PaymentsRegion) -> None:
        super().__init__(scope, settings, f"foundation-{region.name}", region)
        place, self._region = self.place(), region
        specs = payment_keys(place, settings.regions, personal=("dynamodb", "s3"))
        keys = {what: add_key(place, key).arn for what, key in specs.items()}
        for what, key_arn in keys.items():
            place.output(f"{what}_key_arn", key_arn)
        logged = ("code", PERSONAL, RECEIPTS)
        logs = add_log_bucket(place, LogBucketSpec("log_bucket", "logs", logged))
        code = BucketSpec(
            "code_bucket", "code", DataClass.CODE, Ageing(), keys["operations"], logs.as_log_target
        )
        bucket, table = self._add_personal(keys["personal"], logs)
        place.publish(logs, add_bucket(place, code), bucket, table)
        self._add_network(bucket, table, keys["operations"])
        place.publish(add_messages(place, self._messages(keys["operations"])))

    def _messages(self, key_arn: str) -> MessagesSpec:
        """Peers put exceptions on the region's bus, and its inbox takes their alerts."""
        peers = self.settings.peers(self._region)
        return MessagesSpec(
            id="bus",
            key_arn=key_arn,
            peers=peers,
            rules=(*SCHEDULED, EXECUTIONS),
            routers=tuple(self.names.role("event-router", peer) for peer in peers),
            operators=self.settings.alerts.operator_emails,
        )

    def _add_personal(self, key_arn: str, logs: Bucket) -> tuple[Bucket, Table]:
        """Add the stores of personal data."""
        place, law, name = self.place(), self._region.law, PERSONAL
        ageing = Ageing(self.settings.retention.hot_days, self.settings.profile.record_days)
        bucket = BucketSpec(
            id="personal_bucket",
            what=name,
            data_class=DataClass.PERSONAL,
            ageing=ageing,
            key_arn=key_arn,
            logs_to=logs.as_log_target,
            jurisdiction=law,
        )
        table = TableSpec(
            id="personal_table",
            name=place.names.table(name),
            data_class=DataClass.PERSONAL,
            key_arn=key_arn,
            streamed=False,
            jurisdiction=law,
        )
        return add_bucket(place, bucket), add_table(place, table)

    def _add_network(self, personal_bucket: Bucket, personal_table: Table, key_arn: str) -> None:
        place, region, processor = self.place(), self._region, self._region.processor_service
        receipts = place.bucket_arn(place.bucket_name(RECEIPTS))
        ledger = place.arn("dynamodb", f"table/{place.names.table(LEDGER)}")
        reached = EndpointsSpec(
            bucket_arns=(personal_bucket.arn, receipts),
            table_arns=(personal_table.arn, ledger),
            interfaces=region.interface_endpoints,
            others={"processor": processor.format(region=region.name)} if processor else {},
        )
        network = add_network(place, NetworkSpec("", region.cidr, region.zones))
        endpoints = add_endpoints(place, reached, network)
        place.publish(network, endpoints, add_flow_log(place, FlowLogSpec(key_arn), network))
