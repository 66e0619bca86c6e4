"""Random payments, duplicates, refunds, faults, replays, lost regions and takeovers, in any order.

Worlds: WORLDS in an ordinary run, SIMULATION_WORLDS of them where that is set (`make nightly`: 2,000).
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from handlers.domain.commands import Action
from handlers.domain.payment import Operation, payment_id_of
from handlers.domain.tokens import KeyRing
from handlers.local.processor import APPROVED, REFUSED, REFUSED_AT_CAPTURE
from tests.simulation.faults import calm
from tests.simulation.heartbeats import USUAL_DELAY
from tests.simulation.invariants import check_always, check_at_rest
from tests.simulation.world import MERCHANTS, RECOVERY, REGIONS, World, profile

pytestmark = pytest.mark.fuzz

WORLDS = int(os.environ.get("SIMULATION_WORLDS", "60"))
STEPS_EACH = 50

regions = st.sampled_from(REGIONS)
merchants = st.sampled_from(sorted(MERCHANTS))
keys = st.sampled_from(("key-number-one", "key-number-two", "key-number-three"))
amounts = st.sampled_from((1, 999, 1000, 250_000))
numbers = st.sampled_from((APPROVED, APPROVED, APPROVED, *REFUSED, REFUSED_AT_CAPTURE))
taken: Counter[str] = Counter()
recovered: list[float] = []  # seconds from the loss of a region to the first payment that another took


class Payments(RuleBasedStateMachine):
    """The world, and everything that may happen in it."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        for name, region in self.world.regions.items():
            region.tokens.ring = KeyRing(f"key of {name}".encode())

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

    @rule(merchant=merchants, key=keys, minor=amounts, command=st.sampled_from(("capture", "cancel")))
    def pay_and_say(self, merchant: str, key: str, minor: int, command: str) -> None:
        """Reserve the money, and say at once what is to be done with it."""
        taken["steps"] += 1
        home = MERCHANTS[merchant]
        taken[self.world.pay(home, merchant, key, minor, held=True)] += 1
        self.world.work(home)
        said = self.world.ask_for(home, payment_id_of(merchant, key), command)
        taken[f"{command} {said}"] += 1

    @precondition(lambda self: self.world.acknowledged)
    @rule(
        which=st.integers(0, 20), region=st.none() | regions, command=st.sampled_from(("capture", "cancel"))
    )
    def say(self, which: int, region: str | None, command: str) -> None:
        taken["steps"] += 1
        payments = list(self.world.acknowledged)
        payment_id = payments[which % len(payments)]
        said = self.world.ask_for(region or self.world.owner_of(payment_id), payment_id, command)
        taken[f"{command} {said}"] += 1

    @rule(merchant=merchants, key=keys, ask=keys, minor=st.sampled_from((1, 400, 999)))
    def pay_settle_and_ask_refund(self, merchant: str, key: str, ask: str, minor: int) -> None:
        """Take the money, and ask for some of it back at once."""
        self.pay_and_settle(merchant=merchant, key=key, minor=1000)
        asked = self.world.ask_refund(MERCHANTS[merchant], payment_id_of(merchant, key), ask, minor)
        taken[f"refund {asked}"] += 1

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

    @rule(order=st.randoms(use_true_random=False), late=st.integers(0, 9))
    def deliver_in_any_order(self, order: Random, late: int) -> None:
        """Copies are made item by item: parts of commits arrive, the later before the earlier."""
        taken["steps"] += 1
        taken["delivered in any order"] += 1
        self.world.deliver_some(lambda _item: order.randrange(10) >= late, order)

    @precondition(lambda self: len(self.world.lost) < len(REGIONS) - 1)
    @rule(region=regions)
    def lose(self, region: str) -> None:
        taken["steps"] += 1
        taken["regions lost"] += 1
        self.world.lose(region)

    @precondition(lambda self: self.world.lost)
    @rule()
    def heal(self) -> None:
        taken["steps"] += 1
        for region in tuple(self.world.lost):
            self.world.heal(region)

    @rule(ways=st.sets(st.sampled_from(tuple(combinations(REGIONS, 2))), min_size=1))
    def part(self, ways: set[tuple[str, str]]) -> None:
        """Two regions do not see each other, or one sees nobody, or all are alone."""
        taken["steps"] += 1
        taken["partitions"] += 1
        for one, two in ways:
            self.world.part(one, two)

    @rule()
    def join(self) -> None:
        taken["steps"] += 1
        self.world.join()

    @rule()
    def all_is_well_for_a_while(self) -> None:
        taken["steps"] += 1
        self.world.mend()
        self.world.clock.advance(timedelta(minutes=20))

    @rule(region=regions)
    def heartbeats_fail(self, region: str) -> None:
        """All else of the region goes on."""
        taken["steps"] += 1
        self.world.heartbeats.mute ^= {region}

    @rule(region=regions, seconds=st.sampled_from((1, 4, 9, 40)))
    def runs_of_a_heartbeat_overlap(self, region: str, seconds: int) -> None:
        """One has decided, and is as slow to say so, also when the region's clock is set meanwhile."""
        taken["steps"] += 1
        taken["runs overlapped"] += 1
        self.world.heartbeats.overlap(region, timedelta(seconds=seconds))

    @rule(region=regions)
    def lose_what_was_said(self, region: str) -> None:
        """A region knows no more what it promised, also that it acts."""
        taken["steps"] += 1
        taken["heartbeats lost"] += 1
        self.world.heartbeats.forget(region)

    @rule(region=regions, seconds=st.sampled_from((-3600, -60, -3, -1, 0, 1, 2, 60)))
    def skew(self, region: str, seconds: int) -> None:
        """A region's clocks are set, within what regions allow each other and beyond it."""
        taken["steps"] += 1
        taken["clocks set"] += 1
        self.world.clocks[region].offset = timedelta(seconds=seconds)

    @rule(seconds=st.sampled_from((2, 2, 9, 40)))
    def replicate_in(self, seconds: int) -> None:
        taken["steps"] += 1
        self.world.heartbeats.delay = timedelta(seconds=seconds)

    @rule(region=regions, action=st.sampled_from(Action), home=regions)
    def command(self, region: str, action: Action, home: str) -> None:
        """Also of a region that is well, and of one that is grey: it answers, and does not work."""
        taken["steps"] += 1
        taken["commands"] += 1
        self.world.command(region, action, home)

    @rule(region=regions)
    def rotate_token_key(self, region: str) -> None:
        taken["steps"] += 1
        tokens = self.world.regions[region].tokens
        assert tokens.ring is not None
        former = (tokens.ring.key, *tokens.ring.former)
        tokens.ring = KeyRing(f"key {len(former)} of {region}".encode(), former=former)

    @precondition(lambda self: self.world.heartbeats.is_settled())
    @rule(merchant=merchants, minor=amounts)
    def lose_and_recover(self, merchant: str, minor: int) -> None:
        """A region is lost of three that see each other: who acts next takes a payment within two minutes."""
        taken["steps"] += 1
        home, plan = MERCHANTS[merchant], self.world.fault.plan
        (lost,) = self.world.heartbeats.accepting(home)
        self.world.fault.plan = calm
        self.world.lose(lost)
        self.world.heartbeats.delay = USUAL_DELAY
        lost_at = self.world.clock.now()
        peers = [region for region in REGIONS if region != lost]
        key = f"key-of-loss-{lost_at:%Y%m%d%H%M%S}"
        while not any(self.world.pay(peer, merchant, key, minor) == "202" for peer in peers):
            self.world.clock.advance(timedelta(seconds=1))
            waited = self.world.clock.now() - lost_at
            assert waited <= RECOVERY, f"nobody acts for {home} {waited} after the loss of {lost}"
        recovered.append((self.world.clock.now() - lost_at).total_seconds())
        self.world.fault.plan = plan

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
    recovered.clear()
    run_state_machine_as_test(
        Payments,
        settings=settings(
            max_examples=WORLDS, stateful_step_count=STEPS_EACH, suppress_health_check=list(HealthCheck)
        ),
    )
    print(dict(sorted(taken.items())))
    print(f"recovered {len(recovered)} times, in {max(recovered)} s at most")
    assert taken["worlds"] >= WORLDS
    assert taken["202"] > 0
    assert taken["refund 202"] > 0
    assert taken["capture 202"] > 0
    assert taken["cancel 202"] > 0
    assert taken["regions lost"] > 0
    assert taken["partitions"] > 0
    assert taken["commands"] > 0
    assert taken["runs overlapped"] > 0
    assert taken["heartbeats lost"] > 0
    assert taken["delivered in any order"] > 0
