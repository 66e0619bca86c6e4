"""The queues, the alert topic and the event bus of one region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.events.bus import BusSpec, add_bus
from infra.blocks.events.queue import Queue, QueueSpec, Sender, add_queue, allow_redrive
from infra.blocks.events.topic import TopicSpec, add_alert_topic, subscribe_email, subscribe_queue
from infra.blocks.labels import DataClass
from infra.blocks.policy_document import when
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from infra.place import Place
    from infra.systems.global_payments.settings import Settings


@dataclass(frozen=True, slots=True)
class Messages:
    """What one region's messages run through."""

    alerts_topic_arn: str
    bus_arn: str
    alerts: Queue
    alerts_dlq: Queue
    events_dlq: Queue
    functions_dlq: Queue
    changes_dlq: Queue


def add_messages(place: Place, settings: Settings, key_arn: str) -> Messages:
    """Add them all, encrypted under `key_arn`."""
    events_dlq = _add_events_dlq(place, key_arn)
    functions_dlq = _add_last_resort(place, key_arn, "functions_dlq")
    changes_dlq = _add_last_resort(place, key_arn, "changes_dlq")
    topic_arn, alerts, alerts_dlq = _add_alerts(place, settings, key_arn)
    peers = settings.peers(place.region)
    bus_arn = add_bus(
        place,
        BusSpec(
            id="bus",
            name=names.event_bus(place.names),
            archive_name=names.event_archive(place.names),
            key_arn=key_arn,
            peer_role_arns=tuple(
                place.role_arn(names.event_router_role(place.names, peer)) for peer in peers
            ),
        ),
        dead_letters=events_dlq,
    )
    return Messages(topic_arn, bus_arn, alerts, alerts_dlq, events_dlq, functions_dlq, changes_dlq)


def _add_alerts(place: Place, settings: Settings, key_arn: str) -> tuple[str, Queue, Queue]:
    """The topic, the queue that every region's alerts land in, and the queue for what was lost."""
    topic_name = names.alerts_topic(place.names)
    topic_arn = add_alert_topic(
        place, TopicSpec(id="alerts", what="alerts", data_class=DataClass.LOGS, key_arn=key_arn)
    )
    # Peers' topics deliver here as well, so that one region's alerts are heard while it is down.
    topics = (
        topic_arn,
        *(place.arn("sns", topic_name, region=peer) for peer in settings.peers(place.region)),
    )
    sender = Sender("sns.amazonaws.com", (when("ArnEquals", "aws:SourceArn", *topics),))
    dlq = add_queue(
        place,
        QueueSpec("alerts_dlq", "alerts-dlq", DataClass.LOGS, key_arn, senders=(sender,)),
    )
    inbox = add_queue(
        place,
        QueueSpec(names.ALERTS_INBOX, "alerts-inbox", DataClass.LOGS, key_arn, senders=(sender,)),
        dead_letters=dlq,
    )
    allow_redrive(place, "alerts_dlq", dlq, inbox)
    subscribe_queue(place, "alerts_to_inbox", topic_arn, inbox.arn, lost_arn=dlq.arn)
    for number, address in enumerate(settings.alerts.operator_emails, start=1):
        subscribe_email(place, f"alerts_to_operator_{number}", topic_arn, address)
    return topic_arn, inbox, dlq


def _add_events_dlq(place: Place, key_arn: str) -> Queue:
    """Where the bus, the rules on it, and the schedules, leave events that they could not deliver."""
    bus = names.event_bus(place.names)
    on_the_default_bus = (
        *(names.schedule(place.names, handler, place.region) for handler in names.SCHEDULED),
        names.rule(place.names, names.EXECUTIONS, place.region),
    )
    sources = tuple(
        place.arn("events", source)
        for source in (f"event-bus/{bus}", f"rule/{bus}/*", *(f"rule/{rule}" for rule in on_the_default_bus))
    )
    sender = Sender(
        "events.amazonaws.com",
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", *sources),
        ),
    )
    return _add_last_resort(place, key_arn, "events_dlq", sender)


def _add_last_resort(place: Place, key_arn: str, queue_id: str, *senders: Sender) -> Queue:
    spec = QueueSpec(queue_id, queue_id.replace("_", "-"), DataClass.TOKENISED, key_arn, senders)
    queue = add_queue(place, spec)
    allow_redrive(place, queue_id, queue)
    return queue
