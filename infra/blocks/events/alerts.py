"""Where operators hear what is wrong: a topic, a queue that keeps each alert, and one for what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.events.queue import Queue, QueueSpec, Sender, add_queue, allow_redrive
from infra.blocks.events.topic import (
    SubscriptionSpec,
    Topic,
    TopicSpec,
    add_alert_topic,
    add_subscription,
)
from infra.blocks.labels import DataClass
from infra.blocks.policy_document import when
from infra.names import Limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class AlertsSpec:
    """The alerts of one region: `id` begins the Terraform ids and the names.

    peers: regions whose topics of the same name deliver here as well, so that their alerts are heard while
        they are down.
    operators: who is told by e-mail.
    """

    id: str
    key_arn: str
    peers: Iterable[RegionLike] = ()
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alerts:
    """What was added: what alarms tell, what keeps it, and what takes that which could not be delivered."""

    id: str
    topic: Topic
    inbox: Queue
    lost: Queue


def add_alerts(place: Place, spec: AlertsSpec) -> Alerts:
    """Add the topic and its queues."""
    topic = add_alert_topic(place, TopicSpec(spec.id, spec.id, DataClass.LOGS, spec.key_arn))
    name = place.names.of(spec.id, limit=Limit.TOPIC)
    topics = (topic.arn, *(place.arn("sns", name, region=peer) for peer in spec.peers))
    sender = Sender("sns.amazonaws.com", (when("ArnEquals", "aws:SourceArn", *topics),))

    def queue(what: str, lost: Queue | None = None) -> Queue:
        queue_id, name = f"{spec.id}_{what}", f"{spec.id}-{what}"
        return add_queue(place, QueueSpec(queue_id, name, DataClass.LOGS, spec.key_arn, (sender,), lost))

    lost = queue("dlq")
    inbox = queue("inbox", lost)
    allow_redrive(place, lost, inbox)
    add_subscription(place, SubscriptionSpec(f"{spec.id}_to_inbox", topic.arn, inbox.arn, lost_arn=lost.arn))
    for number, address in enumerate(spec.operators, start=1):
        told = SubscriptionSpec(f"{spec.id}_to_operator_{number}", topic.arn, address, "email")
        add_subscription(place, told)
    return Alerts(spec.id, topic, inbox, lost)
