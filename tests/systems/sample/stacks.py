"""The stacks of `sample`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.events.topic import SubscriptionSpec, TopicSpec, add_alert_topic, add_subscription
from infra.blocks.labels import DataClass
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key
from infra.stack import RegionalStack

if TYPE_CHECKING:
    from cdktf import App

    from tests.systems.sample.settings import Settings


def build(app: App, settings: Settings) -> tuple[RegionalStack, ...]:
    """One stack, of the primary region."""
    stack = RegionalStack(app, settings, "alerts", settings.primary)
    place = stack.place()
    uses = KeyUses(services=("sns",), publishers=("cloudwatch", "events"))
    key = add_key(place, KeySpec("alerts", "Alerts", uses))
    topic = add_alert_topic(place, TopicSpec("alerts", DataClass.LOGS, key.arn))
    for number, address in enumerate(settings.alerts.operator_emails, start=1):
        add_subscription(place, SubscriptionSpec(f"operator_{number}", topic.arn, address, "email"))
    stack.output("topic_arn", topic.arn, "Where operators hear of alarms")
    return (stack,)
