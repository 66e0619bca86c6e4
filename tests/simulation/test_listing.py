"""A merchant's list where several owners wrote a payment, or one is of a form that nobody can read."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from handlers.domain.api import ApiRequest
from handlers.domain.payment import payment_id_of
from handlers.domain.ports import Put
from handlers.local.processor import REFUSED
from tests.simulation.world import RECOVERY, REGIONS, World

pytestmark = pytest.mark.fuzz

KEYS = [f"key-number-{number}" for number in range(3)]
FIRST, *OTHERS = [payment_id_of("mer_n", key) for key in KEYS]


def listed(world: World, region: str, *, limit: int = 1) -> list[tuple[str, str]]:
    """The ids and states of all pages."""
    found: list[tuple[str, str]] = []
    query = {"limit": str(limit)}
    while True:
        answer = world.regions[region].call(
            "inquiry", ApiRequest("GET", {}, {}, "", "caller-mer_n", "/payments", query)
        )
        assert answer.status == 200
        page = json.loads(answer.body)
        found += [(each["payment_id"], each["state"]) for each in page["payments"]]
        if "next_cursor" not in page:
            return found
        query["cursor"] = page["next_cursor"]


def test_a_payment_that_two_owners_made_is_listed_once_as_the_later_one_has_it() -> None:
    """Home declined it and was lost before it could tell; the peer took it minutes later."""
    world = World()
    (refused, *_) = REFUSED
    world.pay("north", "mer_n", KEYS[0], 1000, refused)
    world.work("north")
    world.lose("north")
    world.clock.advance(RECOVERY)
    for key in KEYS[1:]:
        world.pay("east", "mer_n", key, 1000, refused)
        world.work("east")
        world.clock.advance(timedelta(seconds=1))
    world.pay("east", "mer_n", KEYS[0], 1000, refused)
    world.heal("north")
    world.clock.advance(timedelta(minutes=1))
    world.deliver()
    for region in REGIONS:
        ids = [payment_id for payment_id, _ in listed(world, region)]
        assert sorted(ids) == sorted((FIRST, *OTHERS)), region
        assert dict(listed(world, region))[FIRST] == "received"


def test_a_payment_that_cannot_be_read_is_left_out_of_the_list_and_told() -> None:
    world = World()
    for key in KEYS:
        world.pay("north", "mer_n", key, 1000)
        world.clock.advance(timedelta(seconds=1))
    (state,) = world.copies["north"].query(f"PAYMENT#{OTHERS[0]}", from_sk="STATE")
    world.copies["north"].write(Put({**state, "currency": "XXQ"}, None))
    assert [payment_id for payment_id, _ in listed(world, "north")] == [OTHERS[1], FIRST]
    told = world.regions["north"].telemetry.told
    assert ("event", "unreadable", OTHERS[0], "", "") in told
