"""The `Events` port over EventBridge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from handlers.adapters.calls import calls
from handlers.adapters.clients import answered
from handlers.domain.errors import StoreUnavailableError
from handlers.domain.events import SOURCE, Event

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

_BATCH: Final = 10  # entries of one request (API reference, PutEvents)


class EventBridgeEvents:
    """A bus by its name."""

    def __init__(self, client: EventBridgeClient, bus: str) -> None:
        self._client, self._bus = client, bus

    def publish(self, events: Sequence[Event]) -> Sequence[int]:
        """Publish events. Returns the positions of those that the bus did not take, in order.

        Where a request fails as a whole, so have its events. Raises ConfigurationError where AWS
        refuses, since sending them again would not help.
        """
        lost: list[int] = []
        for start in range(0, len(events), _BATCH):
            lost.extend(start + position for position in self._send(events[start : start + _BATCH]))
        return lost

    @calls("events:PutEvents")
    def _send(self, events: Sequence[Event]) -> Sequence[int]:
        try:
            with answered():
                answer = self._client.put_events(
                    Entries=[
                        {
                            "EventBusName": self._bus,
                            "Source": SOURCE,
                            "DetailType": event.detail_type,
                            "Detail": json.dumps(event.detail(), separators=(",", ":")),
                        }
                        for event in events
                    ]
                )
        except StoreUnavailableError:
            return range(len(events))
        return [position for position, entry in enumerate(answer["Entries"]) if "EventId" not in entry]
