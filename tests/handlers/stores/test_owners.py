"""What functions and heartbeats read and write of who acts for whom."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.domain.commands import Action, OwnershipCommand, OwnershipCommands
from handlers.domain.errors import (
    BadEventError,
    ContentionError,
    NotOwnerError,
    QuietPeriodError,
    StoreUnavailableError,
)
from handlers.domain.events import Alert
from handlers.domain.ownership import (
    LEASE,
    MOST_CACHED,
    TICK,
    Heard,
    Heartbeat,
    Notification,
    OutboxEntry,
    Promise,
    View,
)
from handlers.domain.payment import Change
from handlers.domain.ports import Key, Value
from handlers.domain.telemetry import FAILURE
from handlers.functions.takeover.core import command_in
from handlers.local.in_memory import LocalAlerts, ManualClock
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.owners import Heartbeats, Owners
from tests.handlers.owning import DAY, let_act
from tests.handlers.samples import payment

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
REGIONS = ("north", "east", "south")


def region(name: str = "east", table: MemoryTable | None = None) -> Region:
    return Region(name, ManualClock(NOW), SimulatedProcessor(), home_regions=REGIONS, ledger=table)


def promised(**fields: object) -> Owners:
    """East's owners, of whom it promised that `fields` of north."""
    table = MemoryTable()
    promise = Promise(**{"epoch": 1, "owner": "east", "raised": NOW, **fields})  # type: ignore[arg-type]
    Heartbeats(table, "east", REGIONS).say(Heartbeat("east", 1, NOW, promises={"north": promise}))
    return Owners(table, "east")


def test_nobody_acts_before_regions_have_heard_each_other() -> None:
    for name in REGIONS:
        with pytest.raises(NotOwnerError):
            region(name).owners.fencing_token("north", NOW)
    assert region().owners.acting("north", NOW) == "north"


def test_r78_an_owner_acts_from_the_end_of_its_quiet_period_to_the_end_of_its_lease() -> None:
    owners = promised(quiet_until=NOW + LEASE, until=NOW + 2 * LEASE)
    for late in (timedelta(0), LEASE - SECOND, 2 * LEASE):
        with pytest.raises(QuietPeriodError):
            owners.fencing_token("north", NOW + late)
    stamp = owners.fencing_token("north", NOW + LEASE)
    assert (stamp.epoch, stamp.region, stamp.until) == (1, "east", NOW + 2 * LEASE)


def test_who_stands_does_not_act() -> None:
    with pytest.raises(QuietPeriodError):
        promised().fencing_token("north", NOW)


def test_a_peer_acts_as_long_as_what_was_promised_to_it_and_then_nobody_does() -> None:
    owners = promised(owner="south")
    with pytest.raises(NotOwnerError):
        owners.fencing_token("north", NOW + LEASE - SECOND)
    assert owners.acting("north", NOW + LEASE - SECOND) == "south"
    with pytest.raises(QuietPeriodError):
        owners.fencing_token("north", NOW + LEASE)


def test_what_is_said_is_read_every_few_seconds_and_not_for_each_payment() -> None:
    one = region()
    let_act(one, "north", begin=NOW)
    reads = []
    plain = one.owners.read
    one.owners.read = lambda: reads.append(1) or plain()  # type: ignore[func-returns-value,method-assign]
    for late in (timedelta(0), SECOND, MOST_CACHED - SECOND):
        one.owners.fencing_token("north", NOW + late)
    assert len(reads) == 1
    one.owners.fencing_token("north", NOW + MOST_CACHED)
    assert len(reads) == 2


def test_nothing_is_committed_when_the_lease_is_over() -> None:
    one = region()
    made = payment()
    with pytest.raises(QuietPeriodError):
        one.payments.commit(Change(None, made, NOW))
    one.payments.commit(Change(None, made, NOW + SECOND))
    assert one.payments.load(made.id) is not None


def test_a_step_that_took_longer_than_the_lease_commits_nothing() -> None:
    """It is the time of the commit that counts, not that of the fencing token."""
    one = region()
    made = payment()
    assert isinstance(one.clock, ManualClock)
    one.clock.advance(2 * DAY)
    with pytest.raises(QuietPeriodError):
        one.payments.commit(Change(None, replace(made, updated_at=NOW), NOW + DAY))


def test_what_was_read_before_the_clock_ran_back_is_read_anew() -> None:
    one = region()
    let_act(one, "north", begin=NOW)
    one.owners.fencing_token("north", NOW)
    reads = []
    plain = one.owners.read
    one.owners.read = lambda: reads.append(1) or plain()  # type: ignore[func-returns-value,method-assign]
    with suppress(QuietPeriodError):
        one.owners.fencing_token("north", NOW - SECOND)
    assert len(reads) == 1


def test_of_two_runs_of_the_heartbeat_one_is_written() -> None:
    heartbeats = region().heartbeats
    heartbeats.say(Heartbeat("east", 1, NOW))
    for sequence in (1, 3):
        with pytest.raises(ContentionError):
            heartbeats.say(Heartbeat("east", sequence, NOW + DAY))
    heartbeats.say(Heartbeat("east", 2, NOW + DAY))


def test_what_is_said_is_read_as_it_was_said() -> None:
    table = MemoryTable()
    heartbeat = Heartbeat(
        region="east",
        sequence=1,
        at=NOW,
        heard={"north": Heard(7, NOW - SECOND, NOW)},
        promises={
            "north": Promise(3, "north", NOW, seen=NOW - SECOND),
            "east": Promise(4, "east", NOW, until=NOW + LEASE, quiet_until=NOW),
        },
        asks=frozenset({"south"}),
        skewed=frozenset({"south"}),
        steady_since=NOW - DAY,
        undelivered=(
            OutboxEntry(Notification.TAKEN_OVER, "north", NOW),
            OutboxEntry(Notification.CLOCK_SKEW, "south", NOW),
        ),
    )
    Heartbeats(table, "east", REGIONS).say(heartbeat)
    Heartbeats(table, "south", REGIONS).command(Action.TAKE, "north", NOW)
    command = OwnershipCommand(Action.TAKE, "north", "south", NOW)
    assert Heartbeats(table, "east", REGIONS).view() == View(
        "east", heartbeat, {}, OwnershipCommands((command,))
    )
    assert Heartbeats(table, "north", REGIONS).view() == View(
        "north", None, {"east": heartbeat}, OwnershipCommands((command,))
    )


AT = "2026-03-01T00:00:00.000000Z"
HELD = {"epoch": 1, "owner": "east", "raised": AT, "seen": "", "until": "", "quiet_until": ""}


def say(table: MemoryTable, region: str, changes: dict[str, Value]) -> None:
    """Let a region say what it says at first, but for `changes`."""
    Heartbeats(table, region, REGIONS).say(Heartbeat(region, 1, NOW))
    item = table.get(Key(f"REGION#{region}", "BEAT"))
    assert item
    table.replicate({**item, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"at": 1_772_323_500},
        {"at": "2026-03-01T01:00:00+01:00"},
        {"at": "9999-12-31T23:59:59.999999Z"},
        {"steady_since": 0},
        {"region": ""},
        {"sequence": "1"},
        {"heard": []},
        {"heard": {"north": {"sequence": 1, "at": AT}}},
        {"asks": "north"},
        {"promises": {"north": "east"}},
        {"promises": {"north": {**HELD, "until": 1_772_323_500}}},
        {"promises": {"north": {**HELD, "owner": None}}},
    ],
)
def test_a_beat_in_another_form_counts_as_none_and_in_its_own_region_as_an_error(
    changes: dict[str, Value],
) -> None:
    """Half understood, a promise would count for less than it is: a lease for none, for example."""
    table = MemoryTable()
    say(table, "north", {})
    say(table, "south", changes)
    view = Heartbeats(table, "east", REGIONS).view()
    assert view.peers.keys() == {"north"}
    assert view.unread == {"south"}
    with pytest.raises(ValueError, match=r"."):
        Heartbeats(table, "south", REGIONS).view()


@pytest.mark.parametrize("changes", [{"action": "pause"}, {"at": 1_772_323_500}, {"home_region": 5}])
@pytest.mark.parametrize("by", ["east", "south"])
def test_a_command_in_another_form_counts_as_none_and_whose_it_is_is_known(
    by: str, changes: dict[str, Value]
) -> None:
    table = MemoryTable()
    Heartbeats(table, by, REGIONS).command(Action.DRAIN, "south", NOW)
    command = {
        "pk": f"REGION#{by}",
        "sk": "WISH#take#south",
        "action": "take",
        "home_region": "south",
        "at": AT,
    }
    table.replicate({**command, **changes})
    view = Heartbeats(table, "east", REGIONS).view()
    assert view.commands == OwnershipCommands((OwnershipCommand(Action.DRAIN, "south", by, NOW),))
    assert view.unread == {by}


@pytest.mark.parametrize(
    "undelivered", ["x", [5], [{"news": "party", "of": "north", "at": AT}], [{"news": "takeover"}]]
)
def test_what_another_version_tells_keeps_nobody_from_acting(undelivered: Value) -> None:
    table = MemoryTable()
    say(table, "east", {"untold": undelivered})
    own = Heartbeats(table, "east", REGIONS).view().own
    assert own
    assert own.undelivered == ()


def test_whose_items_cannot_be_read_is_told_at_each_tick_and_the_tick_does_its_work() -> None:
    one = region()
    assert isinstance(one.ledger, MemoryTable)
    say(one.ledger, "south", {"at": 0})
    assert one.call("heartbeat", {}) == {"done": 1, "failed": 0}
    assert ("event", "unreadable", "", "", "south") in one.telemetry.told
    assert ("count", FAILURE, "heartbeat", "1") in one.telemetry.told
    assert not one.alerts.sent


# ---- the operator's command ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({}, "home_region must be one of the platform's regions"),
        ({"home_region": "west"}, "home_region must be one of the platform's regions"),
        ({"home_region": 5, "action": "take"}, "home_region must be one of the platform's regions"),
        ({"home_region": "north", "action": "seize"}, "action must be take, drain or resume"),
        ({"home_region": "north", "action": 5}, "action must be take, drain or resume"),
        ({"home_region": "north", "quiet_seconds": 60}, "a takeover takes home_region and action, and no"),
    ],
)
def test_a_command_that_makes_no_sense_is_refused_in_one_sentence(
    event: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadEventError, match=sentence):
        command_in(event, REGIONS)


def test_without_an_action_it_tells_who_acts() -> None:
    one = region()
    let_act(one, "north", begin=NOW, epoch=4)
    said = one.call("takeover", {"home_region": "north"})
    assert (said["region"], said["epoch"], said["drained"], said["taken_by"]) == ("east", 4, 0, "")
    assert said["quiet_until"] < said["until"]
    assert region().call("takeover", {"home_region": "north"})["region"] == ""


def test_the_newest_command_holds_whichever_region_was_asked_and_whatever_its_clock() -> None:
    table = MemoryTable()
    one, two = region("east", table), region("south", table)
    two.clock.advance(-DAY)  # type: ignore[attr-defined]
    assert one.call("takeover", {"home_region": "north", "action": "take"})["taken_by"] == "east"
    assert two.call("takeover", {"home_region": "north", "action": "take"})["taken_by"] == "south"
    assert two.call("takeover", {"home_region": "north", "action": "drain"})["drained"] == 1
    assert two.call("takeover", {"home_region": "north"})["taken_by"] == "south"
    said = one.call("takeover", {"home_region": "north", "action": "resume"})
    assert (said["drained"], said["taken_by"]) == (0, "")


def test_a_drained_region_cannot_take() -> None:
    one = region()
    one.call("takeover", {"home_region": "east", "action": "drain"})
    with pytest.raises(BadEventError, match="this region is drained: resume it first"):
        one.call("takeover", {"home_region": "north", "action": "take"})


def test_the_last_region_that_is_not_drained_cannot_be_drained() -> None:
    """Also of one region alone; the one that was drained last may be asked for again."""
    one = region()
    for home in ("north", "east", "east"):
        assert one.call("takeover", {"home_region": home, "action": "drain"})["drained"] == 1
    with pytest.raises(BadEventError, match="every other region is drained: resume one first"):
        one.call("takeover", {"home_region": "south", "action": "drain"})
    one.call("takeover", {"home_region": "north", "action": "resume"})
    assert one.call("takeover", {"home_region": "south", "action": "drain"})["drained"] == 1
    alone = Region("north", ManualClock(NOW), SimulatedProcessor())
    with pytest.raises(BadEventError, match="every other region is drained"):
        alone.call("takeover", {"home_region": "north", "action": "drain"})


def test_a_tick_that_fails_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    one = region()
    one.pace.ticks = lambda: iter(range(3))  # type: ignore[method-assign]
    plain, calls = one.heartbeats.view, iter(range(3))

    def view() -> View:
        if next(calls) == 1:
            raise ValueError("an item of another form")
        return plain()

    monkeypatch.setattr(one.heartbeats, "view", view)
    assert one.call("heartbeat", {}) == {"done": 2, "failed": 1}


class Topic(LocalAlerts):
    """One that does not answer to those of these numbers, and takes its time."""

    def __init__(self, fails: Collection[int], clock: ManualClock, takes: timedelta) -> None:
        super().__init__()
        self.fails, self.clock, self.takes, self.asked = fails, clock, takes, 0

    def send(self, alert: Alert) -> None:
        self.asked += 1
        self.clock.advance(self.takes)
        if self.asked in self.fails:
            raise StoreUnavailableError("sns")
        super().send(alert)


@pytest.fixture
def telling() -> Region:
    """East, whose last run died before it told of two others."""
    one = region()
    undelivered = tuple(OutboxEntry(Notification.CLOCK_SKEW, name, NOW - DAY) for name in ("north", "south"))
    one.heartbeats.say(Heartbeat("east", 1, NOW - SECOND, undelivered=undelivered))
    return one


def told(one: Region, fails: Collection[int] = (), takes: timedelta = timedelta(0)) -> list[str]:
    """What a run of three ticks tells."""
    assert isinstance(one.clock, ManualClock)
    one.pace.ticks = lambda: iter(range(3))  # type: ignore[method-assign]
    one.alerts = Topic(fails, one.clock, takes)
    assert one.call("heartbeat", {})["failed"] == 0
    return [alert.reason for alert in one.alerts.sent]


def test_what_a_run_did_not_tell_is_told_by_the_next_once(telling: Region) -> None:
    assert told(telling) == ["north", "south"]
    assert told(telling) == []


def test_an_alert_that_is_not_taken_costs_no_other_and_is_sent_by_the_next_run(telling: Region) -> None:
    assert told(telling, fails={1}) == ["south"]
    assert ("event", "untold", "", "", "StoreUnavailableError") in telling.telemetry.told
    assert told(telling) == ["north"]
    assert told(telling) == []


def test_a_topic_that_is_slow_is_asked_once_a_tick(telling: Region) -> None:
    """Else the region would say nothing for so long that its leases end."""
    heartbeats: list[datetime] = []
    plain = telling.heartbeats.say
    telling.heartbeats.say = lambda heartbeat: heartbeats.append(telling.clock.now()) or plain(heartbeat)  # type: ignore[func-returns-value,method-assign]
    assert told(telling, fails={1, 2}, takes=2 * TICK) == []
    assert heartbeats == [NOW, NOW + 2 * TICK, NOW + 4 * TICK]
