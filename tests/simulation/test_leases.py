"""What one region says costs the others nothing, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.domain.ports import Item, Key, Put
from tests.simulation.world import RECOVERY, REGIONS, World

pytestmark = pytest.mark.fuzz

MINUTE = timedelta(minutes=1)


def a_command_of_another_version(_: World) -> Item:
    at = "2026-03-01T00:00:00.000000Z"
    return {
        "pk": "REGION#south",
        "sk": "WISH#pause#south",
        "action": "pause",
        "home_region": "south",
        "at": at,
    }


def a_beat_in_another_form(world: World) -> Item:
    world.heartbeats.mute.add("south")
    item = world.copies["south"].get(Key("REGION#south", "BEAT"))
    assert item
    return {**item, "at": 1_772_323_500}


@pytest.mark.parametrize(
    ("said", "acting"),
    [
        (a_command_of_another_version, {home: [home] for home in REGIONS}),
        (a_beat_in_another_form, {"north": ["north"], "east": ["east"], "south": ["north"]}),
    ],
)
def test_what_cannot_be_read_of_one_region_costs_no_other_its_merchants(
    said: Callable[[World], Item], acting: dict[str, list[str]]
) -> None:
    world = World()
    world.copies["south"].write(Put(said(world), None))
    world.clock.advance(3 * MINUTE)
    assert {home: world.heartbeats.accepting(home) for home in REGIONS} == acting
    assert world.pay("north", "mer_n", "key-number-one", 100) == "202"
    assert world.pay("east", "mer_e", "key-number-two", 100) == "202"
    for region in ("north", "east"):
        assert ("event", "unreadable", "", "", "south") in world.regions[region].telemetry.told


@pytest.mark.parametrize("said", [a_command_of_another_version, a_beat_in_another_form])
def test_a_region_of_which_something_cannot_be_read_can_be_drained(said: Callable[[World], Item]) -> None:
    world = World()
    world.copies["south"].write(Put(said(world), None))
    world.clock.advance(MINUTE)
    assert world.regions["east"].call("takeover", {"home_region": "south", "action": "drain"})["drained"]
    world.clock.advance(3 * MINUTE)
    assert world.heartbeats.accepting("south") == ["north"]


def test_clocks_that_were_set_together_delay_no_takeover() -> None:
    world = World()
    for clock in world.clocks.values():
        clock.offset = -MINUTE / 2
    assert world.heartbeats.is_settled()
    world.lose("east")
    world.clock.advance(RECOVERY)
    assert world.heartbeats.accepting("east") == ["north"]


def test_a_world_whose_clocks_were_set_apart_is_not_at_rest() -> None:
    """Regions believe each other no more at the next tick, and with a loss nobody has a majority."""
    world = World()
    world.clocks["north"].offset = -MINUTE
    assert not world.heartbeats.is_settled()
    world.lose("east")
    world.clock.advance(2 * RECOVERY)
    assert not world.heartbeats.accepting("east")


@pytest.mark.parametrize("failing", [0, 1])
def test_a_takeover_is_told_of_once_also_where_the_topic_does_not_answer_at_that_moment(failing: int) -> None:
    world = World()
    topics = {name: region.alerts for name, region in world.regions.items()}
    world.lose("north")
    world.fault.plan = fail_first(failing, "alerts.send")
    world.clock.advance(5 * MINUTE)
    told = [(name, alert.kind, alert.reason) for name, topic in topics.items() for alert in topic.sent]
    assert told == [("east", "takeover", "north")]


def fail_first(count: int, call: str) -> Callable[[int, str], str]:
    left = [call] * count

    def plan(_: int, name: str) -> str:
        return "before" if name.endswith(call) and left and left.pop() else ""

    return plan
