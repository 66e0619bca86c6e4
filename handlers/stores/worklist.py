"""What is left to do for payments, in the ledger table: `PAYMENT#<id>` / `OPEN#<name>`. Its
name is that of an epoch, a refund, a command or a change.

An entry stands beside the payment it is of and is written in the commit that opens or closes it. Those of two
epochs are two items, and one that asks for a refund, a capture or a cancellation is its own: what an owner
writes that is cut off is never lost under what another one wrote. A look rewrites the entry alone, never the
payment.

A change that somebody hears of (handlers.domain.events.HEARD) has one of its own as well, until it is told:
by the region that wrote it, from its stream, or by whoever acts next.

    open_shard   `<what for>#<home region>#<shard>`, the key of the sparse index; none once closed
    due_at       when to look; the index is sorted by it
    looks        how often it was looked at: a look counts itself first, so that of two sweeps one does it
    tries        the looks of schedules since it was opened; faults: those that ended in a defect
    idle_since   since when there is nothing to do for it, as far as this region sees
    change       the payment's change that opened it; a copy that has not got so far closes nothing
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handlers.domain.events import HEARD, Event
from handlers.domain.payment import (
    MAY_REFUND,
    Change,
    FencingToken,
    Payment,
    PendingCommand,
    RefundStatus,
    State,
)
from handlers.domain.pending_commands import Promise, promise_of
from handlers.domain.ports import (
    EXPIRES,
    Absent,
    ConditionFailedError,
    Item,
    Ledger,
    OpenIndex,
    Put,
    Same,
    Value,
)
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
    change; `change` names the payment's change that opened it, "" where that was not kept.
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
    change: str = ""

    @property
    def epoch(self) -> int | None:
        """The epoch that opened it; None where it is a refund's or a change's."""
        return int(self.name) if self.name.isdigit() else None

    @property
    def command(self) -> PendingCommand | None:
        """What its merchant asked for, where it is open for that."""
        return PendingCommand(self.name) if self.name in set(PendingCommand) else None

    def is_ahead_of(self, payment: Payment) -> bool:
        """Tell whether the payment, as the region sees it, is older than this: items arrive in any order."""
        return change_name(payment.epoch, payment.version) < self.change

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
        change=text(item, "change"),
    )


def entries_of(change: Change) -> Iterator[Put]:
    """Return the entries that a commit opens and closes.

    What a former owner opened is left to the sweep: it is closed once a later epoch has touched the payment.
    """
    before, after = change.before, change.after
    same_epoch = before is not None and before.epoch == after.epoch
    was = open_for(before) if before and same_epoch else None
    kind = open_for(after)
    if kind and kind is not was:
        yield _put_of(_opened(after, _epoch_name(after.epoch), kind, due_at(after, kind)))
    elif before and before.is_open and not kind:  # one of this epoch may have been opened again
        yield _closed(after, _epoch_name(after.epoch))
    yield from _refund_entries(change)
    yield from _command_entries(change)
    if after.state in HEARD:
        due = after.updated_at + TERMS[OpenFor.TELL].first
        yield _put_of(_opened(after, change_name(after.epoch, after.version), OpenFor.TELL, due))


def _refund_entries(change: Change) -> Iterator[Put]:
    before, after, refund = change.before, change.after, change.refund
    if refund and refund.status is not RefundStatus.REQUESTED:
        yield _closed(after, refund.id)
    elif refund and not (before and before.refund(refund.id)):
        yield _put_of(_opened(after, refund.id, OpenFor.REFUND, due_at(after, OpenFor.REFUND)))
    if before and before.state is State.CAPTURED and after.state in MAY_REFUND:
        # They waited for the pay-out, and wait no longer.
        for waiting in before.requested:
            if waiting in after.requested:
                yield _put_of(_opened(after, waiting.id, OpenFor.REFUND, after.updated_at))


def _command_entries(change: Change) -> Iterator[Put]:
    before, after = change.before, change.after
    for command in after.asked:
        if not before or command not in before.asked:
            due = after.updated_at + TERMS[OpenFor.RESUME].first
            yield _put_of(_opened(after, str(command), OpenFor.RESUME, due))
        elif promise_of(after, command) is Promise.KEPT is not promise_of(before, command):
            yield _closed(after, str(command))


class Worklist:
    """The payments of a home region that something is left to do for."""

    def __init__(self, index: OpenIndex, ledger: Ledger) -> None:
        self._index, self._ledger = index, ledger

    def page(self, key: str, *, until: datetime, limit: int, after: Item | None = None) -> Sequence[Item]:
        """Return up to `limit` items of a worklist's shard that are due by `until`, those due first first.

        `after` is the last item of the page before.
        """
        return self._index.open_in(key, until=text_of(until), limit=limit, after=after)

    def of_payment(self, payment_id: str) -> Sequence[Item]:
        """Return the items of a payment's open entries, whether due or not."""
        return [item for item in _entries(self._ledger, payment_id) if "open_shard" in item]

    def rewrite(self, was: Entry, written: Entry) -> bool:
        """Write an entry anew; tell whether nobody else was first."""
        return self._put(_item(written), was)

    def close(self, entry: Entry, now: datetime, region: str) -> bool:
        """Take an entry off the worklist; tell whether nobody else was first."""
        return self._put(_closed_item(entry.payment_id, entry.name, entry.home_region, now, region), entry)

    def undelivered(self, entry: Entry) -> Sequence[Entry]:
        """Return the entries of a payment's changes that are to be told, up to that of `entry`, in order."""
        found = [item for item in self.of_payment(entry.payment_id) if item["open_for"] == OpenFor.TELL]
        return [each for each in map(entry_of, found) if each.name <= entry.name]

    def delivered(self, event: Event, now: datetime, region: str) -> None:
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


def open_what_lacks(ledger: Ledger, payment: Payment, by: FencingToken) -> None:
    """Open the entries that a payment lacks, as the region sees it. What is open is left as it is.

    The copies of a commit arrive item by item: of a region that was lost its state may be here without its
    entry, or an entry may have been closed when less of it had arrived.
    """
    if by.epoch < payment.epoch:
        return
    items = {text(item, "sk").removeprefix(_PREFIX): item for item in _entries(ledger, payment.id)}
    there = {name for name, item in items.items() if "open_shard" in item}
    lacking = [
        _opened(payment, refund.id, OpenFor.REFUND, due_at(payment, OpenFor.REFUND))
        for refund in payment.requested
        if refund.id not in there
    ]
    kind = open_for(payment)
    if kind and not any(name.isdigit() and int(name) >= payment.epoch for name in there):
        lacking.append(_opened(payment, _epoch_name(by.epoch), kind, due_at(payment, kind)))
    for entry in lacking:
        closed = items.get(entry.name)
        when = Same({"updated_at": text(closed, "updated_at")}) if closed else Absent()
        with suppress(ConditionFailedError):  # somebody else was first
            ledger.write(Put(_item(replace(entry, updated_at=by.at, region=by.region)), when))


def _entries(ledger: Ledger, payment_id: str) -> Sequence[Item]:
    """Return the items of a payment's entries, the closed ones as well."""
    found = ledger.query(payment_pk(payment_id), from_sk=_PREFIX)
    return [item for item in found if text(item, "sk") < _BEHIND]


def _epoch_name(epoch: int) -> str:
    return f"{epoch:0{_EPOCH_DIGITS}d}"


def _opened(payment: Payment, name: str, kind: OpenFor, due: datetime) -> Entry:
    at = payment.updated_at
    since = payment.doubt_since or at if kind is OpenFor.DOUBT else at
    tries = rounds(payment) if kind in (OpenFor.DOUBT, OpenFor.RESUME) else 0
    return Entry(
        payment_id=payment.id,
        name=name,
        home_region=payment.home_region,
        open_for=kind,
        due_at=due,
        since=since,
        updated_at=at,
        region=payment.region,
        tries=tries,
        change=change_name(payment.epoch, payment.version),
    )


def _put_of(entry: Entry) -> Put:
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
        "change": entry.change,
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
        EXPIRES: seconds_of(at + _KEPT),
    }
