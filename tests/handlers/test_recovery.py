"""Recovery while time passes: what is due is looked at, and nothing keeps it from that."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.domain.api import ApiRequest
from handlers.domain.errors import (
    ConfigurationError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
    StoreUnavailableError,
)
from handlers.domain.events import HEARD, Alert, Event, Severity
from handlers.domain.payment import Change, Operation, Payment, PendingCommand, State, payment_id_of
from handlers.domain.ports import Answer, Instruction, Item, Put, Record
from handlers.domain.processing import instruction_of
from handlers.domain.screening import ScreeningLimits
from handlers.domain.stream import StreamRecord
from handlers.domain.telemetry import OLDEST_DOUBT, UNFINISHED
from handlers.domain.workflows import DOUBT, FLOWS
from handlers.domain.worklists import ATTENTION, MOST_FAULTS, OPEN_SHARDS, TERMS, OpenFor, due_at, open_for
from handlers.local.demo import CALLER, MERCHANT, seed
from handlers.local.in_memory import LocalAlerts, LocalEvents, ManualClock
from handlers.local.processor import APPROVED, SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.items import shard_of, text
from handlers.stores.worklist import Entry, entry_of, worklist_key
from tests.handlers.samples import payment, refund

pytestmark = pytest.mark.fuzz

HOME = "north"
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CARD = {"number": APPROVED, "expiry_year": 2031, "expiry_month": 1, "security_code": "123"}
PAYER = {"name": "Ada Payer", "email": "ada@example.com", "country": "US"}


class Processor(SimulatedProcessor):
    """Pays out when it is told to, and may be silent, or away."""

    def __init__(self) -> None:
        super().__init__()
        self.paid_out = True
        self.silent = False
        self.away = False
        self.deaf: Operation | None = None  # what it neither does nor answers
        self.told: Counter[Operation] = Counter()
        self.asked: Counter[str] = Counter()  # by payment: whether it is paid out
        self.looked: Counter[str] = Counter()  # by payment: what was carried out

    def execute(self, instruction: Instruction) -> Answer:
        if self.away:
            raise ProcessorUnavailableError("away")
        self.told[instruction.operation] += 1
        if instruction.operation is self.deaf:
            raise ProcessorTimeoutError("deaf")
        answer = super().execute(instruction)
        if self.silent:
            raise ProcessorTimeoutError("silent")
        return answer

    def records(self, payment_id: str) -> Sequence[Record]:
        self.looked[payment_id] += 1
        if self.away:
            raise ProcessorUnavailableError("away")
        return super().records(payment_id)

    def is_paid_out(self, payment_id: str) -> bool:
        self.asked[payment_id] += 1
        return self.paid_out and super().is_paid_out(payment_id)


class Index(MemoryTable):
    """A table whose index does not answer for some of its shards."""

    throttled: frozenset[str] = frozenset()

    def open_in(self, shard: str, *, until: str, limit: int, after: Item | None = None) -> Sequence[Item]:
        if shard in self.throttled:
            raise StoreUnavailableError("throttled")
        return super().open_in(shard, until=until, limit=limit, after=after)


class World:
    """A region, its processor, and the time."""

    streaming = True

    def __init__(self, limits: ScreeningLimits | None = None) -> None:
        self.clock = ManualClock(BEGIN)
        self.processor = Processor()
        self.written: list[Item] = []
        self.table = Index(on_write=lambda _before, after: self.written.append(after))
        self.region = Region(
            HOME, self.clock, self.processor, ledger=self.table, index=self.table, limits=limits
        )
        seed(self.table, HOME)

    def pay(self, key: str) -> str:
        """Take a payment as a merchant would, and run its workflow."""
        body = {"amount_minor": 1000, "currency": "EUR", "reference": "r", "card": CARD, "payer": PAYER}
        headers = {"content-type": "application/json", "idempotency-key": key}
        answer = self.region.call("ingest", ApiRequest("POST", {}, headers, json.dumps(body), CALLER))
        assert answer.status == 202
        self.region.run_pending()
        self.stream()
        return payment_id_of(MERCHANT, key)

    def lay(self, state: State, name: str, **fields: Any) -> Payment:
        """Put a payment into the ledger that was changed just now; the processor knows of its capture."""
        now = self.clock.now()
        made = payment(state, id=payment_id_of(MERCHANT, name), home_region=HOME, region=HOME, **fields)
        made = replace(made, created_at=now, updated_at=now, merchant_id=MERCHANT)
        self.region.payments.commit(Change(None, made, now + HOUR))
        self.stream()
        if state in (State.CAPTURED, State.IN_DOUBT):
            for operation in (Operation.AUTHORIZE, Operation.CAPTURE):
                SimulatedProcessor.execute(self.processor, instruction_of(made, operation))
        self.processor.looked.clear()
        return made

    def doubt(self, name: str, **fields: Any) -> Payment:
        return self.lay(State.IN_DOUBT, name, doubt=Operation.CAPTURE, **fields)

    def sweep(self, **event: object) -> dict[str, int]:
        answer: dict[str, int] = self.region.call("sweep", event)
        self.region.run_pending()
        self.stream()
        return answer

    def stream(self) -> None:
        """Have the stream carry what was written to the change capture, unless it is held up."""
        if self.streaming:
            records = [StreamRecord(str(number), None, item) for number, item in enumerate(self.written)]
            self.written.clear()
            assert not self.region.call("change_capture", records)

    def pass_by(self, time: timedelta, step: timedelta = MINUTE) -> None:
        """Let the time pass, and the schedule call the sweep."""
        until = self.clock.now() + time
        while self.clock.now() < until:
            self.clock.advance(step)
            self.sweep()

    def state(self, payment_id: str) -> State:
        found = self.region.payments.load(payment_id)
        assert found
        return found.state

    def entries(self) -> list[Entry]:
        """What is open."""
        return [entry_of(item) for item in self.table if "open_shard" in item]

    def spoil(self, payment_id: str) -> None:
        """Give a payment a currency that nobody knows."""
        for item in list(self.table):
            if item["pk"] == f"PAYMENT#{payment_id}" and text(item, "sk").startswith("STATE#"):
                self.table.replicate({**item, "currency": "XXQ"})

    def sent(self) -> list[Alert]:
        return self.region.alerts.sent

    def measured(self, metric: str) -> list[int]:
        return [int(told[3]) for told in self.region.telemetry.told if told[:2] == ("count", metric)]


def in_one_shard(count: int) -> Iterator[str]:
    """Names of payments that stand in one shard."""
    found = (
        name for name in map(str, range(10**6)) if not shard_of(payment_id_of(MERCHANT, name), OPEN_SHARDS)
    )
    return (next(found) for _ in range(count))


# ---- nothing starves ------------------------------------------------------------------------------


def test_a_payment_in_doubt_waits_for_none_of_those_that_wait_for_their_pay_out() -> None:
    world = World()
    world.processor.paid_out = False
    *captured, last = in_one_shard(301)
    for name in captured:
        world.lay(State.CAPTURED, name)
    world.clock.advance(2 * DAY)  # all of them are due, and nothing is paid out
    doubtful = world.doubt(last)
    world.pass_by(TERMS[OpenFor.DOUBT].first + MINUTE)
    assert world.state(doubtful.id) is State.CAPTURED


def test_ten_thousand_payments_wait_two_days_for_their_pay_out_and_are_asked_for_when_it_is_due() -> None:
    world = World()
    world.processor.paid_out = False
    made = [world.lay(State.CAPTURED, str(number), payout_days=2) for number in range(10_000)]
    world.pass_by(DAY, step=HOUR)
    doubtful = world.doubt("one of the next day")
    world.pass_by(DAY - 10 * MINUTE, step=10 * MINUTE)
    assert not world.processor.asked, "before its day nobody asks for a pay-out"
    assert world.state(doubtful.id) is State.CAPTURED
    world.pass_by(9 * HOUR, step=30 * MINUTE)  # the processor is late
    del world.processor.asked[doubtful.id]  # it is captured since
    assert set(world.processor.asked) == {each.id for each in made}
    assert max(world.processor.asked.values()) <= 5, "each look waits longer"
    world.processor.paid_out = True
    world.pass_by(9 * HOUR, step=30 * MINUTE)
    assert {world.state(each.id) for each in made} == {State.SETTLED}
    assert not world.sent()


def test_a_budget_that_one_worklist_uses_up_is_not_taken_from_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for kind in TERMS:
        monkeypatch.setitem(TERMS, kind, replace(TERMS[kind], looks=5))  # type: ignore[attr-defined]
    world = World()
    world.processor.paid_out = False
    doubtful = [world.doubt(f"d{number}") for number in range(12)]
    received = [world.lay(State.RECEIVED, f"r{number}") for number in range(12)]
    world.clock.advance(HOUR)
    answer = world.region.call("sweep", {})
    assert answer == {"payments": 10, "failed": 0}
    assert sum(world.state(each.id) is State.CAPTURED for each in doubtful) == 5
    started = list(world.region.workflows.waiting)
    assert len(started) == 5
    for _ in range(3):
        world.clock.advance(MINUTE)
        world.region.call("sweep", {})
    started = list(world.region.workflows.waiting)
    assert all(world.state(each.id) is State.CAPTURED for each in doubtful), "the next ones go on"
    assert {payment_id for _, payment_id in started} == {each.id for each in received}


def test_a_worklist_has_its_time_and_the_next_one_has_its_own() -> None:
    """A processor that takes 20 s for each answer keeps no other work waiting."""
    world = World()
    for number in range(30):
        world.doubt(f"d{number}")
    resumed = world.lay(State.RECEIVED, "r")
    world.clock.advance(10 * MINUTE)

    class Slow(Processor):
        def records(self, payment_id: str) -> Sequence[Record]:
            world.clock.advance(timedelta(seconds=20))
            world.region.send_heartbeat()
            return world.processor.records(payment_id)

    world.region.processor = Slow()
    begun = world.clock.now()
    world.region.call("sweep", {})
    assert world.clock.now() - begun <= timedelta(seconds=100), "one look may outlast the slot, no more"
    assert [payment_id for _, payment_id in world.region.workflows.waiting] == [resumed.id]


def test_more_than_a_page_of_one_shard_is_worked_on_in_one_sweep() -> None:
    world = World()
    made = [world.doubt(name) for name in in_one_shard(250)]
    world.clock.advance(HOUR)
    assert world.sweep()["payments"] == 250
    assert {world.state(each.id) for each in made} == {State.CAPTURED}


def test_sweeps_begin_elsewhere_each_time() -> None:
    world = World()
    asked: list[str] = []
    plain = world.table.open_in

    def noted(shard: str, **named: Any) -> Sequence[Item]:
        asked.append(shard)
        return plain(shard, **named)

    world.table.open_in = noted  # type: ignore[method-assign]
    first = set()
    for _ in range(20):
        asked.clear()
        world.sweep()
        first.add(asked[0])
        assert len(set(asked)) == len(asked) == OPEN_SHARDS * len(TERMS)
        world.clock.advance(MINUTE)
    assert len(first) > 5


# ---- one error costs one payment or one shard -------------------------------------------------------


def test_a_payment_that_cannot_be_read_costs_itself_alone() -> None:
    world = World()
    made = [world.doubt(str(number)) for number in range(40)]
    world.spoil(made[7].id)
    world.clock.advance(5 * MINUTE)
    assert world.sweep() == {"payments": 39, "failed": 1}
    assert all(world.state(each.id) is State.CAPTURED for each in made if each is not made[7])
    assert ("event", "sweep_failed", made[7].id, "", "CurrencyError") in world.region.telemetry.told


def test_an_entry_that_cannot_be_read_costs_itself_alone() -> None:
    world = World()
    made = [world.doubt(name) for name in in_one_shard(3)]
    [bad] = [item for item in world.table if "open_shard" in item and item["payment_id"] == made[0].id]
    world.table.replicate({**bad, "open_for": "nothing known"})
    world.clock.advance(5 * MINUTE)
    assert world.sweep() == {"payments": 2, "failed": 1}


def test_a_shard_that_does_not_answer_costs_itself_alone() -> None:
    world = World()
    made = [world.doubt(str(number)) for number in range(60)]
    [silent] = [world.entries()[0].open_shard]
    world.table.throttled = frozenset({silent})
    world.clock.advance(5 * MINUTE)
    answer = world.sweep()
    waiting = {entry.payment_id for entry in world.entries() if entry.open_shard == silent}
    assert waiting
    assert answer == {"payments": 60 - len(waiting), "failed": 1}
    assert {each.id for each in made if world.state(each.id) is State.IN_DOUBT} == waiting
    world.table.throttled = frozenset()
    world.clock.advance(MINUTE)
    world.sweep()
    assert {world.state(each.id) for each in made} == {State.CAPTURED}


def paid_in_silence(count: int) -> tuple[World, list[str]]:
    """A world in which one payer's payments are in doubt: the money is reserved, the answers were lost."""
    world = World(ScreeningLimits(card_payments=count, payer_payments=count))
    world.processor.silent = True
    made = [world.pay(f"order-{number}-try-1") for number in range(count)]
    world.processor.silent = False
    world.region.looks.clear()  # the sweep is alone with them
    assert {world.state(each) for each in made} == {State.IN_DOUBT}
    world.clock.advance(5 * MINUTE)
    return world, made


def test_of_one_payer_s_payments_in_doubt_the_one_that_cannot_be_read_costs_itself_alone() -> None:
    world, made = paid_in_silence(40)
    world.spoil(made[7])
    assert world.sweep() == {"payments": 39, "failed": 1}
    assert {world.state(each) for each in made if each != made[7]} == {State.CAPTURED}


def test_of_one_payer_s_payments_in_doubt_a_shard_that_does_not_answer_costs_itself_alone() -> None:
    world, made = paid_in_silence(40)
    [silent] = [entry.open_shard for entry in world.entries() if entry.payment_id == made[7]]
    waiting = {entry.payment_id for entry in world.entries() if entry.open_shard == silent}
    world.table.throttled = frozenset({silent})
    assert world.sweep() == {"payments": 40 - len(waiting), "failed": 1}
    assert {each for each in made if world.state(each) is State.IN_DOUBT} == waiting


def test_a_home_region_whose_owner_cannot_be_read_costs_itself_alone() -> None:
    world = World()
    doubtful = world.doubt("d")
    world.region.home_regions = ("lost", HOME)
    plain = world.region.owners.fencing_token

    def fencing_token(home: str, now: datetime) -> Any:
        if home == "lost":
            raise StoreUnavailableError("away")
        return plain(home, now)

    world.region.owners.fencing_token = fencing_token  # type: ignore[method-assign]
    world.clock.advance(5 * MINUTE)
    assert world.sweep() == {"payments": 1, "failed": 1}
    assert world.state(doubtful.id) is State.CAPTURED


def test_what_a_sweep_could_not_work_on_is_measured_and_it_ends_well() -> None:
    world = World()
    world.spoil(world.doubt("d").id)
    world.clock.advance(5 * MINUTE)
    world.sweep()
    assert world.measured(UNFINISHED) == [1]


# ---- doubts, before the sweep has to look -------------------------------------------------------------


def wait_and_work(world: World, seconds: int) -> None:
    world.clock.advance(timedelta(seconds=seconds))
    world.region.run_pending()


def test_a_doubt_is_resolved_after_ten_seconds_and_the_payment_goes_on_without_a_sweep() -> None:
    world = World()
    world.processor.silent = True
    payment_id = world.pay("key-number-one")
    world.processor.silent = False
    wait_and_work(world, 9)
    assert world.state(payment_id) is State.IN_DOUBT
    wait_and_work(world, 1)
    assert world.state(payment_id) is State.CAPTURED
    world.processor.looked.clear()
    wait_and_work(world, 600)
    assert not world.processor.looked, "what is resolved is looked at no more"
    assert not world.processor.asked, "its pay-out has its own day"


def test_a_doubt_is_looked_at_three_times_and_then_by_the_sweep_as_late_as_ever() -> None:
    world = World()
    world.processor.silent = True
    payment_id = world.pay("key-number-one")
    world.processor.away = True
    world.processor.looked.clear()
    looked = []
    for second in range(1, 181):
        wait_and_work(world, 1)
        world.region.call("sweep", {})
        looked += [second] * (world.processor.looked.pop(payment_id, 0))
    assert looked == [*DOUBT.after, 180]
    [entry] = [entry for entry in world.entries() if entry.open_for is OpenFor.DOUBT]
    assert entry.tries == 1, "the workflow's looks are no tries"


def test_a_refund_in_doubt_is_resolved_by_its_workflow_too() -> None:
    world = World()
    payment_id = world.pay("key-number-one")
    world.pass_by(DAY + HOUR, step=HOUR)
    world.processor.silent = True
    headers = {"content-type": "application/json", "idempotency-key": "refund-number-one"}
    asked = ApiRequest("POST", {"payment_id": payment_id}, headers, '{"amount_minor": 300}', CALLER)
    assert world.region.call("refund_request", asked).status == 202
    world.region.run_pending()
    assert world.state(payment_id) is State.IN_DOUBT
    wait_and_work(world, DOUBT.after[0])
    assert world.state(payment_id) is State.PARTLY_REFUNDED


def paid_while_deaf(world: World, operation: Operation) -> str:
    """A payment, or its refund, that the processor neither does nor answers, nor has a record of."""
    world.processor.deaf = operation
    payment_id = world.pay("key-number-one")
    if operation is Operation.REFUND:
        world.pass_by(DAY + HOUR, step=HOUR)
        headers = {"content-type": "application/json", "idempotency-key": "refund-number-one"}
        asked = ApiRequest("POST", {"payment_id": payment_id}, headers, '{"amount_minor": 300}', CALLER)
        assert world.region.call("refund_request", asked).status == 202
        world.region.run_pending()
    assert world.state(payment_id) is State.IN_DOUBT
    return payment_id


def pass_in_seconds(world: World, minutes: int) -> None:
    """Let the time pass so that the workflow of doubts comes to look at the second."""
    for second in range(1, 60 * minutes + 1):
        wait_and_work(world, 1)
        if second % 60 == 0:
            world.sweep()


ASKED_BY = (Operation.AUTHORIZE, Operation.CAPTURE, Operation.REFUND)


@pytest.mark.parametrize("operation", ASKED_BY)
def test_what_is_never_answered_is_asked_for_less_and_less_often(operation: Operation) -> None:
    world = World()
    paid_while_deaf(world, operation)
    pass_in_seconds(world, 60)
    assert 4 < world.processor.told[operation] <= 10


@pytest.mark.parametrize("operation", ASKED_BY)
def test_what_is_answered_again_after_an_outage_goes_on_within_minutes(operation: Operation) -> None:
    world = World()
    payment_id = paid_while_deaf(world, operation)
    pass_in_seconds(world, 5)
    world.processor.deaf = None
    pass_in_seconds(world, 10)
    ended = {Operation.REFUND: State.PARTLY_REFUNDED}.get(operation, State.CAPTURED)
    assert world.state(payment_id) is ended


def test_a_refund_that_is_never_answered_ends_with_a_person_and_no_request_more() -> None:
    world = World()
    paid_while_deaf(world, Operation.REFUND)
    world.pass_by(2 * DAY, step=10 * MINUTE)
    assert [alert.kind for alert in world.sent()].count("needs-attention") == 1
    told = world.processor.told[Operation.REFUND]
    world.pass_by(DAY, step=10 * MINUTE)
    assert world.processor.told[Operation.REFUND] == told <= TERMS[OpenFor.DOUBT].tries + 4


@pytest.mark.parametrize("operation", ASKED_BY)
def test_the_age_of_a_doubt_counts_from_its_first_question(operation: Operation) -> None:
    world = World()
    paid_while_deaf(world, operation)
    begun = world.clock.now()
    world.pass_by(14 * MINUTE)  # a capture has patience for no longer
    world.clock.advance(MINUTE - timedelta(seconds=1))
    world.region.call("sweep", {})
    assert max(world.measured(OLDEST_DOUBT)) >= (world.clock.now() - begun - 5 * MINUTE).total_seconds()


def test_a_look_that_a_workflow_asks_for_is_at_doubts_alone() -> None:
    world = World()
    captured = world.lay(State.CAPTURED, "c")
    before = world.entries()
    assert world.region.call("look", {"payment_id": captured.id}) == {"payments": 0, "failed": 0}
    assert world.entries() == before


def test_the_looks_of_the_workflow_come_before_those_of_the_sweep() -> None:
    assert timedelta(seconds=DOUBT.after[-1]) < TERMS[OpenFor.DOUBT].first
    assert timedelta(seconds=max(flow.seconds for flow in FLOWS)) <= TERMS[OpenFor.RESUME].first


# ---- overlap ----------------------------------------------------------------------------------------


def test_of_sweeps_that_overlap_one_looks_at_a_payment() -> None:
    """The second begins while the first is at its first look, and finds that one taken."""
    world = World()
    for number in range(50):
        world.doubt(str(number))
    world.clock.advance(5 * MINUTE)
    plain, nested = world.processor.records, []

    def records(payment_id: str) -> Sequence[Record]:
        if not nested:
            nested.append(True)
            nested.append(world.region.call("sweep", {}))
        return plain(payment_id)

    world.processor.records = records  # type: ignore[method-assign]
    first = world.region.call("sweep", {})
    assert nested[1] == {"payments": 49, "failed": 0}
    assert first == {"payments": 1, "failed": 0}
    assert set(world.processor.looked.values()) == {1}


def test_an_entry_that_the_index_still_shows_as_due_is_not_looked_at_twice() -> None:
    world = World()
    doubtful = world.doubt("d")
    world.processor.away = True
    world.clock.advance(5 * MINUTE)
    stale = [item for item in world.table if "open_shard" in item]
    world.sweep()
    world.table.open_in = lambda shard, **_: [  # type: ignore[method-assign]
        item for item in stale if item["open_shard"] == shard
    ]
    assert world.sweep() == {"payments": 0, "failed": 0}
    assert world.processor.looked[doubtful.id] == 1


# ---- backoff and end --------------------------------------------------------------------------------


def test_looks_come_less_and_less_often_and_end_with_one_alert() -> None:
    world = World()
    doubtful = world.doubt("d")
    world.processor.away = True
    terms = TERMS[OpenFor.DOUBT]
    world.pass_by(DAY, step=MINUTE)
    assert 48 <= world.processor.looked[doubtful.id] <= terms.tries
    assert not world.sent()
    world.pass_by(DAY, step=10 * MINUTE)
    assert world.processor.looked[doubtful.id] == terms.tries
    [alert] = world.sent()
    assert (alert.kind, alert.count, alert.payment_id) == ("needs-attention", 1, doubtful.id)
    [entry] = world.entries()
    assert entry.needs_attention
    assert entry.open_shard.startswith(f"{ATTENTION}#{HOME}#")
    world.pass_by(3 * DAY, step=HOUR)
    assert len(world.sent()) == 1
    assert world.processor.looked[doubtful.id] == terms.tries


def test_what_a_look_will_surely_meet_again_is_given_to_a_person_soon() -> None:
    world = World()
    doubtful = world.doubt("d")
    world.spoil(doubtful.id)
    world.pass_by(HOUR)
    [alert] = world.sent()
    assert alert.payment_id == doubtful.id
    failed = [told for told in world.region.telemetry.told if told[1] == "sweep_failed"]
    assert len(failed) == MOST_FAULTS


def test_many_that_were_tried_in_vain_make_one_alert_with_their_count() -> None:
    world = World()
    for number in range(30):
        world.spoil(world.doubt(str(number)).id)
    world.pass_by(HOUR)
    [alert] = world.sent()
    assert (alert.count, alert.payment_id) == (30, "")
    assert {entry.needs_attention for entry in world.entries()} == {True}


def test_an_alert_that_is_not_taken_is_sent_later_and_once() -> None:
    world = World()
    world.spoil(world.doubt("d").id)
    refused: list[Alert] = []

    class Refusing(LocalAlerts):
        def send(self, alert: Alert) -> None:
            if len(refused) < 3:
                refused.append(alert)
                raise StoreUnavailableError("away")
            self.sent.append(alert)

    world.region.alerts = Refusing()
    world.pass_by(2 * HOUR)
    assert len(refused) == 3
    assert len(world.sent()) == 1


@pytest.mark.parametrize("event", [{"untouched_seconds": 0}, {"payment_id": payment_id_of(MERCHANT, "d")}])
def test_what_needed_attention_is_put_back_by_hand(event: dict[str, object]) -> None:
    world = World()
    doubtful = world.doubt("d")
    world.processor.away = True
    world.pass_by(2 * DAY, step=10 * MINUTE)
    assert [entry.needs_attention for entry in world.entries()] == [True]
    world.sweep(**event)
    [entry] = world.entries()
    assert (entry.needs_attention, entry.tries) == (False, 0)
    world.processor.away = False
    world.pass_by(HOUR)
    assert world.state(doubtful.id) is State.CAPTURED


def test_what_is_tried_by_hand_is_no_try() -> None:
    world = World()
    doubtful = world.doubt("d")
    world.processor.away = True
    for _ in range(200):
        world.sweep(untouched_seconds=0)
    assert world.processor.looked[doubtful.id] == 200
    assert not world.sent()
    world.processor.away = False
    world.pass_by(HOUR)
    assert world.state(doubtful.id) is State.CAPTURED


def test_by_hand_is_looked_at_what_was_untouched_for_long_enough() -> None:
    world = World()
    old = world.doubt("old")
    world.clock.advance(2 * MINUTE)
    young = world.doubt("young")
    world.sweep(untouched_seconds=120)
    assert (world.state(old.id), world.state(young.id)) == (State.CAPTURED, State.IN_DOUBT)


def test_a_payment_that_goes_round_in_circles_comes_to_an_end_as_well() -> None:
    """Each round commits, and so opens its entry anew: the changes themselves are counted."""
    world = World()
    circling = world.doubt("d")
    world.processor.records = lambda _: ()  # type: ignore[method-assign,assignment] # it knows nothing of it

    def doubted_again() -> None:
        now = world.region.payments.load(circling.id)
        if now and now.state is State.SCREENED:
            again = replace(
                now,
                state=State.IN_DOUBT,
                doubt=Operation.AUTHORIZE,
                version=now.version + 1,
                updated_at=world.clock.now(),
            )
            world.region.payments.commit(Change(now, again, again.updated_at + HOUR))

    rounds = 0
    for _ in range(3 * 24 * 60):
        world.clock.advance(MINUTE)
        world.region.call("sweep", {})
        rounds += bool(world.region.workflows.waiting)
        world.region.workflows.waiting.clear()
        doubted_again()
        if world.sent():
            break
    assert len(world.sent()) == 1
    found = world.region.payments.load(circling.id)
    assert found
    assert found.version < 2 * TERMS[OpenFor.DOUBT].tries + 10


# ---- what is opened and closed ----------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_every_open_state_has_its_worklist_and_one_at_rest_none(state: State) -> None:
    world = World()
    made = world.lay(state, "p")
    assert (open_for(made) is None) == (not made.is_open)
    kinds = [entry.open_for for entry in world.entries()]
    assert kinds == ([open_for(made)] if made.is_open else [])


def test_a_payment_that_goes_well_is_opened_twice_and_closed_once() -> None:
    """Received; captured, for the pay-out; settled. What happens between costs no write of the worklist."""
    world = World()
    written: list[tuple[str, object]] = []
    plain = world.table.write

    def write(*writes: Any) -> None:
        plain(*writes)
        written.extend(
            (text(each.item, "sk"), each.item.get("open_for"))
            for each in writes
            if isinstance(each, Put) and text(each.item, "sk").startswith("OPEN#")
        )

    world.table.write = write  # type: ignore[method-assign]
    payment_id = world.pay("key-number-one")
    assert written == [("OPEN#000000", "resume"), ("OPEN#000000", "pay_out")]
    world.pass_by(DAY + MINUTE, step=HOUR)
    assert world.state(payment_id) is State.SETTLED
    assert written[2:] == [("OPEN#000000", "pay_out"), ("OPEN#000000", None)], "a look, and the end"
    assert not world.entries()


def test_what_is_closed_is_forgotten_in_time() -> None:
    world = World()
    world.pay("key-number-one")
    world.pass_by(DAY + HOUR, step=HOUR)
    [closed] = [item for item in world.table if text(item, "sk").startswith("OPEN#")]
    assert int(str(closed["expires_at"])) > world.clock.now().timestamp() + 20 * 86_400


def hold(world: World, name: str) -> Payment:
    """A payment whose money waits for its merchant, for a week."""
    fields = {"command": PendingCommand.WAIT, "capture_before": world.clock.now() + 7 * DAY}
    made = world.lay(State.AUTHORIZED, name, **fields)
    SimulatedProcessor.execute(world.processor, instruction_of(made, Operation.AUTHORIZE))
    return made


def test_what_waits_for_its_merchant_is_looked_at_when_its_time_is_over() -> None:
    world = World()
    made = hold(world, "p")
    (entry,) = world.entries()
    assert (entry.open_for, entry.due_at) == (OpenFor.HOLD, made.capture_before)
    world.pass_by(7 * DAY - HOUR, step=HOUR)
    assert world.entries() == [entry], "nobody looked"
    world.pass_by(HOUR)
    assert world.state(made.id) is State.REVERSED
    assert not world.entries()


def test_what_waits_for_its_merchant_does_not_wear_out_by_looks_by_hand() -> None:
    world = World()
    made = hold(world, "p")
    for _ in range(2 * TERMS[OpenFor.HOLD].tries):
        world.sweep(untouched_seconds=0)
        world.clock.advance(HOUR)
        world.sweep()
    (entry,) = world.entries()
    assert (entry.tries, entry.due_at, entry.needs_attention) == (0, made.capture_before, False)
    assert world.state(made.id) is State.AUTHORIZED


def test_a_refund_waits_for_the_pay_out_without_wearing_out_and_is_made_when_it_came() -> None:
    world = World()
    world.processor.paid_out = False
    payment_id = world.pay("key-number-one")
    headers = {"content-type": "application/json", "idempotency-key": "refund-number-one"}
    asked = ApiRequest("POST", {"payment_id": payment_id}, headers, '{"amount_minor": 300}', CALLER)
    assert world.region.call("refund_request", asked).status == 202
    world.pass_by(10 * DAY, step=HOUR)
    assert sorted(entry.open_for for entry in world.entries()) == [OpenFor.PAY_OUT, OpenFor.REFUND]
    world.processor.paid_out = True
    world.pass_by(9 * HOUR, step=30 * MINUTE)
    assert world.state(payment_id) is State.PARTLY_REFUNDED
    assert not world.entries()
    assert not world.sent()


def test_the_terms_of_a_merchant_say_when_its_pay_out_is_due() -> None:
    world = World()
    [profile] = [item for item in world.table if item["sk"] == "PROFILE"]
    world.table.replicate({**profile, "payout_days": 3})
    payment_id = world.pay("key-number-one")
    [entry] = world.entries()
    assert entry.due_at == BEGIN + 3 * DAY
    world.pass_by(3 * DAY - HOUR, step=HOUR)
    assert world.state(payment_id) is State.CAPTURED
    assert not world.processor.asked
    world.pass_by(2 * HOUR, step=HOUR)
    assert world.state(payment_id) is State.SETTLED


def test_an_entry_that_nothing_is_left_for_is_closed_when_all_had_time_to_arrive() -> None:
    """A former owner's entry may arrive before the refund that it is of."""
    world = World()
    settled = world.lay(State.SETTLED, "p")
    stray = Entry(settled.id, "000000", HOME, OpenFor.DOUBT, BEGIN, BEGIN, BEGIN, HOME)
    other = world.doubt("q")
    [item] = [item for item in world.table if "open_shard" in item and item["payment_id"] == other.id]
    world.table.replicate(
        {**item, "pk": f"PAYMENT#{settled.id}", "payment_id": settled.id, "open_shard": stray.open_shard}
    )
    world.pass_by(50 * MINUTE)
    assert [entry.payment_id for entry in world.entries() if entry.payment_id == settled.id]
    world.pass_by(2 * HOUR)
    assert not [entry for entry in world.entries() if entry.payment_id == settled.id]


def test_an_entry_of_a_refund_that_has_not_arrived_is_kept() -> None:
    world = World()
    settled = world.lay(State.SETTLED, "p")
    asked = refund("ref_1", 300)
    requested = replace(settled, version=2, refunds=(asked,))
    world.region.payments.commit(Change(settled, requested, world.clock.now() + HOUR, refund=asked))
    [item] = [item for item in world.table if text(item, "sk") == "REFUND#ref_1"]
    held = world.table._items[str(item["pk"])].pop("REFUND#ref_1")
    world.pass_by(5 * HOUR, step=30 * MINUTE)
    assert [entry.name for entry in world.entries()] == ["ref_1"]
    world.table.replicate(held)
    world.processor.paid_out = True
    world.pass_by(2 * HOUR, step=10 * MINUTE)
    assert not world.entries()


def test_an_entry_that_comes_before_its_payments_state_stays_open() -> None:
    """A later owner opened it; what it made of the payment is still on its way."""
    world = World()
    world.doubt("d")
    world.processor.away = True
    (opened,) = [item for item in world.table if text(item, "sk") == "OPEN#000000"]
    world.table.replicate({**opened, "sk": "OPEN#000001"})
    world.pass_by(HOUR)
    assert {entry.name for entry in world.entries()} == {"000000", "000001"}


# ---- what is told -----------------------------------------------------------------------------------


def told(world: World) -> list[tuple[str, int]]:
    return [(event.payment_id, event.version) for event in world.region.events.published]


def test_a_change_that_its_stream_told_is_not_told_again() -> None:
    world = World()
    failed = world.lay(State.FAILED, "f")
    assert told(world) == [(failed.id, 1)]
    assert not world.entries()
    world.pass_by(DAY, step=HOUR)
    assert told(world) == [(failed.id, 1)]


def test_the_last_change_of_a_payment_at_rest_is_told_by_the_sweep_where_its_stream_does_not() -> None:
    world = World()
    world.streaming = False
    failed = world.lay(State.FAILED, "f")
    assert [(entry.open_for, entry.name) for entry in world.entries()] == [(OpenFor.TELL, "000000#000001")]
    world.pass_by(TERMS[OpenFor.TELL].first - MINUTE)
    assert not told(world), "its stream has its time"
    world.pass_by(HOUR)
    assert told(world) == [(failed.id, 1)]
    assert not world.entries()


@pytest.mark.parametrize("state", sorted(set(State) - set(HEARD)))
def test_what_nobody_hears_is_neither_told_nor_marked(state: State) -> None:
    world = World()
    world.streaming = False
    world.lay(state, "p")
    assert OpenFor.TELL not in {entry.open_for for entry in world.entries()}
    world.streaming = True
    world.written = [item for item in world.written if text(item, "sk").startswith("CHANGE#")]
    assert world.written
    world.stream()
    assert not told(world)
    assert {text(item, "sk") for item in world.written} <= {"BEAT"}


def test_a_change_that_could_not_be_marked_is_told_once_more() -> None:
    world = World()
    plain = world.table.write
    failing = [True]

    def write(*writes: Any) -> None:
        if failing and [text(each.item, "sk") for each in writes] == ["OPEN#000000#000001"]:
            failing.clear()
            raise StoreUnavailableError("away")
        plain(*writes)

    world.table.write = write  # type: ignore[method-assign]
    failed = world.lay(State.FAILED, "f")
    assert told(world) == [(failed.id, 1)]
    assert ("event", "mark_failed", failed.id, "", "StoreUnavailableError") in world.region.telemetry.told
    world.pass_by(DAY, step=HOUR)
    assert told(world) == [(failed.id, 1)] * 2
    assert not world.entries()


def test_what_the_bus_does_not_take_is_told_later_and_in_order() -> None:
    """The second change is due when the first one, which the bus refused, waits for its next look."""
    world = World()
    world.streaming = False
    doubtful = world.lay(State.IN_DOUBT, "d", doubt=Operation.REVERSE)
    world.clock.advance(3 * MINUTE)
    again = replace(doubtful, state=State.FAILED, doubt=None, version=2, updated_at=world.clock.now())
    world.region.payments.commit(Change(doubtful, again, world.clock.now() + HOUR))
    refused: list[Event] = []

    class Refusing(LocalEvents):
        def publish(self, events: Sequence[Event]) -> Sequence[int]:
            if len(refused) < 2:
                refused.extend(events)
                return range(len(events))
            return super().publish(events)

    world.region.events = Refusing()
    world.pass_by(2 * HOUR)
    assert {event.version for event in refused} == {1}
    assert told(world) == [(doubtful.id, 1), (doubtful.id, 2)]
    assert not world.entries()


# ---- what is measured -------------------------------------------------------------------------------


def test_the_age_of_the_oldest_payment_in_doubt_is_measured_whether_it_is_due_or_not() -> None:
    world = World()
    world.sweep()
    world.doubt("d")
    world.processor.away = True
    world.pass_by(HOUR)
    assert world.measured(OLDEST_DOUBT)[0] == 0
    assert world.measured(OLDEST_DOUBT)[1:] == [60 * minute for minute in range(1, 61)]
    world.processor.away = False
    world.pass_by(HOUR)
    assert world.measured(OLDEST_DOUBT)[-1] == 0


def test_a_sweep_tells_what_was_counted_and_not_told() -> None:
    world = World()
    alert = Alert("payment-failed", Severity.TICKET, "A payment failed", "docs/runbooks.md#x", HOME)
    for number in range(5):
        world.region.tallies.tell(alert, str(number), world.clock.now(), world.region.alerts.send)
    assert [each.count for each in world.sent()] == [1]
    world.pass_by(10 * MINUTE)
    assert [each.count for each in world.sent()] == [1, 4]
    assert {replace(each, count=1) for each in world.sent()} == {alert}


def test_counts_that_the_table_forgot_begin_anew() -> None:
    world = World()
    alert = Alert("payment-failed", Severity.TICKET, "A payment failed", "docs/runbooks.md#x", HOME)
    for number in range(50):
        world.region.tallies.tell(alert, str(number), world.clock.now(), world.region.alerts.send)
    world.pass_by(MINUTE)
    for item in list(world.table):
        if "#COUNT#" in text(item, "sk"):
            world.table.replicate({**item, "count": 0})
    for _ in range(3):
        world.clock.advance(MINUTE)
        for number in range(2):
            world.region.tallies.tell(alert, str(number), world.clock.now(), world.region.alerts.send)
    world.pass_by(MINUTE)
    assert [each.count for each in world.sent()] == [1, 49, 1, 2, 2, 1]


@pytest.mark.parametrize("kind", OpenFor)
def test_terms_make_sense(kind: OpenFor) -> None:
    terms = TERMS[kind]
    waits = [terms.wait(tries) for tries in range(terms.tries)]
    assert waits == sorted(waits)
    assert waits[-1] == terms.longest
    assert sum(waits, timedelta(0)) >= DAY, "whoever is on call hears of it the day after at the earliest"
    assert due_at(payment(State.CAPTURED), kind) >= payment().updated_at
    assert worklist_key(kind, HOME, 3) == f"{kind}#{HOME}#3"


def test_all_slots_together_end_long_before_the_function_is_stopped() -> None:
    from handlers.functions.sweep.spec import SPEC

    total = sum((terms.slot for terms in TERMS.values()), timedelta(0))
    assert total <= timedelta(seconds=SPEC.timeout_seconds / 2)


def test_a_configuration_that_is_wrong_is_a_defect_and_a_table_that_is_away_is_none() -> None:
    from handlers.functions.sweep.core import is_defect

    assert is_defect(ConfigurationError("x"))
    assert is_defect(ValueError())
    assert not is_defect(StoreUnavailableError("x"))
    assert not is_defect(ProcessorTimeoutError("x"))
