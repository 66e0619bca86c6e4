"""The queues, the alerts and the event bus of one region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.events.alerts import Alerts, AlertsSpec, add_alerts
from infra.blocks.events.bus import Bus, BusSpec, add_bus
from infra.blocks.events.queue import Queue, QueueSpec, Sender, add_last_resort
from infra.blocks.events.route import sender_of
from infra.blocks.labels import DataClass
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from infra.place import Place
    from infra.systems.global_payments.settings import Settings


@dataclass(frozen=True, slots=True)
class Messages:
    """What one region's messages run through.

    events_dlq: where the bus, the rules on it, and the schedules leave events that they could not deliver.
    """

    events_dlq: Queue
    functions_dlq: Queue
    changes_dlq: Queue
    alerts: Alerts
    bus: Bus


def add_messages(place: Place, settings: Settings, key_arn: str) -> Messages:
    """Add them all, encrypted under `key_arn`."""
    called, region, peers = place.names, place.region, settings.peers(place.region)
    schedules = (names.schedule(called, handler, region) for handler in names.SCHEDULED)
    undelivered = sender_of(
        place, names.event_bus(called), *schedules, names.rule(called, names.EXECUTIONS, region)
    )

    def last_resort(queue_id: str, *senders: Sender) -> Queue:
        what = queue_id.replace("_", "-")
        return add_last_resort(place, QueueSpec(queue_id, what, DataClass.TOKENISED, key_arn, senders))

    events_dlq = last_resort("events_dlq", undelivered)
    functions_dlq = last_resort("functions_dlq")
    changes_dlq = last_resort("changes_dlq")
    alerts = add_alerts(place, AlertsSpec("alerts", key_arn, peers, settings.alerts.operator_emails))
    bus = BusSpec(
        id="bus",
        name=names.event_bus(called),
        archive_name=names.event_archive(called),
        key_arn=key_arn,
        dead_letters=events_dlq,
        peer_role_arns=tuple(place.role_arn(names.event_router_role(called, peer)) for peer in peers),
    )
    return Messages(events_dlq, functions_dlq, changes_dlq, alerts, add_bus(place, bus))
