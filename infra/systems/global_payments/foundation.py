"""`foundation-<region>`: keys, network, messages, logs, and the region's own personal data.

Everything that outlives the application, and the keys that must outlive the replicas encrypted under
them. It reads no other stack.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from infra.blocks.data.table import Table, TableSpec, add_table, keep_in_region
from infra.blocks.labels import DataClass
from infra.blocks.network.endpoints import EndpointsSpec, add_endpoints
from infra.blocks.network.flow_log import FlowLogSpec, add_flow_log
from infra.blocks.network.vpc import NetworkSpec, add_network
from infra.blocks.security.key_statements import dynamodb_replication_role
from infra.blocks.security.keys import add_key
from infra.blocks.storage.bucket import Bucket, BucketSpec, LogTarget, add_bucket
from infra.blocks.storage.bucket_policy import access_logs_from, never_replicated
from infra.blocks.storage.lifecycle import Ageing
from infra.place import Place
from infra.stack import RegionalStack
from infra.systems.global_payments import names
from infra.systems.global_payments.keys import data_key, operations_key, personal_key
from infra.systems.global_payments.messages import add_messages

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Region
    from infra.systems.global_payments.settings import Settings


class Output(StrEnum):
    """The outputs of a foundation that other stacks and operators rely on."""

    DATA_KEY = "data_key_arn"
    PERSONAL_KEY = "personal_key_arn"
    OPERATIONS_KEY = "operations_key_arn"
    LOG_BUCKET = "log_bucket_name"
    CODE_BUCKET = "code_bucket_name"
    PERSONAL_BUCKET = "personal_bucket_name"
    PERSONAL_TABLE = "personal_table_name"
    PERSONAL_TABLE_ARN = "personal_table_arn"
    VPC = "vpc_id"
    VPC_CIDR = "vpc_cidr"
    ENDPOINTS_GROUP = "endpoints_security_group_id"
    S3_PREFIX_LIST = "s3_prefix_list_id"
    DYNAMODB_PREFIX_LIST = "dynamodb_prefix_list_id"
    FLOW_LOG_GROUP = "flow_log_group_name"
    ALERTS_TOPIC = "alerts_topic_arn"
    ALERTS_QUEUE = "alerts_queue_arn"
    ALERTS_DLQ = "alerts_dlq_arn"
    EVENTS_DLQ = "events_dlq_arn"
    FUNCTIONS_DLQ = "functions_dlq_arn"
    CHANGES_DLQ = "changes_dlq_arn"
    EVENT_BUS = "event_bus_arn"


def subnet_output(zone: int) -> str:
    """The output that holds the id of the private subnet in the zone number `zone`, from 1."""
    return f"private_subnet_{zone}_id"


class Foundation(RegionalStack):
    """The foundation of one region."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, region: Region) -> None:
        super().__init__(scope, settings, f"foundation-{region.name}", region)
        place = self.place()
        self._region = settings.region(region.name)
        self._data_key = add_key(place, data_key(place, settings)).arn
        self._personal_key = add_key(place, personal_key(place, settings)).arn
        self._operations_key = add_key(place, operations_key(place)).arn
        self._publish(
            {
                Output.DATA_KEY: self._data_key,
                Output.PERSONAL_KEY: self._personal_key,
                Output.OPERATIONS_KEY: self._operations_key,
            }
        )
        personal_bucket = self._add_buckets(place)
        personal_table = self._add_personal_table(place)
        self._add_network(place, personal_bucket, personal_table)
        self._add_messages(place)

    def _add_buckets(self, place: Place) -> Bucket:
        retention = self.settings.retention
        logged = tuple(
            place.bucket_arn(place.bucket_name(what)) for what in ("code", "personal", names.RECEIPTS)
        )
        logs = add_bucket(
            place,
            BucketSpec(
                id="log_bucket",
                what="logs",
                data_class=DataClass.LOGS,
                ageing=Ageing(expire_after=self.home.log_retention_days),
                key_arn=None,
                logs_to=None,
                grants=lambda arn: (access_logs_from(place, arn, *logged),),
            ),
        )
        logs_to = LogTarget(logs.name, logs.policy)
        code = add_bucket(
            place,
            BucketSpec(
                id="code_bucket",
                what="code",
                data_class=DataClass.CODE,
                ageing=Ageing(),
                key_arn=self._operations_key,
                logs_to=logs_to,
            ),
        )
        personal = add_bucket(
            place,
            BucketSpec(
                id="personal_bucket",
                what="personal",
                data_class=DataClass.PERSONAL,
                ageing=Ageing(retention.hot_days, self.settings.profile.record_days),
                key_arn=self._personal_key,
                logs_to=logs_to,
                grants=lambda arn: (never_replicated(arn),),
                jurisdiction=self._region.law,
            ),
        )
        self._publish(
            {
                Output.LOG_BUCKET: logs.name,
                Output.CODE_BUCKET: code.name,
                Output.PERSONAL_BUCKET: personal.name,
            }
        )
        return personal

    def _add_personal_table(self, place: Place) -> Table:
        table = add_table(
            place,
            TableSpec(
                id="personal_table",
                name=names.personal_table(place.names),
                data_class=DataClass.PERSONAL,
                key_arn=self._personal_key,
                streamed=False,
                jurisdiction=self._region.law,
            ),
        )
        keep_in_region(place, table, replication_role=dynamodb_replication_role(place))
        self._publish({Output.PERSONAL_TABLE: table.name, Output.PERSONAL_TABLE_ARN: table.arn})
        return table

    def _add_network(self, place: Place, personal_bucket: Bucket, personal_table: Table) -> None:
        region, processor = self._region, self._region.processor_service
        network = add_network(place, NetworkSpec("", region.cidr, region.zones))
        receipts = place.bucket_arn(place.bucket_name(names.RECEIPTS))
        ledger = place.arn("dynamodb", f"table/{names.ledger_table(place.names)}")
        endpoints = add_endpoints(
            place,
            EndpointsSpec(
                bucket_arns=(personal_bucket.arn, receipts),
                table_arns=(personal_table.arn, ledger),
                interfaces=region.interface_endpoints,
                others={"processor": processor.format(region=region.name)} if processor else {},
            ),
            network,
        )
        flow_log = add_flow_log(place, FlowLogSpec(self._operations_key), network)
        self._publish(
            {
                Output.VPC: network.vpc_id,
                Output.VPC_CIDR: str(network.cidr),
                Output.ENDPOINTS_GROUP: endpoints.security_group_id,
                Output.S3_PREFIX_LIST: endpoints.s3_prefix_list_id,
                Output.DYNAMODB_PREFIX_LIST: endpoints.dynamodb_prefix_list_id,
                Output.FLOW_LOG_GROUP: flow_log.log_group.name,
            }
        )
        for zone, subnet_id in enumerate(network.subnet_ids, start=1):
            self.output(subnet_output(zone), subnet_id, f"Private subnet in zone {zone}")

    def _add_messages(self, place: Place) -> None:
        messages = add_messages(place, self.settings, self._operations_key)
        self._publish(
            {
                Output.ALERTS_TOPIC: messages.alerts.topic.arn,
                Output.ALERTS_QUEUE: messages.alerts.inbox.arn,
                Output.ALERTS_DLQ: messages.alerts.lost.arn,
                Output.EVENTS_DLQ: messages.events_dlq.arn,
                Output.FUNCTIONS_DLQ: messages.functions_dlq.arn,
                Output.CHANGES_DLQ: messages.changes_dlq.arn,
                Output.EVENT_BUS: messages.bus.arn,
            }
        )

    def _publish(self, values: dict[Output, str]) -> None:
        for name, value in values.items():
            self.output(name, value, f"{name.replace('_', ' ')} of {self.home.name}")
