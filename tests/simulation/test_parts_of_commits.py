"""What another region makes of a part of what a lost one wrote: copies are made item by item."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.domain.payment import Operation, Payment, RefundStatus, State, payment_id_of
from handlers.domain.ports import Item, Key
from handlers.domain.worklists import OpenFor
from handlers.stores.items import number, text, text_of
from handlers.stores.payments import Payments
from handlers.stores.worklist import entry_of
from tests.simulation.invariants import check_always, check_at_rest
from tests.simulation.world import RECOVERY, World

pytestmark = pytest.mark.fuzz

KEY, REFUND_KEY = "key-number-one", "refund-number-one"
PAYMENT = payment_id_of("mer_n", KEY)
MINUTES = timedelta(minutes=5)


def seen(world: World, region: str = "east") -> Payment:
    payment = Payments(world.copies[region], world.clock).load(PAYMENT)
    assert payment is not None
    return payment


def opened(world: World, region: str = "east") -> list[str]:
    """The names of the payment's and its refunds' open entries."""
    found = world.copies[region].query(f"PAYMENT#{PAYMENT}", from_sk="OPEN#")
    entries = [entry_of(item) for item in found if "open_shard" in item]
    return [entry.name for entry in entries if entry.open_for is not OpenFor.TELL]


def settled(world: World) -> None:
    world.pay("north", "mer_n", KEY, 1000)
    world.work("north")
    world.clock.advance(timedelta(hours=30))
    world.sweep("north")
    world.work("north")
    assert seen(world, "north").state is State.SETTLED
    world.deliver()


def refund_in_doubt(world: World) -> None:
    """The processor gives the money back at home, and does not say so."""
    settled(world)
    world.silent.add(Operation.REFUND)
    assert world.ask_refund("north", PAYMENT, REFUND_KEY, 400) == "202"
    world.work("north")
    assert seen(world, "north").state is State.IN_DOUBT


def peers_go_on(world: World, time: timedelta, step: timedelta = MINUTES) -> None:
    for _ in range(time // step):
        world.clock.advance(step)
        for region in ("east", "south"):
            world.sweep(region)
            world.work(region)
        world.deliver()


def ended(world: World) -> Payment:
    check_always(world)
    world.settle_down()
    check_always(world)
    check_at_rest(world)
    return seen(world)


def test_an_entry_is_not_closed_by_a_copy_of_its_payment_that_is_older_than_it() -> None:
    """Of the doubt of a refund the entry arrives; what it is of does not, for hours."""
    world = World()
    refund_in_doubt(world)
    world.deliver_some(lambda item: text(item, "sk") == "OPEN#000000")
    world.lose("north")
    peers_go_on(world, timedelta(hours=3))
    assert (seen(world).state, opened(world)) == (State.SETTLED, ["000000"])
    payment = ended(world)
    assert [each.status for each in payment.refunds] == [RefundStatus.DONE]
    assert payment.state is State.PARTLY_REFUNDED


def close(world: World, *names: str) -> None:
    """Close entries as a region does that saw less of the payment, later than they were opened."""
    for name in names:
        item = world.copies["north"].get(Key(f"PAYMENT#{PAYMENT}", f"OPEN#{name}"))
        assert item
        for copy in world.copies.values():
            copy.replicate({each: value for each, value in item.items() if each != "open_shard"})


def test_a_refund_that_waits_for_an_answer_has_it_looked_for_though_that_entry_is_closed() -> None:
    world = World()
    refund_in_doubt(world)
    world.deliver()
    close(world, "000000")
    payment = ended(world)
    assert [each.status for each in payment.refunds] == [RefundStatus.DONE]


@pytest.mark.parametrize("region", ["north", "east"])
def test_a_look_by_hand_opens_what_is_missing(region: str) -> None:
    world = World()
    refund_in_doubt(world)
    world.deliver()
    close(world, *opened(world, "north"))
    assert not opened(world, "north")
    if region == "east":
        world.lose("north")
        world.clock.advance(RECOVERY)
    world.regions[region].call("sweep", {"payment_id": PAYMENT})
    assert seen(world, region).state is State.PARTLY_REFUNDED
    ended(world)


def without_entries(world: World, *, works: bool = False, held: bool = False) -> None:
    """A payment of which all but the entry of the worklist has reached the peers; home is lost."""
    world.pay("north", "mer_n", KEY, 1000, held=held)
    if works:
        world.work("north")
    world.deliver_some(lambda item: not text(item, "sk").startswith("OPEN#"))
    world.lose("north")
    world.clock.advance(RECOVERY)
    assert not opened(world)


@pytest.mark.parametrize("works", [False, True])
def test_who_asks_again_opens_what_a_lost_region_left_without_an_entry(*, works: bool) -> None:
    world = World()
    without_entries(world, works=works)
    assert world.pay("east", "mer_n", KEY, 1000) == "202"
    assert len(opened(world)) == 1
    peers_go_on(world, timedelta(hours=30), timedelta(hours=1))
    assert seen(world).state is State.SETTLED
    ended(world)


def test_asking_again_changes_nothing_where_an_entry_is_there() -> None:
    world = World()
    without_entries(world)
    for _ in range(2):
        world.pay("east", "mer_n", KEY, 1000)
        (entry,) = (item for item in world.copies["east"] if _is_of_worklist(item))
        world.clock.advance(timedelta(seconds=10))
    assert number(entry, "looks") == 0
    assert text(entry, "updated_at") < text_of(world.clock.now() - timedelta(seconds=15))
    ended(world)


def _is_of_worklist(item: Item) -> bool:
    return "open_shard" in item and text(item, "payment_id") == PAYMENT


@pytest.mark.parametrize("command", ["capture", "cancel"])
def test_a_command_that_is_repeated_opens_what_is_missing(command: str) -> None:
    world = World()
    world.pay("north", "mer_n", KEY, 1000, held=True)
    world.work("north")
    world.ask_for("north", PAYMENT, command)
    world.deliver_some(lambda item: not text(item, "sk").startswith("OPEN#"))
    world.lose("north")
    world.clock.advance(RECOVERY)
    assert not opened(world)
    assert world.ask_for("east", PAYMENT, command) == "202"
    peers_go_on(world, 2 * MINUTES)
    peers_go_on(world, timedelta(hours=30), timedelta(hours=1))
    assert seen(world).state is (State.SETTLED if command == "capture" else State.REVERSED)
    ended(world)


def test_a_refund_that_is_asked_for_again_opens_what_is_missing() -> None:
    world = World()
    settled(world)
    world.ask_refund("north", PAYMENT, REFUND_KEY, 400)
    world.deliver_some(lambda item: not text(item, "sk").startswith("OPEN#"))
    world.lose("north")
    world.clock.advance(RECOVERY)
    assert not opened(world)
    assert world.ask_refund("east", PAYMENT, REFUND_KEY, 400) == "202"
    peers_go_on(world, timedelta(hours=2))
    assert seen(world).state is State.PARTLY_REFUNDED
    ended(world)


def test_the_entry_of_a_former_owner_is_closed_only_where_the_next_ones_is_there() -> None:
    """East touched the payment and is lost as well, before the entry that it opened has arrived."""
    world = World()
    world.pay("north", "mer_n", KEY, 1000)
    world.deliver()
    world.lose("north")
    world.clock.advance(RECOVERY)
    world.unheard.add(Operation.AUTHORIZE)
    world.sweep("east")
    world.clock.advance(MINUTES)
    world.sweep("east")
    world.work("east")
    assert seen(world).epoch > 0
    world.heal("north")
    world.deliver_some(lambda item: not text(item, "sk").startswith("OPEN#"))
    assert seen(world, "north").epoch > 0
    world.lose("east")
    world.clock.advance(timedelta(minutes=15))
    for _ in range(30):
        world.clock.advance(timedelta(hours=1))
        world.sweep("north")
        world.work("north")
    assert seen(world, "north").state is State.SETTLED
    ended(world)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_whatever_part_of_its_last_commits_a_lost_region_got_out_all_comes_to_its_end(chance: Random) -> None:
    """The rest arrives hours later."""
    world = World()
    refund_in_doubt(world) if chance.random() < 0.5 else settled(world)
    world.silent.clear()
    if chance.random() < 0.5:
        world.ask_refund("north", PAYMENT, "refund-number-two", 100)
    if chance.random() < 0.5:
        world.work("north")
    world.pay("north", "mer_n", "key-number-two", 1000)
    if chance.random() < 0.5:
        world.work("north")
    share = chance.random()
    world.deliver_some(lambda _item: chance.random() < share, chance)
    world.lose("north")
    peers_go_on(world, timedelta(hours=2))
    if chance.random() < 0.5:
        world.ask_refund("east", PAYMENT, "refund-number-three", 200)
    world.heal("north")
    world.clock.advance(MINUTES)
    world.deliver_some(lambda _item: chance.random() < share, chance)
    ended(world)
