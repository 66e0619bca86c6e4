"""What needs a person: one is told of all of a kind at once, and no sweep looks at it any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handlers.domain.ports import Alerts, Telemetry
from handlers.domain.worklists import OpenFor, Terms
from handlers.functions.sweep.core import attention_alert, lost_alert
from handlers.stores.worklist import Entry, Worklist

# A sweep that told of it and died has another one tell of it again.
_TOLD_AGAIN: Final = timedelta(minutes=5)


class WornOut:
    """The entries that one sweep, which began at `begun`, found tried often enough."""

    def __init__(self, worklist: Worklist, alerts: Alerts, begun: datetime) -> None:
        self._worklist, self._alerts, self._begun = worklist, alerts, begun
        self._entries: dict[OpenFor, list[Entry]] = defaultdict(list)

    def add(self, entry: Entry, terms: Terms, now: datetime) -> None:
        """Keep an entry to tell of; no other sweep tells of it meanwhile."""
        kept = replace(entry, due_at=now + _TOLD_AGAIN, looks=entry.looks + 1)
        if len(self._entries[terms.open_for]) < terms.looks and self._worklist.rewrite(entry, kept):
            self._entries[terms.open_for].append(kept)

    def tell(self, region: str, telemetry: Telemetry, fail: Callable[..., None]) -> None:
        """Tell of all of it, then put it where no sweep looks: told twice rather than never.

        `fail` hears of each error, with the payment's id where it is one's; the next sweep tells again.
        """
        for kind, entries in self._entries.items():
            if not entries:
                continue
            try:
                self._alerts.send(attention_alert(region, kind, len(entries), entries[0].payment_id))
            except Exception as error:  # noqa: BLE001 (costs one kind)
                fail(error)
                continue
            for entry in entries:
                self._leave(entry, telemetry, fail)

    def _leave(self, entry: Entry, telemetry: Telemetry, fail: Callable[..., None]) -> None:
        left = replace(entry, looks=entry.looks + 1, needs_attention=True, updated_at=self._begun)
        try:
            self._worklist.rewrite(entry, left)
        except Exception as error:  # noqa: BLE001 (costs one payment)
            fail(error, entry.payment_id)
        else:
            telemetry.event("needs_attention", payment_id=entry.payment_id)


class LostCaptures:
    """The captures that were promised and cannot be made, as one sweep found them; it began at `begun`."""

    def __init__(self, worklist: Worklist, alerts: Alerts, begun: datetime) -> None:
        self._worklist, self._alerts, self._begun = worklist, alerts, begun
        self._entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Keep an entry to tell of."""
        self._entries.append(entry)

    def tell(self, region: str, telemetry: Telemetry, fail: Callable[..., None]) -> None:
        """Tell of all of them, and close their entries: told twice rather than never."""
        if not self._entries:
            return
        try:
            self._alerts.send(lost_alert(region, len(self._entries), self._entries[0].payment_id))
            for entry in self._entries:
                telemetry.event("capture_lost", payment_id=entry.payment_id)
                self._worklist.close(entry, self._begun, region)
        except Exception as error:  # noqa: BLE001 (the next look tells)
            fail(error)
