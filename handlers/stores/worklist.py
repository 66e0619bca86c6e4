"""What is left to do for payments, in the ledger table: `PAYMENT#<id>` / `OPEN#<epoch, refund or change>`.

An entry stands beside the payment it is of and is written in the commit that opens or closes it. Those of two
epochs are two items, and one that asks for a refund is the refund's own: what an owner writes that is cut
off is never lost under what another one wrote. A look rewrites the entry alone, never the payment.

A change that somebody hears of (handlers.domain.events.HEARD) has one of its own as well, until it is told:
by the region that wrote it, from its stream, or by whoever acts next.

    open_shard   `<what for>#<home region>#<shard>`, the key of the sparse index; none once closed
    due_at       when to look; the index is sorted by it
    looks        how often it was looked at: a look counts itself first, so that of two sweeps one does it
    tries        the looks of schedules since it was opened; faults: those that ended in a defect
    idle_since   since when there is nothing to do for it, as far as this region sees
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handlers.domain.events import HEARD, Event
from handlers.domain.payment import MAY_REFUND, Change, Payment, RefundStatus, State
from handlers.domain.ports import ConditionFailedError, Item, OpenIndex, Put, Same, Table, Value
from handlers.domain.worklists import ATTENTION, OPEN_SHARDS, TERMS, OpenFor, due_at, open_for, rounds
from handlers.stores.items import (
    change_name,
    number,
    payment_pk,
    seconds_of,
    shard_of,
    text,
    text_of,
    time_of,
)

_PREFIX: Final = "OPEN#"
_BEHIND: Final = "OPEN$"  # the first key behind all entries
_KEPT: Final = timedelta(days=30)  # what is closed, until the table forgets it
_EPOCH_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a payment is open for. `name` is the epoch that opened it, or that of the refund or the
    change.
    """

    payment_id: str
    name: str
    home_region: str
    open_for: OpenFor
    due_at: datetime
    since: datetime
    updated_at: datetime
    region: str
    looks: int = 0
    tries: int = 0
    faults: int = 0
    idle_since: datetime | None = None
    needs_attention: bool = False

    @property
    def epoch(self) -> int | None:
        """The epoch that opened it; None where it is a refund's or a change's."""
        return int(self.name) if self.name.isdigit() else None

    @property
    def open_shard(self) -> str:
        """The key of the index."""
        kind = ATTENTION if self.needs_attention else self.open_for
        return worklist_key(kind, self.home_region, shard_of(self.payment_id, OPEN_SHARDS))


def worklist_key(kind: OpenFor | str, home_region: str, shard: int) -> str:
    """Return the key of one of OPEN_SHARDS of a worklist; `kind` is what for, or ATTENTION."""
    return f"{kind}#{home_region}#{shard}"


def entry_of(item: Item) -> Entry:
    """Return the entry that an item holds. Raises ValueError for one that no entry was written as."""
    idle = text(item, "idle_since")
    return Entry(
        payment_id=text(item, "payment_id"),
        name=text(item, "sk").removeprefix(_PREFIX),
        home_region=text(item, "home_region"),
        open_for=OpenFor(text(item, "open_for")),
        due_at=time_of(text(item, "due_at")),
        since=time_of(text(item, "since")),
        updated_at=time_of(text(item, "updated_at")),
        region=text(item, "writer_region"),
        looks=number(item, "looks"),
        tries=number(item, "tries"),
        faults=number(item, "faults"),
        idle_since=time_of(idle) if idle else None,
        needs_attention=text(item, "open_shard").startswith(f"{ATTENTION}#"),
    )


def entries_of(change: Change) -> Iterator[Put]:
    """Return the entries that a commit opens and closes.

    What a former owner opened is left to the sweep: it is closed once a later epoch has touched the payment.
    """
    before, after = change.before, change.after
    same_epoch = before is not None and before.epoch == after.epoch
    was = open_for(before) if before and same_epoch else None
    kind = open_for(after)
    name = f"{after.epoch:0{_EPOCH_DIGITS}d}"
    if kind and kind is not was:
        yield _opened(after, name, kind, due_at(after, kind))
    elif was and not kind:
        yield _closed(after, name)
    yield from _refund_entries(change)
    if after.state in HEARD:
        due = after.updated_at + TERMS[OpenFor.TELL].first
        yield _opened(after, change_name(after.epoch, after.version), OpenFor.TELL, due)


def _refund_entries(change: Change) -> Iterator[Put]:
    before, after, refund = change.before, change.after, change.refund
    if refund and refund.status is not RefundStatus.REQUESTED:
        yield _closed(after, refund.id)
    elif refund and not (before and before.refund(refund.id)):
        yield _opened(after, refund.id, OpenFor.REFUND, due_at(after, OpenFor.REFUND))
    if before and before.state is State.CAPTURED and after.state in MAY_REFUND:
        # They waited for the pay-out, and wait no longer.
        for waiting in before.requested:
            if waiting in after.requested:
                yield _opened(after, waiting.id, OpenFor.REFUND, after.updated_at)


class Worklist:
    """The payments of a home region that something is left to do for."""

    def __init__(self, index: OpenIndex, ledger: Table) -> None:
        self._index, self._ledger = index, ledger

    def page(self, key: str, *, until: datetime, limit: int, after: Item | None = None) -> Sequence[Item]:
        """Return up to `limit` items of a worklist's shard that are due by `until`, those due first first.

        `after` is the last item of the page before.
        """
        return self._index.open_in(key, until=text_of(until), limit=limit, after=after)

    def of_payment(self, payment_id: str) -> Sequence[Item]:
        """Return the items of a payment's open entries, whether due or not."""
        found = self._ledger.query(payment_pk(payment_id), from_sk=_PREFIX)
        return [item for item in found if text(item, "sk") < _BEHIND and "open_shard" in item]

    def rewrite(self, was: Entry, written: Entry) -> bool:
        """Write an entry anew; tell whether nobody else was first."""
        return self._put(_item(written), was)

    def close(self, entry: Entry, now: datetime, region: str) -> bool:
        """Take an entry off the worklist; tell whether nobody else was first."""
        return self._put(_closed_item(entry.payment_id, entry.name, entry.home_region, now, region), entry)

    def untold(self, entry: Entry) -> Sequence[Entry]:
        """Return the entries of a payment's changes that are to be told, up to that of `entry`, in order."""
        found = [item for item in self.of_payment(entry.payment_id) if item["open_for"] == OpenFor.TELL]
        return [each for each in map(entry_of, found) if each.name <= entry.name]

    def told(self, event: Event, now: datetime, region: str) -> None:
        """Close the entry of a change that is told, whatever was done with it meanwhile."""
        name = change_name(event.epoch, event.version)
        item = _closed_item(event.payment_id, name, event.home_region, now, region)
        self._ledger.write(Put(item, None))

    def _put(self, item: Item, was: Entry) -> bool:
        same: dict[str, str | int] = {
            "looks": was.looks,
            "due_at": text_of(was.due_at),
            "open_shard": was.open_shard,
        }
        try:
            self._ledger.write(Put(item, Same(same)))
        except ConditionFailedError:
            return False
        return True


def _opened(payment: Payment, name: str, kind: OpenFor, due: datetime) -> Put:
    at = payment.updated_at
    since = payment.doubt_since or at if kind is OpenFor.DOUBT else at
    tries = rounds(payment) if kind in (OpenFor.DOUBT, OpenFor.RESUME) else 0
    entry = Entry(payment.id, name, payment.home_region, kind, due, since, at, payment.region, tries=tries)
    return Put(_item(entry), None)


def _closed(payment: Payment, name: str) -> Put:
    item = _closed_item(payment.id, name, payment.home_region, payment.updated_at, payment.region)
    return Put(item, None)


def _item(entry: Entry) -> Item:
    item: dict[str, Value] = {
        "pk": payment_pk(entry.payment_id),
        "sk": f"{_PREFIX}{entry.name}",
        "payment_id": entry.payment_id,
        "home_region": entry.home_region,
        "open_for": str(entry.open_for),
        "open_shard": entry.open_shard,
        "due_at": text_of(entry.due_at),
        "since": text_of(entry.since),
        "updated_at": text_of(entry.updated_at),
        "looks": entry.looks,
        "tries": entry.tries,
        "faults": entry.faults,
        "writer_region": entry.region,
    }
    return {**item, "idle_since": text_of(entry.idle_since)} if entry.idle_since else item


def _closed_item(
    payment_id: str, name: str, home_region: str, at: datetime, region: str
) -> Mapping[str, Value]:
    return {
        "pk": payment_pk(payment_id),
        "sk": f"{_PREFIX}{name}",
        "payment_id": payment_id,
        "home_region": home_region,
        "updated_at": text_of(at),
        "writer_region": region,
        "expires_at": seconds_of(at + _KEPT),
    }
