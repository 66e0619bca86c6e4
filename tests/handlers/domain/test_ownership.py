"""Leases and votes, without any store: whatever the network and the clocks do within their bounds, no two
regions act for one home region at once, and where two see each other somebody does soon.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.domain.commands import Action, OwnershipCommand, OwnershipCommands
from handlers.domain.ownership import (
    BY_COMMAND,
    LEASE,
    MOST_CACHED,
    QUIET,
    TICK,
    Consent,
    Heard,
    Heartbeat,
    Notification,
    OutboxEntry,
    Promise,
    Rules,
    View,
)
from handlers.domain.voting import decide

pytestmark = pytest.mark.fuzz

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NAMES = ("north", "east", "south", "west", "centre")
SKEW = timedelta(seconds=5)
REPLICATION = timedelta(seconds=2)
EXAMPLES = int(os.environ.get("OWNERSHIP_EXAMPLES", "15"))  # `make nightly`: 500
JITTER = SKEW / 4  # four readings of clocks are in a lease and the wait for its end


def rules(count: int = 3) -> Rules:
    names = NAMES[:count]
    others = {home: [name for name in names if name != home] for home in names}
    return Rules(names, others, SKEW, timedelta(minutes=10))


def of_a_pair() -> Rules:
    """Nobody follows by itself, and nobody votes."""
    return Rules(NAMES[:2], {}, SKEW, timedelta(minutes=10), Consent.COMMAND)


@dataclass
class Place:
    """A region: its own heartbeat, those that reached it, its clock, and whether it is there."""

    own: Heartbeat | None = None
    known: dict[str, Heartbeat] = field(default_factory=dict)
    offset: timedelta = timedelta(0)
    is_lost: bool = False


class Net:
    """Regions that tick, and heartbeats on their way. A heartbeat may be lost, late, or come before an
    earlier one, which then counts no more: the last writer wins.
    """

    def __init__(self, count: int = 3, *, seed: int = 0) -> None:
        self.rules, self.random, self.now = rules(count), Random(seed), NOW  # noqa: S311 (a world's chance, not a secret)
        self.places = {name: Place() for name in self.rules.regions}
        self.commands: list[OwnershipCommand] = []
        self.cut: set[tuple[str, str]] = set()
        self.slowest = REPLICATION
        self.lossy = 0.0
        self.jitter = timedelta(0)
        self.notifications: list[tuple[Notification, str, str]] = []
        self.owners: dict[tuple[str, int], str] = {}  # who ever stood under an epoch of a home region
        self._way: list[tuple[datetime, str, Heartbeat]] = []
        self._due = {name: NOW + self.random.random() * TICK for name in self.places}

    def clock(self, name: str) -> datetime:
        """What a region takes the time for, at one of its machines."""
        off = self.jitter * self.random.uniform(-1, 1)
        return self.now + self.places[name].offset + off

    def acting(self, home: str) -> list[str]:
        return [name for name in self.places if self._acts(name, home)]

    def _acts(self, name: str, home: str) -> bool:
        own = self.places[name].own
        held = own.promises.get(home) if own else None
        if held is None or held.owner != name or held.until is None or held.quiet_until is None:
            return False
        return held.quiet_until <= self.clock(name) < held.until

    def run(self, seconds: float, *, home: str = "north") -> float | None:
        """Let time pass, and check at each second that one region acts at most. Returns after how many
        seconds one first did.
        """
        end, first, begun = self.now + timedelta(seconds=seconds), None, self.now
        while self.now < end:
            self.now += SECOND
            self._arrive()
            for name, place in self.places.items():
                if self._due[name] <= self.now:
                    self._due[name] = self.now + TICK
                    if not place.is_lost:
                        self._tick(name, place)
            for each in self.places:
                assert len(self.acting(each)) <= 1, f"{self.acting(each)} act for {each}"
            if first is None and self.acting(home):
                first = (self.now - begun).total_seconds()
        return first

    def _tick(self, name: str, place: Place) -> None:
        view = View(name, place.own, place.known, OwnershipCommands(tuple(self.commands)))
        decision = decide(view, self.rules, self.clock(name))
        self._check(place.own, decision.heartbeat)
        for home, promise in decision.heartbeat.promises.items():
            if promise.owner == name:
                assert self.owners.setdefault((home, promise.epoch), name) == name, "two owners, one epoch"
        self.notifications += [(each.notification, each.of, name) for each in decision.due]
        place.own = decision.heartbeat.after(decision.due)
        for other in self.places:
            if other != name and self.random.random() >= self.lossy:
                due = self.now + self.random.random() * self.slowest
                self._way.append((due, other, decision.heartbeat))

    def _arrive(self) -> None:
        waiting = []
        for due, target, heartbeat in self._way:
            place = self.places[target]
            if due > self.now:
                waiting.append((due, target, heartbeat))
            elif not (
                place.is_lost
                or self.places[heartbeat.region].is_lost
                or (heartbeat.region, target) in self.cut
            ):
                known = place.known.get(heartbeat.region)
                if known is None or (known.at, known.sequence) < (heartbeat.at, heartbeat.sequence):
                    place.known[heartbeat.region] = heartbeat
        self._way = waiting

    @staticmethod
    def _check(before: Heartbeat | None, after: Heartbeat) -> None:
        """Epochs only rise, and what one promised to another is taken back by nothing but a later epoch."""
        for home, promise in after.promises.items():
            held = before.promises.get(home) if before else None
            assert held is None or promise.epoch >= held.epoch
            assert held is None or promise.epoch > held.epoch or promise.owner == held.owner


def settled(count: int = 3, *, seed: int = 0) -> Net:
    net = Net(count, seed=seed)
    net.run(60)
    assert all(net.acting(home) == [home] for home in net.rules.regions)
    return net


def test_the_sum_of_the_worst_case_is_below_two_minutes() -> None:
    """Each line is one of decision 10."""
    arrives = REPLICATION + TICK
    steps = (
        arrives,  # the last heartbeat
        LEASE + SKEW,  # what was promised on it ends
        TICK,  # voters say so
        arrives,  # the successor stands
        arrives,  # voters promise
        arrives,  # it has won
        QUIET,
    )
    assert sum(steps, timedelta(0)) == timedelta(seconds=98)
    assert sum(steps, timedelta(0)) + MOST_CACHED + 2 * TICK < timedelta(seconds=120)
    assert MOST_CACHED < QUIET
    assert 2 * (REPLICATION + TICK) < LEASE, "else a lease runs out between two echoes"


@pytest.mark.parametrize("count", [3, 4, 5])
@pytest.mark.parametrize("seed", range(5))
def test_a_lost_home_is_acted_for_by_its_first_successor_in_time(count: int, seed: int) -> None:
    net = settled(count, seed=seed)
    net.places["north"].is_lost = True
    net.places["north"].own = None  # what it says does not count, and its clock may be anything
    taken = net.run(120)
    assert taken is not None
    assert taken <= 98
    assert net.acting("north") == ["east"]
    assert (Notification.TAKEN_OVER, "north", "east") in net.notifications


def test_one_region_alone_needs_nobody_and_always_acts() -> None:
    net = Net(1)
    net.run(30)
    net.now += timedelta(days=1)
    net.run(10)
    assert net.acting("north") == ["north"]
    assert net.places["north"].own is not None
    assert net.places["north"].own.promises["north"].epoch == 0


def test_two_that_take_over_apart_from_each_other_never_get_one_epoch_and_all_goes_on_after_healing() -> None:
    net = settled(5)
    net.places["north"].is_lost = True
    groups = ({"east", "south"}, {"west", "centre"})
    net.cut = {(one, two) for one in NAMES for two in NAMES if not any({one, two} <= each for each in groups)}
    net.run(120)
    assert not net.acting("north"), "two of five are no majority"
    net.cut.clear()
    net.places["north"].is_lost = False
    net.run(120)
    assert len(net.acting("north")) == 1


def pair(*, seed: int = 0) -> Net:
    """Two regions, of which either acts for itself, and by command for the other."""
    net = Net(2, seed=seed)
    net.rules = of_a_pair()
    net.run(60)
    assert [net.acting(home) for home in net.rules.regions] == [["north"], ["east"]]
    return net


def test_by_command_the_loss_of_one_of_two_changes_nothing_until_the_other_is_told() -> None:
    for lost in ("north", "east"):
        net = pair()
        net.places[lost].is_lost = True
        net.run(300)
        kept = net.places["north"].own
        assert kept
        assert kept.promises["north"].owner == "north"
        left = net.places["east" if lost == "north" else "north"].own
        assert left
        assert left.promises["north"].owner == "north"
        assert left.acts_for == {left.region}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("is_lost", [True, False])
def test_by_command_the_other_of_two_acts_in_time_and_both_never_do(*, seed: int, is_lost: bool) -> None:
    net = pair(seed=seed)
    net.places["north"].is_lost = is_lost
    if is_lost:
        net.places["north"].own = None
    command(net, Action.TAKE, "north", "east")
    net.run(BY_COMMAND.total_seconds())
    assert net.acting("north") == ["east"]
    assert (Notification.TAKEN_OVER, "north", "east") in net.notifications
    net.run(600)
    assert net.acting("north") == ["east"], "it is given back by command alone"
    standby = net.places["east"].own
    assert standby
    assert standby.acts_for == {"north", "east"}
    net.places["north"].is_lost = False
    net.run(600)
    assert net.acting("north") == ["east"]
    command(net, Action.RESUME, "north", "north")
    net.run(BY_COMMAND.total_seconds())
    assert net.acting("north") == ["north"]


def test_by_command_an_owner_that_was_away_listens_before_it_acts_again() -> None:
    net = pair()
    own, later = net.places["north"].own, net.now + timedelta(hours=1)
    assert own
    back = decide(View("north", own, {}), net.rules, later).heartbeat.promises["north"]
    assert back.quiet_until == later + QUIET


def test_by_command_of_two_that_were_apart_and_both_acted_the_later_epoch_stays() -> None:
    net = pair()
    north, east = net.places["north"], net.places["east"]
    assert north.own
    assert east.own
    later = Promise(3, "east", net.now, until=net.now + LEASE, quiet_until=net.now)
    heard = replace(east.own, promises={**east.own.promises, "north": later})
    view = View("north", north.own, {"east": heard}, OwnershipCommands(()))
    heartbeat = decide(view, net.rules, net.now + SECOND).heartbeat
    assert heartbeat.promises["north"].until == net.now + SECOND, "it stops"
    view = replace(view, own=heartbeat)
    assert decide(view, net.rules, net.now + 2 * TICK).heartbeat.promises["north"].owner == "east"


def test_of_two_regions_neither_acts_alone() -> None:
    net = settled(2)
    net.places["east"].is_lost = True
    net.run(300)
    assert net.acting("north") == []


def test_an_owner_that_nobody_hears_stops_and_comes_back_under_a_new_epoch() -> None:
    net = settled()
    net.cut = {(one, two) for one in NAMES for two in NAMES if "north" in (one, two)}
    net.run(31)
    assert net.acting("north") == []
    assert (Notification.LEASE_LAPSED, "north", "north") in net.notifications
    net.run(100)
    assert net.acting("north") == ["east"]
    net.cut.clear()
    net.run(580)
    assert net.acting("north") == ["east"], "it is to be well for ten minutes"
    net.run(150)
    assert net.acting("north") == ["north"]
    assert (Notification.HANDED_BACK, "north", "north") in net.notifications
    epochs = [place.own.promises["north"].epoch for place in net.places.values() if place.own]
    assert len(set(epochs)) == 1
    assert epochs[0] % 3 == 0


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("seed", range(5))
def test_regions_that_lost_what_they_said_learn_from_each_other_what_was_promised(
    count: int, seed: int
) -> None:
    for forgetful in combinations(NAMES[:3], count):
        net = settled(seed=seed)
        net.places["north"].is_lost = True
        net.run(120)
        assert net.acting("north") == ["east"]
        acted_under = max(epoch for home, epoch in net.owners if home == "north")
        net.places["north"].is_lost = False
        for name in forgetful:
            net.places[name].own = None
        net.run(120)
        (owner,) = net.acting("north")
        own = net.places[owner].own
        assert own is not None
        assert own.promises["north"].epoch >= acted_under


@pytest.mark.parametrize("deaf", [("north", "east"), ("east", "north")])
def test_a_way_that_is_cut_in_one_direction_stops_nobody_whom_another_hears(deaf: tuple[str, str]) -> None:
    net = settled()
    net.cut = {deaf}
    net.run(600)
    assert net.acting("north") == ["north"]
    assert net.acting("east") == ["east"]


def test_an_owner_that_speaks_and_hears_nobody_is_taken_over() -> None:
    net = settled()
    net.cut = {(name, "north") for name in NAMES}
    taken_over = [net.run(10) or net.acting("north") for _ in range(13)]
    assert [] in taken_over
    assert net.acting("north") == ["east"]


def test_the_next_successor_acts_where_the_first_is_lost_as_well() -> None:
    net = settled(5)
    for name in ("north", "east"):
        net.places[name].is_lost = True
        net.places[name].own = None
    assert net.run(120) is not None
    assert net.acting("north") == ["south"]


def command(net: Net, action: Action, home: str, region: str = "south") -> None:
    net.commands.append(OwnershipCommand(action, home, region, net.now))


def test_a_drained_home_hands_over_and_comes_back_by_hand_alone() -> None:
    net = settled()
    command(net, Action.DRAIN, "north")
    net.run(120)
    assert net.acting("north") == ["east"]
    net.run(1500)
    assert net.acting("north") == ["east"]
    command(net, Action.RESUME, "north", "north")
    net.run(120)
    assert net.acting("north") == ["north"]


@pytest.mark.parametrize(("drained", "told"), [(("north",), False), (NAMES[:3], True)])
def test_a_lease_that_ends_by_a_command_is_told_where_nobody_is_left_to_act(
    drained: tuple[str, ...], *, told: bool
) -> None:
    net = settled()
    for home in drained:
        command(net, Action.DRAIN, home)
    net.run(60)
    assert ((Notification.LEASE_LAPSED, "north", "north") in net.notifications) == told


def test_a_drained_home_whose_successor_is_lost_is_acted_for_by_the_next() -> None:
    net = settled()
    command(net, Action.DRAIN, "north")
    net.places["east"].is_lost = True
    net.places["east"].own = None
    net.run(150)
    assert net.acting("north") == ["south"]


def test_whoever_is_told_to_acts_whether_the_home_is_well_or_not_until_it_is_resumed() -> None:
    net = settled()
    command(net, Action.TAKE, "north", "south")
    net.run(120)
    assert net.acting("north") == ["south"]
    net.places["south"].is_lost = True
    net.places["south"].own = None
    net.run(120)
    assert net.acting("north") == ["north"]


@pytest.mark.parametrize("minutes", [-60, -1, 1, 60])
def test_a_clock_beyond_the_bound_costs_its_region_its_merchants_and_nobody_else(minutes: int) -> None:
    net = settled()
    net.places["north"].offset = timedelta(minutes=minutes)
    net.run(200)
    assert net.acting("north") == ["east"]
    assert net.acting("south") == ["south"]
    assert any(news is Notification.CLOCK_SKEW for news, _, _ in net.notifications)


def test_a_skewed_clock_is_told_of_once() -> None:
    net = settled()
    net.places["north"].offset = timedelta(minutes=1)
    net.run(300)
    told = [each for each in net.notifications if each[0] is Notification.CLOCK_SKEW]
    assert sorted(told) == [
        (Notification.CLOCK_SKEW, "north", "east"),
        (Notification.CLOCK_SKEW, "north", "south"),
    ]


def test_a_region_without_an_item_votes_for_nobody_for_a_lease() -> None:
    """It may have promised anything, and forgotten it."""
    net = settled()
    net.places["south"].own = None
    net.cut = {(one, two) for one in NAMES for two in NAMES if {one, two} == {"north", "east"}}
    net.run(5)
    own = net.places["south"].own
    assert own is not None
    assert all(promise.epoch == 0 for promise in own.promises.values())
    net.run(300)


HEARS = {name: Heard(1, NOW, NOW) for name in NAMES[:3]}


def test_nobody_else_gets_a_promise_while_one_is_kept() -> None:
    """Not even who stands under a later epoch, of a region that is well."""
    own = Heartbeat("south", 1, NOW, heard=HEARS, promises={"north": Promise(1, "east", NOW, seen=NOW)})
    acts = Promise(1, "east", NOW, until=NOW + LEASE, quiet_until=NOW)
    east = Heartbeat("east", 2, NOW, heard=HEARS, promises={"north": acts})
    north = Heartbeat("north", 2, NOW, heard=HEARS, promises={"north": Promise(3, "north", NOW)})
    for seconds in (5, 20, 34):
        at = NOW + timedelta(seconds=seconds)
        decided = decide(View("south", own, {"east": east, "north": north}), rules(), at)
        assert decided.heartbeat.promises["north"].owner == "east"


def test_the_quiet_period_begins_when_the_votes_are_there() -> None:
    stood = NOW - timedelta(seconds=20)
    own = Heartbeat("east", 1, NOW, heard=HEARS, promises={"north": Promise(1, "east", stood)})
    south = Heartbeat("south", 2, NOW, heard=HEARS, promises={"north": Promise(1, "east", NOW, seen=NOW)})
    won = decide(View("east", own, {"south": south}), rules(), NOW + TICK).heartbeat.promises["north"]
    assert won.until is not None
    assert won.quiet_until == NOW + TICK + QUIET


def test_nobody_stands_before_a_majority_is_free_to_follow() -> None:
    own = Heartbeat("east", 1, NOW, heard=HEARS, promises={"north": Promise(0, "north", NOW - 2 * LEASE)})
    for raised, stands in ((NOW - 2 * LEASE, True), (NOW - LEASE / 2, False)):
        south = Heartbeat(
            "south", 2, NOW, heard=HEARS, promises={"north": Promise(0, "north", raised, seen=raised)}
        )
        promise = decide(View("east", own, {"south": south}), rules(), NOW + TICK).heartbeat.promises["north"]
        assert (promise.owner == "east") == stands


def test_what_a_lost_home_asked_for_last_takes_nothing_from_who_acts() -> None:
    long_ago = NOW - timedelta(hours=1)
    hears = {**HEARS, "north": Heard(9, long_ago, long_ago)}
    own = Heartbeat("south", 1, NOW, heard=hears, promises={"north": Promise(1, "east", NOW, seen=NOW)})
    acts = Promise(1, "east", NOW, until=NOW + LEASE, quiet_until=NOW)
    east = Heartbeat("east", 2, NOW + SECOND, heard=HEARS, promises={"north": acts})
    north = Heartbeat(
        "north", 9, long_ago, asks=frozenset({"north"}), promises={"north": Promise(0, "north", NOW)}
    )
    decided = decide(View("south", own, {"east": east, "north": north}), rules(), NOW + TICK)
    assert decided.heartbeat.promises["north"].seen == NOW + SECOND, "it is granted for longer"


@pytest.mark.parametrize(("wanted", "asks"), [(timedelta(minutes=2), False), (timedelta(0), True)])
def test_only_a_command_of_now_brings_a_home_back_before_its_time(wanted: timedelta, *, asks: bool) -> None:
    own = Heartbeat(
        "north",
        1,
        NOW,
        heard=HEARS,
        promises={"north": Promise(1, "east", NOW, seen=NOW)},
        steady_since=NOW - timedelta(minutes=1),
    )
    acts = Promise(1, "east", NOW, until=NOW + LEASE, quiet_until=NOW)
    east = Heartbeat("east", 2, NOW, heard=HEARS, promises={"north": acts})
    commands = OwnershipCommands((OwnershipCommand(Action.RESUME, "north", "north", NOW - wanted),))
    heartbeat = decide(View("north", own, {"east": east}, commands), rules(), NOW + TICK).heartbeat
    assert ("north" in heartbeat.asks) == asks


def acting(until: datetime) -> View:
    promise = Promise(1, "east", NOW - LEASE, until=until, quiet_until=NOW - LEASE)
    return View("east", Heartbeat("east", 1, NOW, heard=HEARS, promises={"north": promise}), {})


def test_a_lease_that_was_over_is_over_also_when_the_clock_ran_back() -> None:
    back = NOW - timedelta(minutes=1)
    held = decide(acting(NOW - 10 * SECOND), rules(), back).heartbeat.promises["north"]
    assert held.has_lapsed(back)


def test_machines_whose_clocks_differ_a_little_end_no_lease() -> None:
    until = NOW + LEASE
    held = decide(acting(until), rules(), NOW - SECOND).heartbeat.promises["north"]
    assert held.until == until


def test_whoever_is_told_to_take_over_ends_no_drain() -> None:
    drained = OwnershipCommand(Action.DRAIN, "north", "north", NOW)
    commands = OwnershipCommands((drained, OwnershipCommand(Action.TAKE, "north", "east", NOW + SECOND)))
    assert commands.is_drained("north")
    assert commands.taker("north") == "east"


def test_a_promise_is_not_over_because_a_clock_jumped() -> None:
    view, at = held_view(), NOW + timedelta(hours=1)
    decided = decide(view, rules(), at).heartbeat.promises["north"]
    assert decided.owner == "north"
    assert decided.raised == at - TICK - SKEW, "a tick and the drift of it is counted"


def test_a_clock_that_runs_back_ends_what_its_region_may_do() -> None:
    net = settled()
    own = net.places["north"].own
    assert own is not None
    decided = decide(View("north", own, net.places["north"].known), rules(), own.at - timedelta(minutes=1))
    assert decided.heartbeat.promises["north"].until == own.at - timedelta(minutes=1)


def test_a_clock_that_ran_back_does_not_keep_a_lost_peer_alive() -> None:
    net = settled()
    net.places["east"].is_lost = True
    place = net.places["south"]
    place.offset -= timedelta(hours=1)
    net.run(2 * int(LEASE.total_seconds()))
    assert place.own is not None
    decided = decide(View("south", place.own, place.known), rules(), place.own.at + TICK)
    assert decided.silence >= LEASE


def test_a_home_that_stood_in_vain_while_another_was_chosen_asks_for_its_merchants_back() -> None:
    long_ago = NOW - timedelta(hours=1)
    own = Heartbeat(
        "north", 1, NOW, heard=HEARS, promises={"north": Promise(3, "north", long_ago)}, steady_since=long_ago
    )
    acts = Promise(1, "east", NOW, until=NOW + LEASE, quiet_until=NOW)
    east = Heartbeat("east", 2, NOW, heard=HEARS, promises={"north": acts})
    south = Heartbeat("south", 2, NOW, heard=HEARS, promises={"north": Promise(1, "east", NOW, seen=NOW)})
    view = View("north", own, {"east": east, "south": south})
    assert decide(view, rules(), NOW + TICK).heartbeat.asks == {"north"}


def telling(notification: Notification, seconds: int, of: str = "north") -> OutboxEntry:
    return OutboxEntry(notification, of, NOW + seconds * SECOND)


def undelivered(*tellings: OutboxEntry) -> View:
    """South's, which has not told these."""
    view = held_view()
    assert view.own
    return replace(view, own=replace(view.own, undelivered=tellings))


def test_what_people_must_hear_is_said_until_they_were_told() -> None:
    first, second = telling(Notification.TAKEN_OVER, 0), telling(Notification.CLOCK_SKEW, 0, "east")
    view = undelivered(first, second)
    assert decide(view, rules(), NOW + TICK).heartbeat.undelivered == (first, second)
    assert decide(view, rules(), NOW + TICK, {first}).heartbeat.undelivered == (second,)
    assert decide(view, rules(), NOW + TICK).heartbeat.after({second}).undelivered == (first,)


@pytest.mark.parametrize(("age", "is_due"), [(-1, True), (0, False), (9, False), (10, True), (3600, True)])
def test_what_another_run_found_is_told_when_that_one_had_two_ticks_for_it(age: int, *, is_due: bool) -> None:
    """Also what it found before the clock ran back."""
    found = telling(Notification.TAKEN_OVER, 5 - age)
    assert decide(undelivered(found), rules(), NOW + TICK).due == ((found,) if is_due else ())


def test_of_what_happens_again_and_again_the_last_is_kept() -> None:
    view = replace(acting(NOW), peers={})
    assert view.own
    first = telling(Notification.LEASE_LAPSED, -60)
    view = replace(view, own=replace(view.own, at=NOW - SECOND, undelivered=(first,)))
    decided = decide(view, rules(), NOW)
    last = telling(Notification.LEASE_LAPSED, 0)
    assert decided.heartbeat.undelivered == decided.due == (last,)


def held_view() -> View:
    own = Heartbeat("south", 1, NOW, promises={"north": Promise(0, "north", NOW, seen=NOW)})
    east = Heartbeat("east", 9, NOW, promises={"north": Promise(1, "east", NOW)})
    return View("south", own, {"east": east})


@given(
    seed=st.integers(0, 2**32),
    count=st.sampled_from((3, 4, 5)),
    lossy=st.sampled_from((0.0, 0.2, 0.6)),
    slowest=st.sampled_from((1, 5, 20, 60)),
    offsets=st.lists(st.sampled_from((-3600, -3, 0, 2, 4, 90)), min_size=5, max_size=5),
)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_two_act_for_one_home_whatever_happens(
    seed: int, count: int, lossy: float, slowest: int, offsets: list[int]
) -> None:
    """Heartbeats are lost, late and overtaken, ways are cut one by one and regions lost and found, operators
    change their minds, and machines of one region differ in their clocks. Afterwards all is as it should be.
    """
    net = Net(count, seed=seed)
    random = net.random
    for place, offset in zip(net.places.values(), offsets, strict=False):
        place.offset = timedelta(seconds=offset)
    net.lossy, net.slowest, net.jitter = lossy, timedelta(seconds=slowest), JITTER
    names = net.rules.regions
    for _ in range(12):
        net.cut = {(one, two) for one in names for two in names if random.random() < 0.2}
        for place in net.places.values():
            place.is_lost = random.random() < 0.2
        if random.random() < 0.3:
            command(net, random.choice(tuple(Action)), random.choice(names), random.choice(names))
        net.run(random.choice((5, 20, 60, 200)))
    net.cut, net.lossy, net.slowest, net.jitter = set(), 0.0, REPLICATION, timedelta(0)
    net.commands.clear()
    for place in net.places.values():
        place.offset, place.is_lost = timedelta(0), False
    net.run(1200)
    assert all(net.acting(home) == [home] for home in names)
