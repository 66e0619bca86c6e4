"""Random payments, duplicates, refunds, faults, replays, lost regions and takeovers, in any order.

Steps: 2,000 in an ordinary run, SIMULATION_STEPS of them where that is set (`make nightly`: 20,000).
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from handlers.local.processor import APPROVED, REFUSED, REFUSED_AT_CAPTURE
from handlers.shared.payment import Operation
from tests.simulation.invariants import check_always, check_at_rest
from tests.simulation.world import MERCHANTS, REGIONS, World, profile

STEPS = int(os.environ.get("SIMULATION_STEPS", "2000"))
STEPS_EACH = 50

regions = st.sampled_from(REGIONS)
merchants = st.sampled_from(sorted(MERCHANTS))
keys = st.sampled_from(("key-number-one", "key-number-two", "key-number-three"))
amounts = st.sampled_from((1, 999, 1000, 250_000))
numbers = st.sampled_from((APPROVED, APPROVED, APPROVED, *REFUSED, REFUSED_AT_CAPTURE))
taken: Counter[str] = Counter()


class Payments(RuleBasedStateMachine):
    """The world, and everything that may happen in it."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(region=regions, merchant=merchants, key=keys, minor=amounts, number=numbers)
    def pay_anywhere(self, region: str, merchant: str, key: str, minor: int, number: str) -> None:
        taken["steps"] += 1
        taken[self.world.pay(region, merchant, key, minor, number)] += 1

    @rule(merchant=merchants, key=keys, minor=amounts)
    def pay_at_home(self, merchant: str, key: str, minor: int) -> None:
        taken["steps"] += 1
        taken[self.world.pay(MERCHANTS[merchant], merchant, key, minor)] += 1

    @rule(merchant=merchants, key=keys, minor=amounts)
    def pay_and_settle(self, merchant: str, key: str, minor: int) -> None:
        taken["steps"] += 1
        home = MERCHANTS[merchant]
        taken[self.world.pay(home, merchant, key, minor)] += 1
        self.world.work(home)
        self.world.sweep(home)
        self.world.work(home)
        self.world.deliver()

    @rule(merchant=merchants, key=keys, minor=amounts, number=numbers, works=st.booleans())
    def pay_and_wait(self, merchant: str, key: str, minor: int, number: str, *, works: bool) -> None:
        """Reserve the money until the merchant says what is to be done with it."""
        taken["steps"] += 1
        home = MERCHANTS[merchant]
        taken[self.world.pay(home, merchant, key, minor, number, held=True)] += 1
        if works:
            self.world.work(home)

    @precondition(lambda self: self.world.acknowledged)
    @rule(which=st.integers(0, 20), region=st.none() | regions, wish=st.sampled_from(("capture", "cancel")))
    def say(self, which: int, region: str | None, wish: str) -> None:
        taken["steps"] += 1
        payments = list(self.world.acknowledged)
        payment_id = payments[which % len(payments)]
        said = self.world.wish(region or self.world.owner_of(payment_id), payment_id, wish)
        taken[f"{wish} {said}"] += 1

    @precondition(lambda self: self.world.acknowledged)
    @rule(
        which=st.integers(0, 20), region=st.none() | regions, minor=st.sampled_from((1, 400, 999)), ask=keys
    )
    def ask_refund(self, which: int, region: str | None, minor: int, ask: str) -> None:
        taken["steps"] += 1
        payments = list(self.world.acknowledged)
        payment_id = payments[which % len(payments)]
        asked = self.world.ask_refund(region or self.world.owner_of(payment_id), payment_id, ask, minor)
        taken[f"refund {asked}"] += 1

    @rule(region=regions)
    def work(self, region: str) -> None:
        taken["steps"] += 1
        self.world.work(region)

    @rule(region=regions)
    def sweep(self, region: str) -> None:
        taken["steps"] += 1
        self.world.sweep(region)

    @rule(region=regions, count=st.integers(1, 20), again=st.booleans())
    def stream(self, region: str, count: int, *, again: bool) -> None:
        taken["steps"] += 1
        self.world.stream(region, count, again=again)

    @rule(count=st.integers(1, 10))
    def deliver(self, count: int) -> None:
        taken["steps"] += 1
        self.world.deliver(count)

    @rule()
    def deliver_all(self) -> None:
        taken["steps"] += 1
        self.world.deliver()

    @precondition(lambda self: not self.world.lost)
    @rule(region=regions, successor=regions, quiet=st.booleans())
    def lose(self, region: str, successor: str, *, quiet: bool) -> None:
        taken["steps"] += 1
        taken["regions lost"] += 1
        self.world.lose(region)
        if successor != region:
            self.world.takeover(successor, region)
            if quiet:
                self.world.clock.advance(timedelta(minutes=2))

    @precondition(lambda self: self.world.lost)
    @rule()
    def heal(self) -> None:
        taken["steps"] += 1
        for region in tuple(self.world.lost):
            self.world.heal(region)

    @rule(region=regions, home=regions)
    def take_over(self, region: str, home: str) -> None:
        """Also of a region that is well, and that goes on until it hears of it."""
        taken["steps"] += 1
        self.world.takeover(region, home)
        self.world.deliver()
        self.world.clock.advance(timedelta(minutes=2))

    @rule(
        after=st.integers(0, 30),
        when=st.sampled_from(("before", "after", "meanwhile")),
        every=st.integers(1, 40),
    )
    def fail(self, after: int, when: str, every: int) -> None:
        taken["steps"] += 1
        start = len(self.world.fault.calls) + after
        self.world.fault.plan = lambda at, _name: (
            when if at >= start and (at - start) % (every * 5) == 0 else ""
        )

    @rule(operations=st.sets(st.sampled_from(Operation), min_size=1), heard=st.booleans())
    def processor_is_silent(self, operations: set[Operation], *, heard: bool) -> None:
        taken["steps"] += 1
        if heard:
            self.world.silent |= operations
        else:
            self.world.unheard |= operations

    @rule(region=regions, merchant=merchants, fee=st.sampled_from((0, 150, 200)))
    def change_fee(self, region: str, merchant: str, fee: int) -> None:
        """In one region's copy, since a profile reaches regions at different times."""
        taken["steps"] += 1
        self.world.copies[region].replicate(profile(merchant, fee=fee))

    @rule(seconds=st.sampled_from((1, 40, 3600, 90_000)))
    def wait(self, seconds: int) -> None:
        taken["steps"] += 1
        self.world.clock.advance(timedelta(seconds=seconds))

    @invariant()
    def holds_always(self) -> None:
        check_always(self.world)

    def teardown(self) -> None:
        self.world.settle_down()
        check_always(self.world)
        check_at_rest(self.world)
        taken["worlds"] += 1


def test_nothing_is_lost_doubled_or_left_open_whatever_happens() -> None:
    """One key makes one payment, a payment is captured at most once, entries sum to zero, and what was
    acknowledged comes to its end.
    """
    taken.clear()
    while taken["steps"] < STEPS:
        run_state_machine_as_test(
            Payments,
            settings=settings(
                max_examples=max(STEPS // STEPS_EACH, 20),
                stateful_step_count=STEPS_EACH,
                suppress_health_check=list(HealthCheck),
            ),
        )
    print(dict(sorted(taken.items())))
    assert taken["202"] > 0
    assert taken["refund 202"] > 0
    assert taken["capture 202"] > 0
    assert taken["cancel 202"] > 0
    assert taken["regions lost"] > 0
