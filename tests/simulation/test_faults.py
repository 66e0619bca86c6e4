"""A fault at every port call: each call of a scenario fails once before its effect and once after it, and
once all that is open is worked on by others between it and the call before.

The scenarios run once without faults, to learn which calls there are; then once for each call and kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.domain.payment import Operation, State, payment_id_of
from handlers.local.handbook import specs
from handlers.local.processor import REFUSED, REFUSED_AT_CAPTURE
from handlers.stores.payments import Payments
from tests.simulation.invariants import check_always, check_at_rest
from tests.simulation.world import CAPTURE_WITHIN, RECOVERY, World, profile

pytestmark = pytest.mark.fuzz


def a_payment(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.work("north")
    world.look("north", "mer_n", payment_id_of("mer_n", "key-number-one"))
    world.stream("north", 100)


def a_refused_card(world: World) -> None:
    world.pay("north", "mer_n", "key-number-two", 1000, number=next(iter(REFUSED)))
    world.work("north")


def a_settlement_and_refunds(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.work("north")
    world.sweep("north")
    world.work("north")
    payment_id = payment_id_of("mer_n", "key-number-one")
    world.ask_refund("north", payment_id, "refund-number-one", 300)
    world.sweep("north")
    world.work("north")
    world.ask_refund("north", payment_id, "refund-number-two", 700)
    world.sweep("north")
    world.work("north")
    world.stream("north", 100)


def doubts(world: World) -> None:
    world.silent |= {Operation.AUTHORIZE, Operation.CAPTURE, Operation.REFUND}
    world.pay("north", "mer_n", "key-number-one", 1000)
    for _ in range(4):
        world.work("north")
        world.sweep("north")
    world.ask_refund("north", payment_id_of("mer_n", "key-number-one"), "refund-number-one", 300)
    for _ in range(3):
        world.sweep("north")
        world.work("north")
    world.stream("north", 100)


def a_capture_that_is_refused(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000, number=REFUSED_AT_CAPTURE)
    world.work("north")
    world.sweep("north")


def a_capture_that_is_asked_for(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000, held=True)
    world.work("north")
    world.sweep("north")
    world.ask_for("north", payment_id_of("mer_n", "key-number-one"), "capture")
    world.work("north")


def cancellations(world: World) -> None:
    """Before anybody reserved the money, and after."""
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.ask_for("north", payment_id_of("mer_n", "key-number-one"), "cancel")
    world.pay("north", "mer_n", "key-number-two", 1000, held=True)
    world.work("north")
    world.ask_for("north", payment_id_of("mer_n", "key-number-two"), "cancel")
    world.work("north")


def what_nobody_asks_for(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000, held=True)
    world.work("north")
    world.clock.advance(CAPTURE_WITHIN)
    world.sweep("north")
    world.work("north")


def a_capture_that_is_asked_for_after_a_takeover(world: World) -> None:
    """East takes north's payment over and captures it; north, which comes back, is asked to cancel it."""
    payment_id = payment_id_of("mer_n", "key-number-one")
    world.pay("north", "mer_n", "key-number-one", 1000, held=True)
    world.work("north")
    world.deliver()
    world.lose("north")
    world.takeover("east", "north")
    world.clock.advance(RECOVERY)
    world.ask_for("east", payment_id, "capture")
    world.heal("north")
    world.ask_for("north", payment_id, "cancel")
    world.work("east")


def a_takeover_of_what_was_captured_unseen(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.deliver()
    world.work("north")
    world.takeover("east", "north")
    world.clock.advance(RECOVERY)
    world.silent.add(Operation.CAPTURE)
    world.sweep("east")
    world.work("east")
    world.deliver()
    world.sweep("east")
    world.work("east")


def refuse_as_a_new_owner(world: World) -> None:
    """East takes north's payment over, and refuses it; north has not heard of it."""
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.deliver()
    world.takeover("east", "north")
    world.copies["east"].replicate(profile("mer_n", active=False))
    world.clock.advance(RECOVERY)
    world.sweep("east")
    world.work("east")


def a_refusal_by_a_new_owner(world: World) -> None:
    """The former one, which has not heard of it, takes the money before it is reversed."""
    refuse_as_a_new_owner(world)
    world.work("north")
    world.sweep("east")


def a_reversal_by_a_new_owner(world: World) -> None:
    """The former one, which has not heard of it, wants to take the money when it is reversed."""
    refuse_as_a_new_owner(world)
    world.sweep("east")
    world.work("north")


def two_takeovers_at_once(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.deliver()
    world.lose("north")
    world.takeover("east", "north")
    world.takeover("south", "north")
    for _ in range(2):
        world.sweep("south")
        world.sweep("east")
        world.work("east")
    world.work("south")
    world.heal("north")


def a_payment_that_nobody_could_process(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.clock.advance(timedelta(hours=25))
    world.sweep("north")
    world.sweep("north")


def a_takeover(world: World) -> None:
    world.pay("north", "mer_n", "key-number-one", 1000)
    world.deliver()
    world.lose("north")
    world.takeover("east", "north")
    world.clock.advance(RECOVERY)
    world.sweep("east")
    world.work("east")
    world.pay("east", "mer_n", "key-number-one", 1000)
    world.pay("east", "mer_n", "key-number-two", 500)
    world.heal("north")


PROJECT = Path(__file__).parents[2]
SCENARIOS = (
    a_payment,
    a_refused_card,
    a_settlement_and_refunds,
    doubts,
    a_capture_that_is_refused,
    a_payment_that_nobody_could_process,
    a_capture_that_is_asked_for,
    cancellations,
    what_nobody_asks_for,
    a_capture_that_is_asked_for_after_a_takeover,
    a_takeover,
    a_takeover_of_what_was_captured_unseen,
    a_refusal_by_a_new_owner,
    a_reversal_by_a_new_owner,
    two_takeovers_at_once,
)


def calls_of(scenario: Callable[[World], None]) -> list[str]:
    world = World()
    scenario(world)
    return list(world.fault.calls)


def cases() -> Iterator[object]:
    for scenario in SCENARIOS:
        for number, name in enumerate(calls_of(scenario)):
            for when in ("before", "after", "meanwhile"):
                yield pytest.param(scenario, number, when, id=f"{scenario.__name__}-{number}-{name}-{when}")


@pytest.mark.parametrize(("scenario", "number", "when"), tuple(cases()))
def test_a_fault_leaves_the_invariants_whole(
    scenario: Callable[[World], None], number: int, when: str
) -> None:
    world = World()
    world.fault.plan = lambda at, _name: when if at == number else ""
    scenario(world)
    check_always(world)
    world.settle_down()
    check_always(world)
    check_at_rest(world)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_does_what_its_name_says_without_faults(scenario: Callable[[World], None]) -> None:
    world = World()
    scenario(world)
    world.settle_down()
    check_always(world)
    check_at_rest(world)
    assert world.acknowledged


def test_a_reversal_that_got_no_answer_is_not_taken_for_one_that_was_never_asked() -> None:
    """Else a payment that a new owner refused would be taken up again."""
    world = World()
    refuse_as_a_new_owner(world)
    world.unheard.add(Operation.REVERSE)
    world.sweep("east")
    payment = Payments(world.copies["east"], world.clock).load(payment_id_of("mer_n", "key-number-one"))
    assert payment is not None
    assert (payment.state, payment.doubt) == (State.IN_DOUBT, Operation.REVERSE)
    world.settle_down()
    check_at_rest(world)
    payment = Payments(world.copies["east"], world.clock).load(payment.id)
    assert payment is not None
    assert (payment.state, payment.reason) == (State.DECLINED, "merchant_inactive")


# What moves no payment itself has its faults in tests of its own.
ELSEWHERE = {
    "heartbeat": "tests/handlers/stores/test_owners.py",
    "alert": "tests/handlers/functions/alert/test_alert.py",
    "endpoint_health": "tests/handlers/functions/endpoint_health/test_endpoint_health.py",
    "front": "tests/handlers/api/test_front.py",  # calls other functions of the API, which are in scenarios
    "front_health": "tests/handlers/api/test_front_health.py",  # as health, which is in a scenario
    "private_front": "tests/handlers/api/test_private_front.py",  # as front does
    "rotation": "tests/handlers/functions/rotation/test_steps.py",
}


def test_every_function_is_in_a_scenario_or_has_its_faults_elsewhere() -> None:
    called = set()
    for scenario in SCENARIOS:
        world = World()
        scenario(world)
        world.settle_down()
        called |= world.called
    assert called | set(ELSEWHERE) == {spec.name for spec in specs()}
    assert all((PROJECT / path).is_file() for path in ELSEWHERE.values())


def test_the_scenarios_reach_every_method_of_every_port() -> None:
    reached = {name.partition(".")[2] for scenario in SCENARIOS for name in calls_of(scenario)}
    wanted = {
        "ledger.get",
        "ledger.peek",
        "ledger.query",
        "ledger.write",
        "personal.get",
        "personal.query",
        "personal.write",
        "personal.add",
    }
    wanted |= {"index.open_in", "events.publish", "receipts.put", "alerts.send", "workflows.start"}
    wanted |= {"execute", "exchange", "is_paid_out", "records"}
    assert reached == wanted
