"""Three regions over one ledger that is replicated late, and one processor that is the truth about money.

Writes of one region reach the others when the world delivers them, in the order of each pair of regions;
where two regions wrote one item, the later write stays (DynamoDB, MREC). A region that is lost is cut off:
nothing reaches it and nothing leaves it, until it is healed.
"""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.local.doors import LocalEvents, ManualClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.shared.card import Card
from handlers.shared.errors import (
    PaymentError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
    StoreUnavailableError,
)
from handlers.shared.events import Event, Workflow
from handlers.shared.money import Money
from handlers.shared.payer import Payer
from handlers.shared.payment import (
    AT_REST,
    MAY_ASK_REFUND,
    Change,
    Operation,
    Payment,
    Refund,
    RefundStatus,
    State,
    move,
    payment_id_of,
    refund_id_of,
)
from handlers.shared.ports import Answer, Instruction, Item, Put
from handlers.shared.stream import StreamRecord
from handlers.stores.items import text
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments

REGIONS = ("north", "east", "south")
MERCHANTS = {"mer_n": "north", "mer_e": "east", "mer_s": "south"}
CURRENCY = "EUR"
QUIET = timedelta(seconds=60)


def calm(_number: int, _name: str) -> str:
    """Nothing fails."""
    return ""


class Fault:
    """Decides at each call of a port whether it fails before or after its effect, or whether something else
    happens meanwhile: another function's whole run, between two calls of this one.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.plan: Callable[[int, str], str] = calm
        self.meanwhile: Callable[[], None] = lambda: None

    def around(self, name: str, call: Callable[[], Any], error: type[PaymentError]) -> Any:
        """Make a call, or fail it."""
        number = len(self.calls)
        self.calls.append(name)
        when = self.plan(number, name)
        if when == "meanwhile":
            plan, self.plan = self.plan, calm
            self.meanwhile()
            self.plan = plan
        if when == "before":
            raise (ProcessorUnavailableError if name.startswith("processor.execute") else error)("injected")
        result = call()
        if when == "after":
            raise error("injected")
        return result


class Failing:
    """A port whose named methods go through a fault."""

    def __init__(self, name: str, port: Any, fault: Fault, methods: dict[str, type[PaymentError]]) -> None:
        self._name, self._port, self._fault, self._methods = name, port, fault, methods

    def __getattr__(self, attribute: str) -> Any:
        target = getattr(self._port, attribute)
        error = self._methods.get(attribute)
        if error is None:
            return target
        return lambda *args, **named: self._fault.around(
            f"{self._name}.{attribute}", lambda: target(*args, **named), error
        )


class Picky:
    """A bus that takes every second event of a call that a fault meets before its effect."""

    def __init__(self, name: str, events: LocalEvents, fault: Fault) -> None:
        self._name, self._events, self._fault = name, events, fault
        self.published = events.published

    def publish(self, events: Sequence[Event]) -> Sequence[int]:
        try:
            self._fault.around(f"{self._name}.publish", lambda: None, _RefusedError)
        except _RefusedError:
            self._events.publish(events[1::2])
            return range(0, len(events), 2)
        return self._events.publish(events)


class _RefusedError(PaymentError):
    """The bus is told to refuse."""


_STORE = {"get": StoreUnavailableError, "query": StoreUnavailableError, "write": StoreUnavailableError}


class Silent:
    """The processor, which carries the operations in `silent` out and gives no answer, once each."""

    def __init__(self, processor: SimulatedProcessor, silent: set[Operation]) -> None:
        self._processor, self._silent = processor, silent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._processor, name)

    def execute(self, instruction: Instruction) -> Answer:
        answer = self._processor.execute(instruction)
        if instruction.operation in self._silent:
            self._silent.discard(instruction.operation)
            raise ProcessorTimeoutError("no answer")
        return answer


class World:
    """The regions, what is on its way between them, and what was promised to whom."""

    def __init__(self) -> None:
        self.clock = ManualClock(datetime(2026, 3, 1, tzinfo=UTC))
        self.processor = SimulatedProcessor()
        self.fault = Fault()
        self.fault.meanwhile = self.everybody_works
        self.copies: dict[str, MemoryTable] = {}
        self.streams: dict[str, deque[StreamRecord]] = {name: deque() for name in REGIONS}
        self._stamps: dict[str, dict[tuple[str, str], tuple[int, str]]] = {name: {} for name in REGIONS}
        self._ways: dict[tuple[str, str], deque[tuple[Item, tuple[int, str]]]] = {
            way: deque() for way in itertools.permutations(REGIONS, 2)
        }
        self._ticks = itertools.count(1)
        self._sequence = itertools.count(1)
        self.lost: set[str] = set()
        self.silent: set[Operation] = set()  # carried out once more, and never answered
        self.regions = {name: self._region(name) for name in REGIONS}
        # What was promised of each payment. More than one amount only where a key was used again with
        # another body in a region that could not see the first: one of them is carried out.
        self.acknowledged: dict[str, dict[str, Money]] = {}
        self.acknowledged_refunds: dict[str, tuple[str, Money]] = {}  # refund -> payment, amount
        self._seed()
        self.deliver()

    # ---- what people and schedules do ----------------------------------------------------------

    def pay(self, region: str, merchant: str, key: str, minor: int, number: str = APPROVED) -> str:
        """Ask a region for a payment, as ingest does. Returns "accepted" or what was in the way."""
        here, payment_id, wanted = self.regions[region], payment_id_of(merchant, key), f"{minor}/{number}"
        if region in self.lost:
            return "unreachable"
        now = self.clock.now()
        try:
            by = here.owners.stamp(MERCHANTS[merchant], now)
            known = here.payments.load(payment_id)
            if known:
                if known.request_hash != wanted:
                    return "reused"
                self._promise(payment_id, wanted, Money(minor, CURRENCY))
                return "accepted"
            here.claims.claim(payment_id, wanted, now)
            exchange = here.processor.exchange(Card(number, 2031, 1, "123"), key=payment_id)
            here.vault.put(payment_id, Payer("-", "-", "US", exchange.country, "0000", 2031, 1), now)
            token = here.tokens.token(number)
            home = MERCHANTS[merchant]
            payment = Payment(
                payment_id, merchant, home, Money(minor, CURRENCY), 150, token, exchange.reference,
                wanted, State.RECEIVED, 1, by.epoch, region, now, now,
            )  # fmt: skip
            here.payments.commit(Change(None, payment))
        except PaymentError as error:
            return type(error).__name__
        self._promise(payment_id, wanted, payment.money)
        with suppress(PaymentError):  # the sweep starts it
            here.workflows.start(Workflow.PAYMENT, payment_id, name=payment_id)
        return "accepted"

    def ask_refund(self, region: str, payment_id: str, key: str, minor: int) -> str:
        """Ask a region for a refund, as refund_request does."""
        here, refund_id, money = self.regions[region], refund_id_of(payment_id, key), Money(minor, CURRENCY)
        if region in self.lost:
            return "unreachable"
        now = self.clock.now()
        try:
            payment = here.payments.load(payment_id)
            if payment is None:
                return "unknown"
            by = here.owners.stamp(payment.home_region, now)
            known = payment.refund(refund_id)
            if known:
                if known.money != money:
                    return "reused"
            elif payment.state not in MAY_ASK_REFUND or payment.refundable < money:
                return "refused"
            else:
                asked = Refund(refund_id, money, RefundStatus.REQUESTED, now)
                here.payments.commit(move(payment, payment.state, by, refund=asked))
        except PaymentError as error:
            return type(error).__name__
        self.acknowledged_refunds[refund_id] = (payment_id, money)
        return "accepted"

    def owner_of(self, payment_id: str) -> str:
        """Return the region that acts for a payment, as the first region in reach sees it."""
        name = next(name for name in REGIONS if name not in self.lost)
        payment = Payments(self.copies[name]).load(payment_id)
        return Owners(self.copies[name], name).of(payment.home_region).region if payment else name

    def work(self, region: str) -> None:
        """Run the workflows that were started in a region."""
        if region not in self.lost:
            self.regions[region].run_pending()

    def sweep(self, region: str, untouched_seconds: int = 0) -> None:
        """Run a region's sweep; the next one makes good what this one could not."""
        if region not in self.lost:
            try:
                self.regions[region].call("sweep", {"untouched_seconds": untouched_seconds})
            except PaymentError:
                return

    def everybody_works(self) -> None:
        """Run every sweep and what it starts, as schedules do while other functions are at work."""
        for region in REGIONS:
            self.sweep(region)
            self.work(region)

    def takeover(self, region: str, home: str) -> None:
        """Let a region act for a home region."""
        if region not in self.lost:
            try:
                self.regions[region].call("takeover", {"home_region": home})
            except PaymentError:
                return

    def stream(self, region: str, count: int, *, again: bool = False) -> None:
        """Bring up to `count` records to the change capture; `again` leaves them in the stream as well."""
        if region in self.lost:
            return
        batch = list(itertools.islice(self.streams[region], count))
        try:
            failed = self.regions[region].call("change_capture", batch)
        except PaymentError:
            return
        done = next((i for i, record in enumerate(batch) if record.sequence_number in failed), len(batch))
        if not again:
            for _ in range(done):
                self.streams[region].popleft()

    # ---- what the world does -------------------------------------------------------------------

    def lose(self, region: str) -> None:
        """Cut a region off; what it had started is forgotten."""
        self.lost.add(region)
        self.regions[region].workflows.waiting.clear()

    def heal(self, region: str) -> None:
        """Bring a region back."""
        self.lost.discard(region)

    def deliver(self, count: int | None = None) -> None:
        """Deliver up to `count` writes on each way between two regions that see each other."""
        for (source, target), way in self._ways.items():
            if source in self.lost or target in self.lost:
                continue
            for _ in range(len(way) if count is None else min(count, len(way))):
                self._apply(target, *way.popleft())

    def settle_down(self) -> None:
        """Heal everything and let schedules run until nothing is open."""
        self.fault.plan = calm
        self.silent.clear()
        for region in REGIONS:
            self.heal(region)
        for _ in range(30):
            self.clock.advance(timedelta(hours=1))
            self.deliver()
            for region in REGIONS:
                self.sweep(region)
                self.work(region)
                self.stream(region, 10_000)
            self.deliver()
            if self.is_quiet():
                return
        raise AssertionError("the world does not come to rest")

    def is_quiet(self) -> bool:
        """Tell whether nothing is open, on its way, or in a stream."""
        on_the_way = any(self._ways.values()) or any(self.streams.values())
        return not on_the_way and not any(
            "open_shard" in item for table in self.copies.values() for item in table
        )

    # ---- what must hold ------------------------------------------------------------------------

    def check_always(self) -> None:
        """What holds at every moment, in every region's view."""
        for copy in self.copies.values():
            for item in copy:
                if text(item, "sk").startswith("POSTING#"):
                    assert sum(entry["minor"] for entry in item["entries"]) == 0  # type: ignore[union-attr, misc, index, call-overload]
        for payment_id in self.acknowledged:
            done = [each for each in self.processor.records(payment_id) if each.answer.approved]
            captures = [each for each in done if each.operation is Operation.CAPTURE]
            refunds = [each for each in done if each.operation is Operation.REFUND]
            reversals = [each for each in done if each.operation is Operation.REVERSE]
            assert len(captures) <= 1, f"{payment_id} is captured {len(captures)} times"
            assert not (captures and reversals), f"{payment_id} is captured and reversed"
            assert sum(each.money.minor for each in refunds) <= sum(each.money.minor for each in captures)

    def check_at_rest(self) -> None:
        """What holds once the world has settled down: nothing lost, nothing doubled, the books agree."""
        events = [event for region in self.regions.values() for event in region.events.published]
        announced = {(event.payment_id, event.epoch, event.version) for event in events}
        for payment_id, promised in self.acknowledged.items():
            views = [Payments(copy).load(payment_id) for copy in self.copies.values()]
            for payment in views:
                assert payment is not None, f"{payment_id} was acknowledged and is lost"
                assert payment.state in AT_REST, f"{payment_id} is left {payment.state}"
                self._agrees(payment)
                assert payment.money in promised.values()
            assert len({(p.state, p.epoch, p.version) for p in views if p}) == 1, (
                f"{payment_id}: views differ"
            )
            first = views[0]
            assert first is not None
            assert (payment_id, first.epoch, first.version) in announced, (
                f"{payment_id}: its end was not told"
            )
        for refund_id, (payment_id, _) in self.acknowledged_refunds.items():
            payment = Payments(self.copies[REGIONS[0]]).load(payment_id)
            refund = payment.refund(refund_id) if payment else None
            assert refund is not None, f"{refund_id} was acknowledged and is lost"
            assert refund.status is not RefundStatus.REQUESTED, f"{refund_id} is left as requested"

    def _agrees(self, payment: Payment) -> None:
        done = [each for each in self.processor.records(payment.id) if each.answer.approved]
        taken = sum(each.money.minor for each in done if each.operation is Operation.CAPTURE)
        given = sum(each.money.minor for each in done if each.operation is Operation.REFUND)
        booked: Counter[str] = Counter()
        for posting in Payments(self.copies[REGIONS[0]]).postings(payment.id):
            for entry in posting.entries:
                booked[str(entry.account)] += entry.money.minor
        assert booked["bank"] == taken - given, f"{payment.id}: the bank's books differ from the processor's"
        assert booked["processor-receivable"] == 0, f"{payment.id}: paid out and still receivable"
        assert payment.refunded.minor == given
        receipts = {name for region in self.regions.values() for name in region.receipts.stored}
        written = [name for name in receipts if f"/{payment.id}/" in name]
        refunds = [refund for refund in payment.refunds if refund.status is RefundStatus.DONE]
        assert len(written) == bool(taken) + len(refunds), f"{payment.id}: {len(written)} receipts"
        if payment.state in (State.SETTLED, State.PARTLY_REFUNDED, State.REFUNDED):
            assert taken == payment.money.minor
        else:
            assert taken == 0, f"{payment.id} is {payment.state} and its money is taken"

    # ---- inside --------------------------------------------------------------------------------

    def _region(self, name: str) -> Region:
        table = MemoryTable(on_write=lambda _old, new: self._written(name, new))
        self.copies[name] = table
        failing = Failing(f"{name}.ledger", table, self.fault, _STORE)
        methods: dict[str, type[PaymentError]] = {
            "execute": ProcessorTimeoutError,
            "records": ProcessorUnavailableError,
            "exchange": ProcessorUnavailableError,
            "is_paid_out": ProcessorUnavailableError,
        }
        region = Region(
            name,
            self.clock,
            Failing("processor", Silent(self.processor, self.silent), self.fault, methods),
            home_regions=REGIONS,
            ledger=failing,
            personal=Failing(f"{name}.personal", MemoryTable(), self.fault, _STORE),
            index=Failing(f"{name}.index", table, self.fault, {"open_in": StoreUnavailableError}),
        )
        for port, method in (
            ("events", "publish"),
            ("receipts", "put"),
            ("alerts", "send"),
            ("workflows", "start"),
        ):
            inner = getattr(region, port)
            setattr(
                region, port, Failing(f"{name}.{port}", inner, self.fault, {method: StoreUnavailableError})
            )
        return region

    def _promise(self, payment_id: str, wanted: str, money: Money) -> None:
        self.acknowledged.setdefault(payment_id, {})[wanted] = money

    def _written(self, source: str, item: Item) -> None:
        stamp = (next(self._ticks), source)
        self._stamps[source][_key(item)] = stamp
        self.streams[source].append(StreamRecord(str(next(self._sequence)), None, item))
        for target in REGIONS:
            if target != source:
                self._ways[source, target].append((item, stamp))

    def _apply(self, target: str, item: Item, stamp: tuple[int, str]) -> None:
        stamps = self._stamps[target]
        if stamps.get(_key(item), (0, "")) < stamp:
            stamps[_key(item)] = stamp
            self.copies[target].replicate(item)
            self.streams[target].append(StreamRecord(str(next(self._sequence)), None, item))

    def _seed(self) -> None:
        for merchant, home in MERCHANTS.items():
            self.copies[REGIONS[0]].write(
                Put(
                    {
                        "pk": f"MERCHANT#{merchant}",
                        "sk": "PROFILE",
                        "home_region": home,
                        "country": "US",
                        "active": True,
                        "fee_basis_points": 150,
                        "limits": {CURRENCY: {"least": 1, "most": 1_000_000}},
                    },
                    None,
                )
            )


def _key(item: Item) -> tuple[str, str]:
    return text(item, "pk"), text(item, "sk")
