"""Works on payments that lie open: every minute, in each region, for every home region it acts for.

It goes through the worklists (handlers.domain.worklists), each within a budget of its own, shard by shard
from one that the time chooses. A look first moves the entry's due time on, on the condition that nobody
else did: sweeps may overlap, and what ends half-way is due again later. An error of any kind costs the one
payment or the one shard that it meets. What was tried often enough is told to a person, and left.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final

from handlers.adapters.runtime import scheduled
from handlers.domain.errors import NotOwnerError, QuietPeriodError
from handlers.domain.needs import Need, need_of, start_name
from handlers.domain.payment import (
    MAY_REFUND,
    FencingToken,
    Operation,
    Payment,
    PendingCommand,
    Refund,
    RefundStatus,
    State,
    move,
    refund_id_of,
)
from handlers.domain.pending_commands import Promise, promise_of
from handlers.domain.ports import Alerts, Clock, Events, Item, Processor, Receipts, StateMachine, Telemetry
from handlers.domain.processing import GIVEN_UP, applied, in_doubt
from handlers.domain.telemetry import OLDEST_DOUBT, SUCCESS, UNFINISHED
from handlers.domain.worklists import (
    ATTENTION,
    OPEN_SHARDS,
    TERMS,
    OpenFor,
    Terms,
    due_at,
    open_for,
)
from handlers.functions.steps import resolve_doubt
from handlers.functions.sweep.attention import LostCaptures, WornOut
from handlers.functions.sweep.core import (
    Asked,
    asked_in,
    is_defect,
    is_worn_out,
)
from handlers.functions.sweep.outbox import deliver_late
from handlers.functions.sweep.spec import SPEC
from handlers.stores.items import shard_of, text, text_of
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.tallies import Tallies
from handlers.stores.worklist import Entry, Worklist, entry_of, worklist_key

PAGE: Final = 100  # entries of a shard that are read at once
_FAR: Final = datetime(9999, 12, 31, tzinfo=UTC)
# What a former owner opened is seen again soon: what it wrote last may still be on its way.
_FORMER: Final = timedelta(hours=1)
# An entry that nothing is left to do for is closed when what it is of had time to arrive.
_IDLE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `home_regions` are all that there are, `capture_patience` is how long a
    capture may be in doubt.
    """

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    payments: Payments
    worklist: Worklist
    processor: Processor
    receipts: Receipts
    payment_workflow: StateMachine
    settlement_workflow: StateMachine
    refund_workflow: StateMachine
    alerts: Alerts
    events: Events
    tallies: Tallies
    home_regions: tuple[str, ...]
    capture_patience: timedelta


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, int]:
    """Sweep what is due, or what is asked for by hand. Returns how many payments were looked at, and how many
    payments and shards failed. Raises BadEventError.
    """
    asked = asked_in(event)
    sweep = _Sweep(asked, ports)
    if asked.payment_id:
        sweep.look_at(asked.payment_id)
    else:
        sweep.go_through()
    ports.telemetry.count(SUCCESS, stage=SPEC.name, value=sweep.done)
    ports.telemetry.count(UNFINISHED, stage=SPEC.name, value=sweep.failed)
    return {"payments": sweep.done, "failed": sweep.failed}


class _Sweep:
    """One run."""

    def __init__(self, asked: Asked, ports: Ports) -> None:
        self._asked, self._ports = asked, ports
        self._begun = ports.clock.now()
        self._lost = LostCaptures(ports.worklist, ports.alerts, self._begun)
        self._worn_out = WornOut(ports.worklist, ports.alerts, self._begun)
        self.done = self.failed = 0

    def go_through(self) -> None:
        """Go through the worklists of every home region that this one acts for."""
        homes = [home for home in self._ports.home_regions if self._acts_for(home)]
        doubts: list[datetime] = []
        for kind, terms in TERMS.items():
            looks, until = terms.looks, self._ports.clock.now() + terms.slot
            for item in self._items(kind, homes, doubts):
                if not looks or self._ports.clock.now() > until:
                    break
                looks -= self._tried(item)
        if self._asked.by_hand:
            for item in self._items(ATTENTION, homes, []):
                self._tried(item)
        self._worn_out.tell(self._ports.owners.region, self._ports.telemetry, self._fail)
        self._lost.tell(self._ports.owners.region, self._ports.telemetry, self._fail)
        self._tell_what_is_left()
        oldest = min(doubts, default=self._begun)
        self._ports.telemetry.count(
            OLDEST_DOUBT, stage=SPEC.name, value=max(0, int((self._begun - oldest).total_seconds()))
        )

    def look_at(self, payment_id: str) -> None:
        """Look at one payment, whatever it is open for. It is opened first for what it should be open for."""
        self._reopen(payment_id)
        for item in self._ports.worklist.of_payment(payment_id):
            self._tried(item)
        self._lost.tell(self._ports.owners.region, self._ports.telemetry, self._fail)

    def _reopen(self, payment_id: str) -> None:
        try:
            payment = self._ports.payments.load(payment_id)
            if payment:
                by = self._ports.owners.fencing_token(payment.home_region, self._begun)
                self._ports.payments.reopen(payment, by)
        except (NotOwnerError, QuietPeriodError):
            pass
        except Exception as error:  # noqa: BLE001 (what is open is looked at all the same)
            self._fail(error, payment_id)

    # ---- what there is ---------------------------------------------------------------------------

    def _acts_for(self, home: str) -> bool:
        try:
            self._ports.owners.fencing_token(home, self._ports.clock.now())
        except (NotOwnerError, QuietPeriodError):
            return False
        except Exception as error:  # noqa: BLE001 (costs one home region, and the others are worked on)
            self._fail(error)
            return False
        return True

    def _items(self, kind: OpenFor | str, homes: Sequence[str], doubts: list[datetime]) -> Iterator[Item]:
        """Yield what is due of a worklist: a page of each shard, then the next page of each that has one.

        Adds to `doubts` since when each payment in doubt is so, due or not.
        """
        shards = list(product(range(OPEN_SHARDS), homes))
        start = shard_of(f"{kind}#{text_of(self._begun)}", len(shards)) if shards else 0
        waiting: deque[tuple[str, Item | None]] = deque(
            (worklist_key(kind, home, shard), None) for shard, home in (*shards[start:], *shards[:start])
        )
        now = text_of(self._begun)
        all_of_them = self._asked.by_hand or kind == OpenFor.DOUBT
        while waiting:
            key, after = waiting.popleft()
            try:
                page = self._ports.worklist.page(
                    key, until=_FAR if all_of_them else self._begun, limit=PAGE, after=after
                )
            except Exception as error:  # noqa: BLE001 (costs one shard, and the others are worked on)
                self._fail(error)
                continue
            if kind == OpenFor.DOUBT:
                doubts.extend(_since(page))
            due = page if self._asked.by_hand else [item for item in page if text(item, "due_at") <= now]
            yield from due
            if len(due) == PAGE:
                waiting.append((key, page[-1]))

    # ---- one payment -----------------------------------------------------------------------------

    def _tried(self, item: Item) -> bool:
        """Look at one entry, and tell whether that was a look. Whatever goes wrong ends here."""
        try:
            entry = entry_of(item)
            return self._wants(entry) and self._look(entry)
        except (NotOwnerError, QuietPeriodError):
            return False  # the home region was taken over meanwhile
        except Exception as error:  # noqa: BLE001 (costs one payment, and the others are worked on)
            self._fail(error, text(item, "payment_id"))
            return True

    def _wants(self, entry: Entry) -> bool:
        asked = self._asked
        return asked.untouched is None or entry.updated_at <= self._begun - asked.untouched

    def _look(self, entry: Entry) -> bool:
        ports, terms = self._ports, TERMS[entry.open_for]
        now = ports.clock.now()
        by = ports.owners.fencing_token(entry.home_region, now)
        if not self._asked.by_hand and is_worn_out(terms, tries=entry.tries, faults=entry.faults):
            self._worn_out.add(entry, terms, now)
            return False
        claimed = self._claimed(entry, terms, by)
        if not ports.worklist.rewrite(entry, claimed):
            return False  # another sweep looks at it, or it was closed
        try:
            self._work_on(claimed, by)
        except (NotOwnerError, QuietPeriodError):
            raise
        except Exception as error:
            if is_defect(error):
                ports.worklist.rewrite(
                    claimed, replace(claimed, looks=claimed.looks + 1, faults=claimed.faults + 1)
                )
            raise
        self.done += 1
        return True

    def _claimed(self, entry: Entry, terms: Terms, by: FencingToken) -> Entry:
        wait = terms.wait(entry.tries)
        if entry.epoch is not None and entry.epoch != by.epoch:
            wait = min(wait, _FORMER)
        fresh = replace(entry, tries=0, faults=0) if entry.needs_attention else entry
        return replace(
            fresh,
            due_at=max(entry.due_at, by.at + wait),  # a look that is not due yet brings none forward
            updated_at=by.at,
            region=by.region,
            looks=entry.looks + 1,
            tries=fresh.tries if self._asked.by_hand else fresh.tries + 1,
            needs_attention=False,
        )

    def _work_on(self, entry: Entry, by: FencingToken) -> None:
        if entry.open_for is OpenFor.TELL:
            deliver_late(entry, by, self._ports)
            return
        payment = self._ports.payments.load(entry.payment_id)
        if payment is None:
            return  # the index was ahead of the region's copy
        if entry.command:
            self._promised(entry, entry.command, payment, by)
            return
        if entry.epoch is None:
            self._refund(entry, payment, by)
            return
        if entry.epoch < payment.epoch:  # a later owner has touched it, and keeps an entry of its own
            self._ports.payments.reopen(payment, by)  # which may not have arrived
            self._ports.payments.forget_former(payment.id)
            self._ports.worklist.close(entry, by.at, by.region)
            return
        kind = open_for(payment)
        if kind is None:
            if not entry.is_ahead_of(payment):
                self._idle(entry, by)
            return
        if kind is not entry.open_for or entry.idle_since:
            moved = replace(entry, open_for=kind, looks=entry.looks + 1, idle_since=None)
            self._ports.worklist.rewrite(entry, moved)
            entry = moved
        need = need_of(payment, by.at)
        if need is Need.WAIT:  # it was looked at by hand, or late: that is no try
            waiting = replace(entry, due_at=due_at(payment, kind), looks=entry.looks + 1, tries=0)
            self._ports.worklist.rewrite(entry, waiting)
        self._do(need, payment, by)

    def _refund(self, entry: Entry, payment: Payment, by: FencingToken) -> None:
        refund = payment.refund(entry.name)
        if refund is None:
            return  # the entry was ahead of it
        if refund.status is not RefundStatus.REQUESTED:
            self._ports.worklist.close(entry, by.at, by.region)
        elif payment.state in MAY_REFUND:
            self._do(Need.REFUND, payment, by)
        elif payment.is_open:  # it waits for the pay-out, or for an answer: that is no try
            terms = TERMS[OpenFor.REFUND]
            wait = terms.longest if payment.state is State.CAPTURED else terms.step
            waiting = replace(entry, due_at=by.at + wait, looks=entry.looks + 1, tries=0)
            self._ports.worklist.rewrite(entry, waiting)
            self._ports.payments.reopen(payment, by)  # what it waits for is nothing that nobody looks at

    def _promised(self, entry: Entry, command: PendingCommand, payment: Payment, by: FencingToken) -> None:
        if command not in payment.asked:
            return  # the entry was ahead of it
        match promise_of(payment, command):
            case Promise.DO:
                self._do(Need.RESUME, payment, by)
            case Promise.WAIT:
                self._ports.payments.reopen(payment, by)
            case Promise.TELL:
                self._lost.add(entry)
            case Promise.REFUND:
                self._give_back(payment, command, by)
                self._ports.worklist.close(entry, by.at, by.region)
            case Promise.KEPT:
                self._ports.worklist.close(entry, by.at, by.region)

    def _give_back(self, payment: Payment, command: PendingCommand, by: FencingToken) -> None:
        """Ask for a refund of what is left, once: its id follows from the payment."""
        refund_id = refund_id_of(payment.id, str(command))
        if payment.refund(refund_id) is None:
            refund = Refund(refund_id, payment.refundable, RefundStatus.REQUESTED, by.at)
            self._ports.payments.commit(move(payment, payment.state, by, refund=refund))
            self._ports.telemetry.event("cancelled_late", payment_id=payment.id, state=str(payment.state))

    def _idle(self, entry: Entry, by: FencingToken) -> None:
        since = entry.idle_since or by.at
        if by.at - since >= _IDLE:
            self._ports.worklist.close(entry, by.at, by.region)
        elif entry.idle_since is None:
            self._ports.worklist.rewrite(entry, replace(entry, looks=entry.looks + 1, idle_since=since))

    def _do(self, need: Need, payment: Payment, by: FencingToken) -> None:
        ports = self._ports
        match need:
            case Need.RESUME:
                ports.payment_workflow.start(payment.id, name=start_name(payment, by.at))
            case Need.SETTLE:
                ports.settlement_workflow.start(payment.id, name=start_name(payment, by.at))
            case Need.REFUND:
                ports.refund_workflow.start(payment.id, name=start_name(payment, by.at))
            case Need.GIVE_UP:
                ports.payments.commit(applied(payment, in_doubt(Operation.REVERSE, GIVEN_UP), by))
            case Need.RESOLVE:
                resolve_doubt(payment, ports, by, stage=SPEC.name)
            case Need.WAIT | Need.NOTHING:
                pass

    # ---- what goes wrong -------------------------------------------------------------------------

    def _tell_what_is_left(self) -> None:
        """Tell what the function `alert` counted in the minutes before, and nobody has been told of."""
        try:
            self._ports.tallies.tell_left(self._begun, self._ports.alerts.send)
        except Exception as error:  # noqa: BLE001 (the next sweep tells)
            self._fail(error)

    def _fail(self, error: Exception, payment_id: str = "") -> None:
        self.failed += 1
        self._ports.telemetry.event("sweep_failed", payment_id=payment_id, reason=type(error).__name__)


def _since(page: Sequence[Item]) -> Iterator[datetime]:
    for item in page:
        try:
            yield entry_of(item).since
        except ValueError:
            continue  # told when it is looked at


handler = scheduled(SPEC, handle, Ports)
