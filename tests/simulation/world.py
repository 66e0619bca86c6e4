"""Three regions over one ledger that is replicated late, and one processor that is the truth about money.

Writes of one region reach the others when the world delivers them, one by one: in the order of each pair of
regions or in any other, all of a commit or a part of it (DynamoDB copies items, not transactions). Where two
regions wrote one item, the later write stays (MREC). What regions say of themselves is delivered as time
passes. A region that is lost is cut off and does nothing until it is healed; two regions that are parted do
not see each other, and go on.
"""

from __future__ import annotations

import itertools
import json
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.errors import PaymentError
from handlers.domain.money import Money
from handlers.domain.payment import Operation
from handlers.domain.ports import Item, Put
from handlers.domain.stream import StreamRecord
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.items import text
from handlers.stores.payments import Payments
from tests.simulation.faults import (
    INDEX,
    OTHERS,
    PROCESSOR,
    TABLE,
    Failing,
    Fault,
    Picky,
    Silent,
    Sparse,
    calm,
)
from tests.simulation.heartbeats import USUAL_DELAY, HeartbeatRuns, PassingClock, RegionClock, is_said

REGIONS = ("north", "east", "south")
MERCHANTS = {"mer_n": "north", "mer_e": "east", "mer_s": "south"}
CURRENCY = "EUR"
RECOVERY = timedelta(seconds=120)  # from the loss of a region until a peer serves its merchants
SWEEPS, BETWEEN_SWEEPS = 300, timedelta(minutes=5)
CAPTURE_WITHIN = timedelta(hours=12)
ACCEPTED = 202
WrittenAt = tuple[int, str]  # when an item was written, and where


class Watched(Region):
    """A region that knows which functions were called."""

    called: set[str]

    def call(self, function: str, event: Any) -> Any:
        self.called.add(function)
        return super().call(function, event)


class World:
    """The regions, what is on its way between them, and what was promised to whom."""

    def __init__(self) -> None:
        self.clock = PassingClock(datetime(2026, 3, 1, tzinfo=UTC))
        self.processor = SimulatedProcessor()
        self.fault = Fault()
        self.fault.meanwhile = self.everybody_works
        self.copies: dict[str, MemoryTable] = {}
        self.personal: dict[str, MemoryTable] = {name: MemoryTable() for name in REGIONS}
        self.streams: dict[str, deque[StreamRecord]] = {name: deque() for name in REGIONS}
        self._stamps: dict[str, dict[tuple[str, str], WrittenAt]] = {name: {} for name in REGIONS}
        self._ways: dict[tuple[str, str], deque[tuple[Item, WrittenAt]]] = {
            way: deque() for way in itertools.permutations(REGIONS, 2)
        }
        self._ticks = itertools.count(1)
        self._sequence = itertools.count(1)
        self.called: set[str] = set()
        self.lost: set[str] = set()
        self.parted: set[frozenset[str]] = set()
        self.clocks = {name: RegionClock(self.clock) for name in REGIONS}
        self.silent: set[Operation] = set()  # carried out once more, and never answered
        self.unheard: set[Operation] = set()  # never heard of by the processor, and never answered
        self.regions = {name: self._region(name) for name in REGIONS}
        self.heartbeats = HeartbeatRuns(self.clock, self.copies, self.sees)
        self.clock.passing = self.heartbeats.pass_by
        # What was promised of each payment. More than one amount only where a key was used again with
        # another body in a region that could not see the first: one of them is carried out.
        self.acknowledged: dict[str, set[Money]] = {}
        self.acknowledged_refunds: dict[str, str] = {}  # refund -> payment
        self.acknowledged_commands: set[tuple[str, str]] = set()  # of payments
        self._seed()
        self.deliver()
        self.heartbeats.begin(self.regions)

    # ---- what people and schedules do ----------------------------------------------------------

    def pay(
        self,
        region: str,
        merchant: str,
        key: str,
        minor: int,
        number: str = APPROVED,
        *,
        email: str = "sam@example.com",
        held: bool = False,
    ) -> str:
        """Ask a region for a payment, whose money waits for its merchant where it is `held`. Returns the
        status of the answer, or "unreachable".
        """
        card = {"number": number, "expiry_year": 2031, "expiry_month": 1, "security_code": "123"}
        payer = {"name": "Sam Payer", "email": email, "country": "US"}
        body = {"amount_minor": minor, "currency": CURRENCY, "reference": "r", "card": card, "payer": payer}
        if held:
            body["capture_method"] = "manual"
        response = self._ask(region, "ingest", merchant, key, body)
        if response and response.status == ACCEPTED:
            payment_id = json.loads(response.body)["payment_id"]
            self.acknowledged.setdefault(payment_id, set()).add(Money(minor, CURRENCY))
        return str(response.status) if response else "unreachable"

    def ask_refund(self, region: str, payment_id: str, key: str, minor: int) -> str:
        """Ask a region for a refund. Returns the status of the answer, or "unreachable"."""
        known = next((each for each in map(Payments.load, self._views(), [payment_id] * 3) if each), None)
        merchant = known.merchant_id if known else "mer_n"
        body = {"amount_minor": minor}
        response = self._ask(region, "refund_request", merchant, key, body, payment_id=payment_id)
        if response and response.status == ACCEPTED:
            self.acknowledged_refunds[json.loads(response.body)["refund_id"]] = payment_id
        return str(response.status) if response else "unreachable"

    def ask_for(self, region: str, payment_id: str, command: str) -> str:
        """Ask a region to `capture` or `cancel` a payment. Returns the answer's status, or "unreachable"."""
        known = next((each for each in map(Payments.load, self._views(), [payment_id] * 3) if each), None)
        merchant = known.merchant_id if known else "mer_n"
        resource = f"/payments/{{payment_id}}/{command}"
        response = self._ask(
            region, "capture_request", merchant, "", {}, resource=resource, payment_id=payment_id
        )
        if response and response.status == ACCEPTED:
            self.acknowledged_commands.add((payment_id, command))
        return str(response.status) if response else "unreachable"

    def look(self, region: str, merchant: str, payment_id: str) -> None:
        """Ask a region how a payment stands, and whether the region is well."""
        resource = "/payments/{payment_id}"
        self._ask(region, "inquiry", merchant, "", {}, resource=resource, payment_id=payment_id)
        self._ask(region, "health", merchant, "", {})

    def owner_of(self, payment_id: str) -> str:
        """Return the region that acts for a payment, as the first region in reach sees it."""
        name = next(name for name in REGIONS if name not in self.lost)
        payment = Payments(self.copies[name], self.clock).load(payment_id)
        if payment is None:
            return name
        return self.regions[name].owners.acting(payment.home_region, self.clocks[name].now())

    def work(self, region: str) -> None:
        """Run the workflows that were started in a region."""
        if region not in self.lost:
            self.regions[region].run_pending()

    def sweep(self, region: str, untouched_seconds: int = 0) -> None:
        """Run a region's sweep; the next one makes good what this one could not."""
        if region not in self.lost:
            with suppress(PaymentError):
                self.regions[region].call("sweep", {"untouched_seconds": untouched_seconds})

    def everybody_works(self) -> None:
        """Run every sweep and what it starts, as schedules do while other functions are at work."""
        for region in REGIONS:
            self.sweep(region)
            self.work(region)

    def takeover(self, region: str, home: str) -> None:
        """Ask a region to act for a home region. It does after RECOVERY, where a peer sees it."""
        self.command(region, "take", home)

    def command(self, region: str, action: str, home: str) -> None:
        """Give an operator's command to a region."""
        if region not in self.lost:
            with suppress(PaymentError):
                self.regions[region].call("takeover", {"home_region": home, "action": action})

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
        self.regions[region].looks.clear()

    def heal(self, region: str) -> None:
        """Bring a region back."""
        self.lost.discard(region)

    def part(self, one: str, two: str) -> None:
        """Let two regions not see each other."""
        self.parted.add(frozenset((one, two)))

    def join(self) -> None:
        """Let all regions that are not lost see each other."""
        self.parted.clear()

    def sees(self, source: str, target: str) -> bool:
        """Whether what a region writes reaches another just now; itself, whether it is there at all."""
        return not {source, target} & self.lost and frozenset((source, target)) not in self.parted

    def deliver(self, count: int | None = None) -> None:
        """Deliver up to `count` writes on each way between two regions that see each other."""
        for (source, target), way in self._ways.items():
            if not self.sees(source, target):
                continue
            for _ in range(len(way) if count is None else min(count, len(way))):
                self._apply(target, *way.popleft())

    def deliver_some(self, chosen: Callable[[Item], bool], order: Random | None = None) -> None:
        """Deliver the writes that are `chosen` between regions that see each other, in an order of their own;
        the others are late.
        """
        for (source, target), way in self._ways.items():
            if not self.sees(source, target):
                continue
            now: list[tuple[Item, WrittenAt]] = []
            for _ in range(len(way)):
                each = way.popleft()
                (now if chosen(each[0]) else way).append(each)
            if order:
                order.shuffle(now)
            for item, stamp in now:
                self._apply(target, item, stamp)

    def settle_down(self) -> None:
        """Heal everything and let schedules run until nothing is open."""
        self.mend()
        for _ in range(SWEEPS):
            self.clock.advance(BETWEEN_SWEEPS)
            self.deliver()
            for region in REGIONS:
                self.sweep(region)
                self.work(region)
                self.stream(region, 10_000)
            self.deliver()
            if self.is_quiet():
                return
        raise AssertionError("the world does not come to rest")

    def mend(self) -> None:
        """End all that is wrong: losses, partitions, faults, clocks that are off, and what was commanded."""
        self.fault.plan = calm
        self.silent.clear()
        self.unheard.clear()
        self.heartbeats.delay = USUAL_DELAY
        self.heartbeats.mute.clear()
        self.join()
        for region in REGIONS:
            self.heal(region)
            self.clocks[region].offset = timedelta(0)
            self.command(REGIONS[0], "resume", region)

    def is_quiet(self) -> bool:
        """Tell whether nothing is open, on its way, or in a stream."""
        on_the_way = any(self._ways.values()) or any(self.streams.values())
        return not on_the_way and not any(
            "open_shard" in item for copy in self.copies.values() for item in copy
        )

    # ---- inside --------------------------------------------------------------------------------

    def _region(self, name: str) -> Region:
        table = MemoryTable(on_write=lambda _old, new: self._written(name, new))
        self.copies[name] = table
        region = Watched(
            name,
            self.clocks[name],
            Failing("processor", Silent(self.processor, self.silent, self.unheard), self.fault, PROCESSOR),
            home_regions=REGIONS,
            ledger=Failing(f"{name}.ledger", table, self.fault, TABLE),
            personal=Failing(f"{name}.personal", self.personal[name], self.fault, TABLE),
            index=Sparse(table, Failing(f"{name}.index", table, self.fault, INDEX)),
            by_merchant=table,
        )
        region.called, region.capture_within = self.called, CAPTURE_WITHIN
        region.events = Picky(f"{name}.events", region.events, self.fault)  # type: ignore[assignment]
        for port, errors in OTHERS.items():
            setattr(region, port, Failing(f"{name}.{port}", getattr(region, port), self.fault, errors))
        return region

    def _ask(
        self,
        region: str,
        function: str,
        merchant: str,
        key: str,
        body: dict[str, Any],
        *,
        resource: str = "",
        **path: str,
    ) -> ApiResponse | None:
        if region in self.lost:
            return None
        headers = {"content-type": "application/json", "idempotency-key": key}
        request = ApiRequest("POST", path, headers, json.dumps(body), f"caller-{merchant}", resource)
        response: ApiResponse = self.regions[region].call(function, request)
        return response

    def _views(self) -> list[Payments]:
        return [Payments(copy, self.clock) for copy in self.copies.values()]

    def _written(self, source: str, item: Item) -> None:
        if is_said(item):
            self.heartbeats.said(source, item)
            return
        stamp = (next(self._ticks), source)
        self._stamps[source][_key(item)] = stamp
        self.streams[source].append(StreamRecord(str(next(self._sequence)), None, item))
        for target in REGIONS:
            if target != source:
                self._ways[source, target].append((item, stamp))

    def _apply(self, target: str, item: Item, stamp: WrittenAt) -> None:
        stamps = self._stamps[target]
        if stamps.get(_key(item), (0, "")) < stamp:
            stamps[_key(item)] = stamp
            self.copies[target].replicate(item)
            self.streams[target].append(StreamRecord(str(next(self._sequence)), None, item))

    def _seed(self) -> None:
        for merchant in MERCHANTS:
            caller = {"pk": f"CALLER#caller-{merchant}", "sk": "MERCHANT", "merchant_id": merchant}
            self.copies[REGIONS[0]].write(Put(profile(merchant), None), Put(caller, None))


def profile(merchant: str, *, active: bool = True, fee: int = 150) -> Item:
    """A merchant's profile in the ledger table."""
    return {
        "pk": f"MERCHANT#{merchant}",
        "sk": "PROFILE",
        "home_region": MERCHANTS[merchant],
        "country": "US",
        "active": active,
        "fee_basis_points": fee,
        "limits": {CURRENCY: {"least": 1, "most": 1_000_000}},
    }


def _key(item: Item) -> tuple[str, str]:
    return text(item, "pk"), text(item, "sk")
