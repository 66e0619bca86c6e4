"""The outbox: carries change items from the ledger's stream to the event bus.

Every region's stream carries every region's writes. The event source's filter lets through what this
region wrote and somebody hears; it is looked at here again, since a missing filter would send each event
three times, and most of them to nobody.

What went out is marked, which takes it off the sweep's worklist: a region that is lost leaves the rest of it
to whoever acts next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.adapters.runtime import stream
from handlers.domain.errors import PaymentError
from handlers.domain.events import Event
from handlers.domain.payment import State
from handlers.domain.ports import Clock, Events, Telemetry
from handlers.domain.stream import StreamRecord
from handlers.domain.telemetry import DOUBTED, FAILURE, SUCCESS
from handlers.functions.change_capture.core import rounds
from handlers.functions.change_capture.spec import SPEC
from handlers.stores.payments import event_of
from handlers.stores.worklist import Worklist


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry
    events: Events
    worklist: Worklist
    region: str


def handle(records: Sequence[StreamRecord], ports: Ports) -> list[str]:
    """Publish the changes among `records` that somebody hears. Returns the sequence numbers of those that did
    not go out, and of those of the same payments behind them; the stream brings them again.
    """
    found = ((record.sequence_number, event_of(record.after)) for record in records if record.after)
    own = [
        (number, event)
        for number, event in found
        if event and event.is_heard and event.origin_region == ports.region
    ]
    failed: list[str] = []
    held: set[str] = set()
    for each in rounds(own):
        failed += [number for number, event in each if event.payment_id in held]
        going = [(number, event) for number, event in each if event.payment_id not in held]
        if not going:
            continue
        refused = [going[position] for position in ports.events.publish([event for _, event in going])]
        failed += [number for number, _ in refused]
        held |= {event.payment_id for _, event in refused}
    ports.telemetry.count(SUCCESS, stage=SPEC.name, value=len(own) - len(failed))
    told = [event for number, event in own if number not in failed]
    for event in told:
        _mark(event, ports)
    doubted = sum(event.state == State.IN_DOUBT and event.previous != State.IN_DOUBT for event in told)
    ports.telemetry.count(DOUBTED, stage=SPEC.name, value=doubted)
    if failed:
        ports.telemetry.count(FAILURE, stage=SPEC.name, value=len(failed))
    return failed


def _mark(event: Event, ports: Ports) -> None:
    """Mark a change as told, so that nobody else tells of it. One that is left unmarked is told once more."""
    try:
        ports.worklist.delivered(event, ports.clock.now(), ports.region)
    except PaymentError as error:
        reason = type(error).__name__
        ports.telemetry.event("mark_failed", payment_id=event.payment_id, reason=reason)


handler = stream(SPEC, handle, Ports)
