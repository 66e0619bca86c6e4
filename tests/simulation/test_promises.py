"""What a merchant asked for and was promised by a region that was lost before it could tell the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.domain.events import Alert
from handlers.domain.payment import Operation, Payment, PendingCommand, State, payment_id_of
from handlers.stores.payments import Payments
from tests.simulation.invariants import check_always, check_at_rest
from tests.simulation.world import CAPTURE_WITHIN, RECOVERY, World

pytestmark = pytest.mark.fuzz

KEY = "key-number-one"
PAYMENT = payment_id_of("mer_n", KEY)


def promised(world: World, command: str, *, held: bool) -> None:
    """North takes a payment, promises what its merchant asks for, and is lost; its peers know the payment."""
    world.pay("north", "mer_n", KEY, 1000, held=held)
    if held:
        world.work("north")
    world.deliver()
    world.regions["north"].workflows.waiting.clear()
    assert world.ask_for("north", PAYMENT, command) == "202"
    world.lose("north")
    world.clock.advance(RECOVERY)


def east_goes_on(world: World, time: timedelta) -> None:
    world.clock.advance(time)
    for _ in range(2):
        world.sweep("east")
        world.work("east")


def seen(world: World) -> Payment:
    payment = Payments(world.copies["east"], world.clock).load(PAYMENT)
    assert payment is not None
    return payment


def ended(world: World) -> Payment:
    check_always(world)
    world.settle_down()
    check_always(world)
    check_at_rest(world)
    return seen(world)


def told(world: World) -> list[Alert]:
    sent = [each for region in world.regions.values() for each in region.alerts.sent]
    return [each for each in sent if each.kind == "capture-lost"]


def test_a_cancellation_that_arrives_after_the_money_was_taken_gives_it_back() -> None:
    world = World()
    promised(world, "cancel", held=False)
    east_goes_on(world, timedelta(minutes=6))
    assert seen(world).state is State.SETTLED
    payment = ended(world)
    assert (payment.state, payment.command) == (State.REFUNDED, PendingCommand.CANCEL)
    assert len(payment.refunds) == 1


def test_a_cancellation_counts_though_its_merchant_has_part_of_the_money_back_already() -> None:
    world = World()
    promised(world, "cancel", held=False)
    east_goes_on(world, timedelta(minutes=6))
    assert world.ask_refund("east", PAYMENT, "refund-number-one", 400) == "202"
    payment = ended(world)
    assert sorted(each.money.minor for each in payment.refunds) == [400, 600]
    assert payment.state is State.REFUNDED


@pytest.mark.parametrize("touched", [False, True])
def test_a_cancellation_that_arrives_before_the_money_is_taken_reverses_it(*, touched: bool) -> None:
    """Also where the next owner wrote the payment meanwhile, and the former one's state with it."""
    world = World()
    promised(world, "cancel", held=True)
    if touched:
        assert world.ask_for("east", PAYMENT, "capture") == "202"
        world.regions["east"].workflows.waiting.clear()
    world.heal("north")
    world.deliver()
    assert seen(world).command is PendingCommand.CANCEL
    payment = ended(world)
    assert (payment.state, payment.reason) == (State.REVERSED, "cancelled")
    assert not told(world)


def test_a_capture_that_arrives_in_time_is_made() -> None:
    world = World()
    promised(world, "capture", held=True)
    world.heal("north")
    world.deliver()
    for _ in range(3):
        for region in ("north", "east"):
            world.sweep(region)
            world.work(region)
        world.clock.advance(timedelta(minutes=3))
        world.deliver()
    assert seen(world).state is State.SETTLED
    assert ended(world).state is State.SETTLED
    assert not told(world)


def test_a_capture_that_arrives_when_the_money_is_given_up_is_told_to_a_person_once() -> None:
    world = World()
    promised(world, "capture", held=True)
    east_goes_on(world, CAPTURE_WITHIN)
    assert (seen(world).state, seen(world).reason) == (State.REVERSED, "capture_not_asked_for")
    ended(world)
    world.clock.advance(timedelta(days=1))
    world.everybody_works()
    (alert,) = told(world)
    assert (alert.payment_id, alert.count) == (PAYMENT, 1)


def test_a_capture_that_was_promised_and_comes_too_late_at_its_only_owner_is_told_as_well() -> None:
    world = World()
    world.pay("north", "mer_n", KEY, 1000, held=True)
    world.work("north")
    world.unheard.add(Operation.CAPTURE)
    assert world.ask_for("north", PAYMENT, "capture") == "202"
    world.work("north")
    world.clock.advance(timedelta(minutes=20))
    world.everybody_works()
    payment = ended(world)
    assert (payment.state, payment.reason) == (State.REVERSED, "capture_late")
    assert len(told(world)) == 1


def test_what_goes_well_leaves_no_entry_and_tells_nobody() -> None:
    world = World()
    world.pay("north", "mer_n", KEY, 1000, held=True)
    world.work("north")
    world.ask_for("north", PAYMENT, "capture")
    world.work("north")
    found = world.copies["north"].query(f"PAYMENT#{PAYMENT}", from_sk="OPEN#")
    assert [item["open_for"] for item in found if "open_shard" in item] == ["pay_out"]
    ended(world)
    assert not told(world)
