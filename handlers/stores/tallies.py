"""Alerts that were counted, in the ledger table: one alert a cause and minute, with a count.

`TALLY#<region>`, each region its own:

    <cause>#COUNT#<shard>   how often it happened; only added to
    <cause>#TOLD            how much of that was told, the minute of the last time, and the alert itself

Whoever comes first in a minute sends the alert of a cause, with what was counted since the one before. What
does not get out is told by the next; what was sent by one that died then is told again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handlers.domain.errors import ContentionError, PaymentError
from handlers.domain.events import Alert, Severity
from handlers.domain.ports import EXPIRES, Absent, Add, ConditionFailedError, Item, Key, Ledger, Put, Same
from handlers.stores.items import minute_of, number, seconds_of, shard_of, text

SHARDS: Final = 16  # additions to one item at once turn each other away
_TRIES: Final = 4
_KEPT: Final = timedelta(days=14)  # as long as a queue keeps a message (SQS quotas)
_COUNT: Final = "#COUNT#"
_TOLD: Final = "#TOLD"

Send = Callable[[Alert], None]


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of the cause of `alert`, last in `minute`."""

    alert: Alert
    minute: str = ""
    count: int = 0
    is_noted: bool = False


class Tallies:
    """The tallies of `region`."""

    def __init__(self, ledger: Ledger, region: str) -> None:
        self._ledger, self._pk = ledger, f"TALLY#{region}"

    def tell(self, alert: Alert, name: str, now: datetime, send: Send) -> bool:
        """Send an alert, with what was counted of its cause; where one was sent in this minute, count it.

        `name` is of what it tells. Tells whether it was sent. Raises what `send` raises, and then counts
        nothing.
        """
        cause = _cause(alert)
        found = self._ledger.get(Key(self._pk, f"{cause}{_TOLD}"))
        told = replace(_told(found), alert=alert) if found else _Told(alert)
        if not self._claim(told, now):
            self._count(cause, name, now)
            return False
        told, undelivered = _untold(told, self._ledger.query(self._pk, from_sk=f"{cause}{_COUNT}"))
        self._send(told, undelivered + 1, now, send)
        self._count(cause, name, now)
        self._note(told, undelivered + 1, now)
        return True

    def tell_left(self, now: datetime, send: Send) -> int:
        """Send what was counted before this minute and is not told. Returns how many alerts that were.

        Raises what `send` raises; what was not sent is sent the next time.
        """
        items, sent = self._ledger.query(self._pk), 0
        for item in items:
            if not text(item, "sk").endswith(_TOLD):
                continue
            told, undelivered = _untold(_told(item), items)
            if undelivered and self._claim(_told(item), now):
                self._send(told, undelivered, now, send)
                self._note(told, undelivered, now)
                sent += 1
        return sent

    def _claim(self, told: _Told, now: datetime) -> bool:
        """Make the minute ours; tell whether nobody else was first."""
        minute = minute_of(now)
        if minute <= told.minute:
            return False
        was = Same({"minute": told.minute, "told": told.count}) if told.is_noted else Absent()
        try:
            self._ledger.write(Put(self._item(told, minute, told.count, now), was))
        except (ConditionFailedError, ContentionError):
            return False
        return True

    def _send(self, told: _Told, count: int, now: datetime, send: Send) -> None:
        try:
            send(replace(told.alert, count=count))
        except Exception:
            with suppress(PaymentError):  # the minute is another's again
                self._ledger.write(Put(self._item(told, told.minute, told.count, now), None))
            raise

    def _note(self, told: _Told, count: int, now: datetime) -> None:
        self._ledger.write(Put(self._item(told, minute_of(now), told.count + count, now), None))

    def _count(self, cause: str, name: str, now: datetime) -> None:
        expires = seconds_of(now + _KEPT)
        for offset in range(_TRIES):
            shard = (shard_of(name, SHARDS) + offset) % SHARDS
            try:
                self._ledger.add(Add(Key(self._pk, f"{cause}{_COUNT}{shard}"), {"count": 1}, expires))
            except ContentionError:
                continue
            return
        raise ContentionError("others count the same just now")

    def _item(self, told: _Told, minute: str, count: int, now: datetime) -> Item:
        alert = told.alert
        return {
            "pk": self._pk,
            "sk": f"{_cause(alert)}{_TOLD}",
            "minute": minute,
            "told": count,
            "kind": alert.kind,
            "severity": str(alert.severity),
            "title": alert.title,
            "runbook": alert.runbook,
            "region": alert.region,
            "reason": alert.reason,
            EXPIRES: seconds_of(now + _KEPT),
        }


def _cause(alert: Alert) -> str:
    return f"{alert.kind}#{alert.region}#{alert.reason}"


def _told(item: Item) -> _Told:
    alert = Alert(
        kind=text(item, "kind"),
        severity=Severity(text(item, "severity")),
        title=text(item, "title"),
        runbook=text(item, "runbook"),
        region=text(item, "region"),
        reason=text(item, "reason"),
    )
    return _Told(alert, text(item, "minute"), number(item, "told"), is_noted=True)


def _untold(told: _Told, items: Sequence[Item]) -> tuple[_Told, int]:
    """Return what was counted and not told; and what was told, from the beginning where the table forgot."""
    prefix = f"{_cause(told.alert)}{_COUNT}"
    counted = sum(number(item, "count") for item in items if text(item, "sk").startswith(prefix))
    known = told if counted >= told.count else replace(told, count=0)
    return known, counted - known.count
