"""Time as it passes for regions: their heartbeats tick, and what they say reaches those that see them, late.

Long waits are not ticked through: between their beginning and their end all times in what regions say move
with the clock, as they would if nothing happened.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from handlers.domain.errors import ContentionError, NotOwnerError, QuietPeriodError
from handlers.domain.ownership import (
    TICK,
    Heartbeat,
)
from handlers.domain.ports import Item, Key
from handlers.domain.voting import decide
from handlers.functions.heartbeat import handler as heartbeat
from handlers.local.in_memory import ManualClock
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.items import text, text_of, time_of
from handlers.stores.owners import Heartbeats, Owners

BEFORE, AFTER = timedelta(minutes=1), timedelta(minutes=2)
USUAL_DELAY: Final = timedelta(seconds=2)  # how late replication is with what regions say
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z")


class PassingClock(ManualClock):
    """The world's time; whoever moves it on lets everything happen that would have."""

    def __init__(self, time: datetime) -> None:
        super().__init__(time)
        self.passing: Callable[[timedelta], None] = lambda _step: None

    def advance(self, step: timedelta) -> None:
        """Let time pass."""
        self.passing(step)


@dataclass(slots=True)
class RegionClock:
    """A region's time, which is off by `offset`."""

    world: ManualClock
    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        """Return the time that the region takes it for, in UTC."""
        return self.world.now() + self.offset


@dataclass(slots=True)
class Way:
    """What one region said and another has not heard: when it arrives, and what it is."""

    waiting: deque[tuple[datetime, Item]] = field(default_factory=deque)


class HeartbeatRuns:
    """The tickers of all regions. `sees` tells whether a region's words reach another just now."""

    def __init__(
        self, clock: PassingClock, tables: Mapping[str, MemoryTable], sees: Callable[[str, str], bool]
    ) -> None:
        self._clock, self._tables, self._sees = clock, tables, sees
        self._ways: dict[tuple[str, str], Way] = {
            (source, target): Way() for source in tables for target in tables if source != target
        }
        self._next = {name: clock.time + number * TICK / len(tables) for number, name in enumerate(tables)}
        self._regions: Mapping[str, Region] = {}
        self._ports: dict[str, heartbeat.Ports] = {}
        self._owners = {name: Owners(table, name) for name, table in tables.items()}
        self.delay = USUAL_DELAY
        self.mute: set[str] = set()  # their heartbeats fail, and all else goes on
        self._late: list[
            tuple[datetime, str, Heartbeat]
        ] = []  # when which region's other run says what it decided
        self.doubles: list[str] = []  # what must never be: two regions that accept for one home region

    def begin(self, regions: Mapping[str, Region]) -> None:
        """Let the regions tick until each acts for itself."""
        self._regions = regions
        for name, region in regions.items():
            heartbeats = Heartbeats(self._tables[name], name, region.home_regions)
            self._ports[name] = replace(region.ports(heartbeat.Ports), heartbeats=heartbeats)
        self._tick_until(self._clock.time + BEFORE)

    def said(self, source: str, item: Item) -> None:
        """Send what a region said on its way."""
        for (here, there), way in self._ways.items():
            if here != source:
                continue
            if not self._sees(here, there):
                way.waiting = deque(each for each in way.waiting if _key(each[1]) != _key(item))
            way.waiting.append((self._clock.time + self.delay, item))

    def overlap(self, region: str, delay: timedelta) -> None:
        """Let another run of a region's heartbeat decide now, and say so only after `delay`."""
        if self._sees(region, region):
            ports = self._ports[region]
            decided = decide(ports.heartbeats.view(), ports.rules, ports.clock.now())
            self._late.append((self._clock.time + delay, region, decided.heartbeat))

    def forget(self, region: str) -> None:
        """Let a region lose what it said, as if its table had been restored to an earlier time."""
        self._tables[region]._items.get(f"REGION#{region}", {}).pop("BEAT", None)

    def pass_by(self, step: timedelta) -> None:
        """Let time pass."""
        end = self._clock.time + step
        before, after = (TICK, TICK) if self.is_settled() else (BEFORE, AFTER)
        if step > before + after:
            self._tick_until(self._clock.time + before)
            self._skip(end - after - self._clock.time)
        self._tick_until(end)

    def is_settled(self) -> bool:
        """Whether all see each other, believe each other's clocks, and act for what they should: then nothing
        will change.
        """
        if self.mute or self._late or self._are_clocks_apart():
            return False
        if not all(self._sees(*way) for way in self._ways):
            return False
        wanted = [ports.heartbeats.view().commands for ports in self._ports.values()]
        return all(
            self.accepting(home) == [commands.taker(home) or home] and not commands.is_drained(home)
            for home in self._regions
            for commands in wanted
        )

    def _are_clocks_apart(self) -> bool:
        """Whether clocks were set further apart than leases allow, which shows only at the next ticks."""
        times = [ports.clock.now() for ports in self._ports.values()]
        return any(max(times) - min(times) > ports.rules.skew for ports in self._ports.values())

    def accepting(self, home: str) -> list[str]:
        """Return the regions that accept payments of a home region now, each by its own clock."""
        return [name for name in self._regions if self._accepts(name, home)]

    def _accepts(self, name: str, home: str) -> bool:
        if not self._sees(name, name):
            return False  # nobody reaches it, whatever its clock is set to meanwhile
        try:
            self._owners[name].fencing_token(home, self._regions[name].clock.now())
        except (NotOwnerError, QuietPeriodError):
            return False
        return True

    def _tick_until(self, end: datetime) -> None:
        while (at := min([*self._next.values(), *(due for due, *_ in self._late)])) <= end:
            self._clock.time = at
            self._deliver()
            self._say_late()
            for name, due in self._next.items():
                if due <= at:
                    self._next[name] = due + TICK
                    if self._sees(name, name) and name not in self.mute:
                        heartbeat.handle({}, self._ports[name])
            self._watch()
        self._clock.time = end
        self._deliver()

    def _say_late(self) -> None:
        due = [late for late in self._late if late[0] <= self._clock.time]
        self._late = [late for late in self._late if late not in due]
        for _, name, beat in due:
            if self._sees(name, name):
                with suppress(ContentionError):
                    self._ports[name].heartbeats.say(beat)

    def _deliver(self) -> None:
        for (source, target), way in self._ways.items():
            while way.waiting and way.waiting[0][0] <= self._clock.time and self._sees(source, target):
                self._tables[target].replicate(way.waiting.popleft()[1])

    def _watch(self) -> None:
        for home in self._regions:
            accepting = self.accepting(home)
            if len(accepting) > 1:
                self.doubles.append(f"{' and '.join(accepting)} accept for {home} at {self._clock.time}")

    def _skip(self, step: timedelta) -> None:
        for target, table in self._tables.items():
            for source in self._tables:
                beat = table.get(Key(f"REGION#{source}", "BEAT"))
                if beat and self._sees(source, target):
                    table.replicate(_moved(beat, step))
        for way in self._ways.values():
            way.waiting = deque((due + step, _moved(item, step)) for due, item in way.waiting)
        self._next = {name: due + step for name, due in self._next.items()}
        self._clock.time += step


def is_said(item: Item) -> bool:
    """Whether an item is what a region says of itself."""
    return text(item, "pk").startswith("REGION#")


def _key(item: Item) -> tuple[str, str]:
    return text(item, "pk"), text(item, "sk")


def _moved(item: Item, step: timedelta) -> Item:
    """Return a beat with all its times later, but the one since when a region hears the others."""
    if text(item, "sk") != "BEAT":
        return item
    moved: Item = {name: _later(value, step) for name, value in item.items() if name != "steady_since"}
    return {**moved, "steady_since": item["steady_since"]}


def _later(value: Any, step: timedelta) -> Any:
    if isinstance(value, str) and _TIME.fullmatch(value):
        return text_of(time_of(value) + step)
    if isinstance(value, Mapping):
        return {name: _later(each, step) for name, each in value.items()}
    return value
