"""What two owners of one payment did, neither seeing the other, and what is left of it once both are seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.domain.events import HEARD
from handlers.domain.ledger import Account, PostingKind
from handlers.domain.money import Money
from handlers.domain.payment import Operation, Payment, RefundStatus, State, payment_id_of
from handlers.domain.ports import Put
from handlers.domain.workflows import DOUBT
from handlers.local.processor import REFUSED_AT_CAPTURE
from handlers.stores.items import number, text
from handlers.stores.merchants import REMEMBERED
from handlers.stores.payments import Payments
from tests.simulation.faults import calm
from tests.simulation.invariants import check_always, check_at_rest
from tests.simulation.world import RECOVERY, World, profile

pytestmark = pytest.mark.fuzz

KEY = "key-number-one"
PAYMENT = payment_id_of("mer_n", KEY)


def seen(world: World, region: str = "east") -> Payment:
    payment = Payments(world.copies[region], world.clock).load(PAYMENT)
    assert payment is not None
    return payment


def settled(world: World) -> None:
    world.pay("north", "mer_n", KEY, 1000)
    for _ in range(2):
        world.work("north")
        world.sweep("north")
    world.work("north")
    assert seen(world, "north").state is State.SETTLED
    world.deliver()


def taken_over(world: World) -> None:
    """East acts for north; what north wrote and east did not see stays on its way."""
    world.lose("north")
    world.takeover("east", "north")
    world.clock.advance(RECOVERY)


def ended(world: World) -> Payment:
    check_always(world)
    world.settle_down()
    check_always(world)
    check_at_rest(world)
    return seen(world)


def test_a_refund_that_the_former_owner_accepted_ends_after_all_was_refunded_by_the_next() -> None:
    world = World()
    settled(world)
    world.ask_refund("north", PAYMENT, "refund-of-north", 300)
    taken_over(world)
    world.ask_refund("east", PAYMENT, "refund-of-east", 1000)
    world.work("east")
    assert seen(world).state is State.REFUNDED
    payment = ended(world)
    assert sorted((each.money.minor, each.status) for each in payment.refunds) == [
        (300, RefundStatus.REFUSED),
        (1000, RefundStatus.DONE),
    ]


def test_no_late_request_overwrites_an_outcome() -> None:
    """The same key with another amount, asked for at the former owner before it stopped: replication brings
    what it wrote after the outcome of the next one, and takes it for the later write.
    """
    world = World()
    settled(world)
    world.part("north", "east")
    world.part("north", "south")
    assert world.ask_refund("north", PAYMENT, KEY, 300) == "202"
    world.regions["north"].workflows.waiting.clear()
    (late,) = [item for item in world.copies["north"] if text(item, "sk").startswith("REFUND#")]
    world.clock.advance(RECOVERY)
    assert world.ask_refund("east", PAYMENT, KEY, 1000) == "202"
    world.work("east")
    assert [each.status for each in seen(world).refunds] == [RefundStatus.DONE]
    world.join()
    world.deliver()
    for copy in world.copies.values():
        copy.replicate(late)
    payment = ended(world)
    assert [(each.money.minor, each.status) for each in payment.refunds] == [(1000, RefundStatus.DONE)]
    assert payment.state is State.REFUNDED


def test_a_state_follows_from_the_refunds_that_an_earlier_owner_carried_out() -> None:
    world = World()
    settled(world)
    world.ask_refund("north", PAYMENT, KEY, 300)
    world.work("north")
    taken_over(world)
    world.ask_refund("east", PAYMENT, "refund-of-east", 100)
    world.work("east")
    assert seen(world).refunded == Money(100, "EUR")
    payment = ended(world)
    assert (payment.state, payment.refunded) == (State.PARTLY_REFUNDED, Money(400, "EUR"))


def test_the_refund_of_an_earlier_owner_is_seen_in_the_state_that_the_next_one_wrote() -> None:
    world = World()
    settled(world)
    world.ask_refund("north", PAYMENT, KEY, 600)
    world.work("north")
    taken_over(world)
    world.ask_refund("east", PAYMENT, "refund-of-east", 500)
    world.work("east")
    assert seen(world).state is State.SETTLED
    payment = ended(world)
    assert payment.state is State.PARTLY_REFUNDED
    assert sorted((each.money.minor, each.status) for each in payment.refunds) == [
        (500, RefundStatus.REFUSED),
        (600, RefundStatus.DONE),
    ]


@pytest.mark.parametrize("seen_first", [False, True])
def test_the_fee_is_the_one_that_was_agreed_when_the_money_was_taken(*, seen_first: bool) -> None:
    """The merchant's fee changes, and the next owner makes the payment again before it sees it."""
    world = World()
    world.pay("north", "mer_n", KEY, 1000)
    world.work("north")
    taken_over(world)
    world.copies["east"].replicate(profile("mer_n", fee=200))
    world.pay("east", "mer_n", KEY, 1000)
    if not seen_first:
        world.work("east")
    world.heal("north")
    world.deliver()
    world.work("east")
    payment = ended(world)
    assert payment.state is State.SETTLED
    (booked,) = [
        each
        for each in Payments(world.copies["east"], world.clock).postings(PAYMENT)
        if each.kind is PostingKind.CAPTURE
    ]
    fees = {entry.account: entry.money.minor for entry in booked.entries}[Account.FEES]
    assert fees == -payment.money.share(payment.fee_basis_points).minor
    if seen_first:
        assert payment.fee_basis_points == 150


def test_a_capture_that_is_refused_is_reversed_and_declined_by_whoever_acts() -> None:
    """The former owner was refused the capture, and died before it could give the reservation up."""
    world = World()
    world.unheard.add(Operation.REVERSE)
    world.pay("north", "mer_n", KEY, 1000, number=REFUSED_AT_CAPTURE)
    world.work("north")
    assert seen(world, "north").state is State.IN_DOUBT
    taken_over(world)
    world.pay("east", "mer_n", KEY, 1000, number=REFUSED_AT_CAPTURE)
    world.work("east")
    payment = seen(world)
    assert (payment.state, payment.reason) == (State.DECLINED, "capture_refused")
    doubts = [item for item in world.copies["east"] if _is_doubt(item)]
    assert not doubts
    assert ended(world).state is State.DECLINED


@pytest.mark.parametrize("reason", ["merchant_inactive", "card_denied"])
def test_what_a_later_owner_refuses_is_declined_soon_and_before_a_sweep(reason: str) -> None:
    """The processor is asked to reverse it first, since a former owner may be at work on it."""
    world = World()
    taken_over(world)
    world.pay("east", "mer_n", KEY, 1000)
    if reason == "card_denied":
        world.copies["east"].replicate({"pk": f"DENIED#{seen(world).card_token}", "sk": "CARD"})
    else:
        world.copies["east"].replicate(profile("mer_n", active=False))
        world.clock.advance(REMEMBERED)
    world.work("east")
    assert (seen(world).state, seen(world).doubt) == (State.IN_DOUBT, Operation.REVERSE)
    world.clock.advance(timedelta(seconds=DOUBT.after[0]))
    world.work("east")
    assert (seen(world).state, seen(world).reason) == (State.DECLINED, reason)
    ended(world)


def test_a_key_that_is_known_with_another_body_is_looked_up_and_never_asked_about_again() -> None:
    """Each region trades the card for a reference of its own: every instruction of the next owner is 409."""
    world = World()
    world.pay("north", "mer_n", KEY, 1000)
    world.work("north")
    taken_over(world)
    world.pay("east", "mer_n", KEY, 999)
    world.work("east")
    payment = seen(world)
    assert (payment.state, payment.money) == (State.CAPTURED, Money(1000, "EUR"))
    (difference,) = Payments(world.copies["east"], world.clock).differences(PAYMENT)
    assert (difference.asked, difference.recorded) == (Money(999, "EUR"), Money(1000, "EUR"))
    told = list(world.regions["east"].telemetry.told)
    assert ("count", "Difference", "authorize", "1") in told
    assert ended(world).state is State.SETTLED


@pytest.mark.parametrize("minutes", [14, 16])
def test_a_capture_in_doubt_is_taken_within_its_patience_and_reversed_after_it(minutes: int) -> None:
    world = World()
    world.unheard.add(Operation.CAPTURE)
    world.pay("north", "mer_n", KEY, 1000)
    world.work("north")
    assert seen(world, "north").doubt is Operation.CAPTURE
    world.clock.advance(timedelta(minutes=minutes))
    for _ in range(2):
        world.sweep("north")
        world.work("north")
    assert seen(world, "north").state is (State.SETTLED if minutes < 15 else State.REVERSED)
    ended(world)


def test_what_was_authorized_and_forgotten_is_not_taken_days_later() -> None:
    world = World()
    world.fault.plan = lambda _at, name: "before" if name == "processor.execute" and _captures(world) else ""
    world.pay("north", "mer_n", KEY, 1000)
    world.work("north")
    world.clock.advance(timedelta(days=3))
    world.fault.plan = lambda _at, _name: ""
    world.sweep("north")
    world.work("north")
    payment = seen(world, "north")
    assert (payment.state, payment.reason) == (State.REVERSED, "capture_late")
    ended(world)


@pytest.mark.parametrize("returns", [False, True])
def test_what_a_lost_region_did_not_tell_is_told_by_whoever_acts_next(*, returns: bool) -> None:
    """Of a payment at rest, too, which nobody will ever change again."""
    world = World()
    world.unheard.add(Operation.AUTHORIZE)
    world.fault.plan = lambda _at, name: "before" if name == "north.events.publish" else ""
    world.pay("north", "mer_n", KEY, 1000)
    world.work("north")
    world.pay("north", "mer_n", "key-number-two", 1000)
    world.clock.advance(timedelta(hours=25))
    for _ in range(2):
        world.sweep("north")
    given_up = Payments(world.copies["north"], world.clock).load(payment_id_of("mer_n", "key-number-two"))
    assert given_up is not None
    assert given_up.state is State.FAILED
    assert not world.regions["north"].events.published
    world.fault.plan = calm
    written = {each for each in _changes(world, "north") if each[-1] in HEARD}
    assert {state for *_, state in written} == {State.IN_DOUBT, State.FAILED}
    world.deliver()
    taken_over(world)
    world.sweep("east")
    told = world.regions["east"].events.published
    assert written == {(each.payment_id, each.epoch, each.version, each.state) for each in told}
    if returns:
        world.heal("north")
        world.stream("north", 10_000)
        assert len(world.regions["north"].events.published) == len(written), "once more, which readers know"
    ended(world)


def _changes(world: World, region: str) -> set[tuple[str, int, int, str]]:
    return {
        (text(item, "payment_id"), number(item, "epoch"), number(item, "version"), text(item, "state"))
        for item in world.copies[region]
        if text(item, "sk").startswith("CHANGE#")
    }


def _captures(world: World) -> bool:
    return bool(world.processor.records(PAYMENT))


def _is_doubt(item: object) -> bool:
    return (
        isinstance(item, dict)
        and text(item, "sk").startswith("CHANGE#")
        and text(item, "state") == State.IN_DOUBT
        and text(item, "writer_region") == "east"
    )


@pytest.mark.parametrize("taken_over_before", [False, True])
def test_a_payment_is_written_by_its_own_home_though_its_merchant_moves(*, taken_over_before: bool) -> None:
    world = World()
    if taken_over_before:
        world.lose("north")
        world.clock.advance(RECOVERY)
        world.heal("north")
        world.clock.advance(timedelta(minutes=20))
    world.regions["north"].regional_urls = world.regions["east"].regional_urls = {
        name: f"https://{name}.test" for name in world.regions
    }
    settled(world)
    before = seen(world)
    world.copies["north"].write(Put({**profile("mer_n"), "home_region": "east"}, None))
    world.deliver()
    world.clock.advance(REMEMBERED + timedelta(seconds=1))
    assert world.ask_refund("east", PAYMENT, KEY, 300) == "307"
    assert world.ask_refund("north", PAYMENT, KEY, 300) == "202"
    assert seen(world, "north").epoch == before.epoch
    assert world.ask_for("east", PAYMENT, "cancel") == "307"
    assert world.pay("east", "mer_n", "key-number-two", 500) == "202"
    assert world.pay("east", "mer_n", KEY, 1000) == "202"
    assert ended(world).state is State.PARTLY_REFUNDED
