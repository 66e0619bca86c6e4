"""The stacks of `moving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.route53_record import Route53Record, Route53RecordWeightedRoutingPolicy

from infra.blocks.data.table import TableSpec, add_table
from infra.blocks.edge.dns import HealthCheckSpec, add_health_check
from infra.blocks.events.topic import SubscriptionSpec, TopicSpec, add_alert_topic, add_subscription
from infra.blocks.labels import DataClass
from infra.blocks.observe.alarm import AlarmSpec, add_alarm
from infra.blocks.observe.endpoints import EndpointMetrics
from infra.blocks.observe.metrics import metric
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key
from infra.stack import RegionalStack

if TYPE_CHECKING:
    from cdktf import App

    from tests.systems.moving.settings import Settings


def build(app: App, settings: Settings) -> tuple[RegionalStack, ...]:
    """One stack with the table, which phases must leave alone, and one with what they change."""
    data = RegionalStack(app, settings, "data", settings.primary)
    place = data.place()
    key = add_key(
        place,
        KeySpec("data", "Data", KeyUses(services=("dynamodb", "sns"), publishers=("cloudwatch", "events"))),
    )
    table = add_table(
        place, TableSpec("records", place.names.table("records"), DataClass.LOGS, key.arn, streamed=False)
    )
    topic = add_alert_topic(place, TopicSpec("alerts", DataClass.LOGS, key.arn))
    add_subscription(place, SubscriptionSpec("operator", topic.arn, "operators@example.com", "email"))
    throttled = metric(settings.primary, "AWS/DynamoDB", "WriteThrottleEvents", TableName=table.name)
    spec = AlarmSpec("throttled", "Writes are throttled.", "web-failures", throttled, 0)
    add_alarm(place, spec, topic_arn=topic.arn)
    data.output("table_name", table.name)
    data.output("topic_arn", topic.arn)
    dns = RegionalStack(app, settings, "dns", settings.primary)
    reads = dns.outputs_of(data)
    for side, weight in settings.current.weights.items():
        host = dns.names.host(side, settings.domain.name)
        check = add_health_check(dns.place(), HealthCheckSpec(f"check_{side}", host, "/health"))
        watched = EndpointMetrics(settings.primary, {side: check}).alarm(side)
        add_alarm(dns.place(), watched, topic_arn=reads["topic_arn"])
        Route53Record(
            dns,
            f"record_{side}",
            zone_id=settings.domain.hosted_zone_id,
            name=dns.names.host("moving", settings.domain.name),
            type="TXT",
            ttl=60,
            records=[f"{side} {reads['table_name']}"],
            set_identifier=side,
            health_check_id=check.check_id,
            weighted_routing_policy=Route53RecordWeightedRoutingPolicy(weight=weight),
        )
    dns.output("phase", settings.phase)
    return data, dns
