"""The audit of accepted payments finds what was lost, taken twice, booked wrong, or accepted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from handlers.domain.payment import Operation, payment_id_of
from handlers.domain.ports import Instruction
from handlers.local.region import Region
from handlers.stores.payments import Payments
from rehearsal.audit import Audited, audit
from tests.simulation.world import World

MINOR = 1000
PAID = payment_id_of("mer_n", "key-number-one")


class Seen:
    """A region of the simulated world, as the audit asks a deployed one."""

    def __init__(self, world: World, name: str) -> None:
        self._region: Region = world.regions[name]
        self.payments = Payments(world.copies[name], world.clock)

    def __getitem__(self, output: str) -> str:
        return output

    def client(self, service: str) -> Seen:
        assert service == "s3"
        return self

    def get_paginator(self, _call: str) -> Seen:
        return self

    def paginate(self, **_asked: str) -> Iterator[dict[str, Any]]:
        yield {"Contents": [{"Key": name} for name in self._region.receipts.stored]}
        yield {}


@pytest.fixture
def world() -> World:
    """A payment that is settled, everywhere."""
    made = World()
    made.pay("north", "mer_n", "key-number-one", MINOR)
    made.work("north")
    made.settle_down()
    return made


def audited(world: World, **promised: int) -> Audited:
    regions: Any = [Seen(world, name) for name in world.regions]
    return audit(promised or {PAID: MINOR}, regions, world.processor)


def test_all_is_well(world: World) -> None:
    assert audited(world) == Audited(1, 1, 0, (), (), ())


def test_what_one_region_does_not_know_is_lost(world: World) -> None:
    world.pay("north", "mer_n", "key-number-two", MINOR)
    found = audited(world, **{payment_id_of("mer_n", "key-number-two"): MINOR})
    assert found.final == 0
    (sentence,) = found.lost
    assert sentence.endswith("is known to 1 of 3 regions")


def test_what_is_captured_under_another_key_is_doubled(world: World) -> None:
    paid = Payments(world.copies["north"], world.clock).load(PAID)
    assert paid
    again = Instruction(Operation.CAPTURE, "another-key", PAID, paid.money, paid.card_reference)
    world.processor.execute(again)
    found = audited(world)
    assert found.doubled == (f"{PAID} is captured 2 times",)
    assert f"{PAID}: the bank's books differ from the processor's" in found.astray


def test_another_amount_than_was_accepted_is_astray(world: World) -> None:
    assert audited(world, **{PAID: MINOR + 1}).astray == (f"{PAID} is of 1000, and 1001 was accepted",)


def test_a_receipt_that_is_missing_is_astray(world: World) -> None:
    world.regions["north"].receipts.stored.clear()
    assert audited(world).astray == (f"{PAID}: 0 receipts of a payment and 0 refunds",)


def test_what_is_left_in_doubt_is_counted_and_not_final() -> None:
    world = World()
    world.silent.add(Operation.CAPTURE)
    world.pay("north", "mer_n", "key-number-one", MINOR)
    world.work("north")
    world.deliver()
    found = audited(world)
    assert (found.final, found.in_doubt, found.lost) == (0, 1, ())
