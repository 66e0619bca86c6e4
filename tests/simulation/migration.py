"""A migration under traffic: two sides that take payments by the weights of the phase that holds.

Sides share one database, as two regions before one writer do, or each keeps a ledger of its own, as a system
that is left and the one that follows it do. One processor is the truth about money. Callers who hear nothing
ask again with the same key, and whoever the weights choose then answers them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.errors import PaymentError
from handlers.domain.payment import payment_id_of
from handlers.domain.ports import Instruction, Put
from handlers.domain.screening import ScreeningLimits
from handlers.local.in_memory import ManualClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.items import text
from handlers.stores.payments import Payments
from tests.simulation.books import contradictions, disagreements, done
from tests.simulation.faults import TABLE, Failing, Fault, calm

HOME, MERCHANT, CURRENCY = "home", "mer_a", "EUR"
MINUTE = timedelta(minutes=1)
ACCEPTED = 202
TRUSTING = ScreeningLimits(refuse_from=10_000)  # all pay with one card
UNHEARD = (
    0.2  # of the callers: their answer is lost, or they ask no side that hears them, and ask again later
)
DIES = 0.05  # of the minutes: a side forgets what it had started


class OwnKeys:
    """The processor as asked by a system that makes up keys of its own."""

    def __init__(self, processor: SimulatedProcessor, side: str) -> None:
        self._processor, self._side = processor, side

    def __getattr__(self, name: str) -> Any:
        return getattr(self._processor, name)

    def execute(self, instruction: Instruction) -> Any:
        return self._processor.execute(replace(instruction, key=f"{self._side}:{instruction.key}"))


@dataclass
class Migration:
    """Two sides, their callers and their time.

    shared: whether they share one database. keys: how a side asks the processor.
    """

    sides: tuple[str, str]
    seed: int
    shared: bool
    keys: Callable[[SimulatedProcessor, str], Any] = lambda processor, _: processor
    clock: ManualClock = field(default_factory=lambda: ManualClock(datetime(2026, 3, 1, tzinfo=UTC)))
    processor: SimulatedProcessor = field(default_factory=SimulatedProcessor)
    fault: Fault = field(default_factory=Fault)
    asked: dict[str, set[str]] = field(default_factory=dict)  # key -> the sides that heard it
    amounts: dict[str, int] = field(default_factory=dict)
    answered: dict[str, set[str]] = field(default_factory=dict)  # key -> payments that it was told
    waiting: list[str] = field(default_factory=list)  # keys of callers that will ask again
    switched_over: int = 0  # how often no side reached its database

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 (a seeded sequence)
        one = MemoryTable(), MemoryTable()
        self.tables = {side: one if self.shared else (MemoryTable(), MemoryTable()) for side in self.sides}
        self.regions = {side: self._side(side) for side in self.sides}
        first = self.regions[self.sides[0]]
        for region in self.regions.values():
            if self.shared:
                region.receipts, region.owners = first.receipts, first.owners

    def hold(self, weights: Mapping[str, int], minutes: int) -> None:
        """Let a phase hold for so long."""
        for _ in range(minutes):
            for _ in range(self.random.randint(1, 4)):
                key = f"order-{len(self.amounts) + 1:05d}-try"
                self.amounts[key] = 100 + len(self.amounts)
                self._call(weights, key)
            again, self.waiting = self.waiting, []
            for key in again:
                self._call(weights, key)
            for side in self.sides:
                if self.random.random() < DIES:
                    self.regions[side].workflows.waiting.clear()
                    self.regions[side].looks.clear()
                self.regions[side].run_pending()
            self.clock.time += MINUTE

    def switch_over(self, weights: Mapping[str, int], minutes: int) -> None:
        """Switch the database over while callers go on: for so long neither side reaches it."""
        self.fault.plan = lambda _number, name: "before" if ".ledger." in name else ""
        self.hold(weights, minutes)
        self.fault.plan = calm
        self.switched_over += 1

    def come_to_rest(self, weights: Mapping[str, int]) -> None:
        """Let every caller be told, and sweeps run until nothing is open."""
        for _ in range(500):
            again, self.waiting = self.waiting, []
            for key in again:
                self._call(weights, key)
            self.clock.time += 5 * MINUTE
            for region in self.regions.values():
                try:
                    region.call("sweep", {"untouched_seconds": 0})
                except PaymentError:
                    continue
                region.run_pending()
            if not self.waiting and not any(
                "open_shard" in item for table in self._ledgers() for item in table
            ):
                return
        raise AssertionError("the sides do not come to rest")

    def problems(self) -> Iterator[str]:
        """What is lost, doubled or booked otherwise than the processor did it."""
        for key, minor in self.amounts.items():
            payment_id = payment_id_of(MERCHANT, key)
            if self.answered.get(key) != {payment_id}:
                yield f"{key} was told {sorted(self.answered.get(key, ()))}, not its payment"
            by_processor = done(self.processor.records(payment_id))
            yield from contradictions(payment_id, by_processor)
            if by_processor.taken != minor:
                yield f"{payment_id}: {by_processor.taken} was taken of {minor}"
            yield from self._books(payment_id)

    def _books(self, payment_id: str) -> Iterator[str]:
        """What is wrong with the books: each side that took the payment has booked it alike."""
        booked = {}
        for table in self._ledgers():
            payments = Payments(table, self.clock)
            if payment := payments.load(payment_id):
                postings = payments.postings(payment_id)
                booked[id(table)] = {(posting.name, posting.digest) for posting in postings}
                receipts = [name for region in self._writing(table) for name in region.receipts.stored]
                yield from disagreements(
                    payment, postings, done(self.processor.records(payment_id)), receipts
                )
        if not booked:
            yield f"{payment_id} stands in no ledger"
        elif len({frozenset(each) for each in booked.values()}) > 1:
            yield f"{payment_id} is booked otherwise at each side"

    def _writing(self, table: MemoryTable) -> Sequence[Region]:
        """One of the regions over a ledger."""
        return [region for side, region in self.regions.items() if self.tables[side][0] is table][:1]

    def _ledgers(self) -> list[MemoryTable]:
        return list({id(ledger): ledger for ledger, _ in self.tables.values()}.values())

    def _call(self, weights: Mapping[str, int], key: str) -> None:
        """A caller asks; where it hears nothing, it asks again in a later minute."""
        (side,) = self.random.choices(self.sides, [weights[side] for side in self.sides])
        response = self._ask(self.regions[side], key)
        if response is None or response.status != ACCEPTED:
            self.waiting.append(key)
            return
        self.asked.setdefault(key, set()).add(side)
        if self.random.random() < UNHEARD:
            self.waiting.append(key)
            return
        self.answered.setdefault(key, set()).add(json.loads(response.body)["payment_id"])

    def _ask(self, region: Region, key: str) -> ApiResponse | None:
        card = {"number": APPROVED, "expiry_year": 2031, "expiry_month": 1, "security_code": "123"}
        payer = {"name": "Sam Payer", "email": f"{key}@example.com", "country": "US"}
        body = {"amount_minor": self.amounts[key], "currency": CURRENCY, "reference": "r", "card": card}
        headers = {"content-type": "application/json", "idempotency-key": key}
        request = ApiRequest(
            "POST", {}, headers, json.dumps({**body, "payer": payer}), f"caller-{MERCHANT}", ""
        )
        try:
            response: ApiResponse = region.call("ingest", request)
        except PaymentError:
            return None
        return response

    def _side(self, side: str) -> Region:
        ledger, personal = self.tables[side]
        region = Region(
            HOME,
            self.clock,
            self.keys(self.processor, side),
            ledger=Failing(f"{side}.ledger", ledger, self.fault, TABLE),
            personal=personal,
            index=ledger,
            by_merchant=ledger,
            limits=TRUSTING,
        )
        profile = {"home_region": HOME, "country": "US", "active": True, "fee_basis_points": 150}
        limits = {"limits": {CURRENCY: {"least": 1, "most": 1_000_000}}}
        caller = {"pk": f"CALLER#caller-{MERCHANT}", "sk": "MERCHANT", "merchant_id": MERCHANT}
        if not any(text(item, "sk") == "PROFILE" for item in ledger):
            merchant = {"pk": f"MERCHANT#{MERCHANT}", "sk": "PROFILE", **profile, **limits}
            ledger.write(Put(merchant, None), Put(caller, None))
        return region
