"""What the messages of a region run through: its event bus, its alerts, and a queue for each kind of what was
lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infra.blocks.events.alerts import Alerts, AlertsSpec, add_alerts
from infra.blocks.events.bus import Bus, BusSpec, add_bus
from infra.blocks.events.queue import Queue, QueueSpec, add_last_resort
from infra.blocks.events.route import sender_of
from infra.blocks.labels import DataClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.names import RegionLike
    from infra.place import Output, Place

DEAD_LETTERS: Final = ("alerts_dlq", "changes_dlq", "events_dlq", "functions_dlq")


@dataclass(frozen=True, slots=True)
class MessagesSpec:
    """The messages of a region. `id` is the Terraform id of its bus.

    peers: regions whose alerts its inbox keeps as well.
    rules: what goes into the names of rules on the account's default bus, as those of schedules.
    routers: the names of the roles that put events on its bus.
    operators: who gets alerts by e-mail.
    """

    id: str
    key_arn: str
    peers: tuple[RegionLike, ...] = ()
    rules: tuple[str, ...] = ()
    routers: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Messages:
    """What was added."""

    id: str
    events: Queue
    functions: Queue
    changes: Queue
    alerts: Alerts
    bus: Bus

    @property
    def outputs(self) -> Iterator[Output]:
        """Those of each."""
        for each in (self.events, self.functions, self.changes, self.alerts, self.bus):
            yield from each.outputs


def add_messages(place: Place, spec: MessagesSpec) -> Messages:
    """Add it all, encrypted under one key."""
    rules = (place.names.rule(what, place.region) for what in spec.rules)
    # The bus, the rules on it, and the schedules leave here what they could not deliver.
    undelivered = QueueSpec(
        "events_dlq", DataClass.TOKENISED, spec.key_arn, (sender_of(place, place.names.bus(), *rules),)
    )
    events = add_last_resort(place, undelivered)
    functions = add_last_resort(place, QueueSpec("functions_dlq", DataClass.TOKENISED, spec.key_arn))
    changes = add_last_resort(place, QueueSpec("changes_dlq", DataClass.TOKENISED, spec.key_arn))
    alerts = add_alerts(place, AlertsSpec("alerts", spec.key_arn, spec.peers, spec.operators))
    routers = tuple(map(place.role_arn, spec.routers))
    bus = add_bus(place, BusSpec(spec.id, spec.key_arn, events, routers))
    return Messages(spec.id, events, functions, changes, alerts, bus)
