"""What operators ask of regions about who acts for whom; handlers.domain.ownership heeds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Action(StrEnum):
    """What an operator may ask for."""

    TAKE = "take"  # the region that was asked acts for the home region
    DRAIN = "drain"  # the region acts for none
    RESUME = "resume"  # the end of both


@dataclass(frozen=True, slots=True)
class OwnershipCommand:
    """What an operator asked `region` for, about a home region."""

    action: Action
    home_region: str
    region: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnershipCommands:
    """What holds of all that operators asked for, wherever: the newest of a kind."""

    given: Sequence[OwnershipCommand] = ()

    def newest(self, home: str, *actions: Action) -> OwnershipCommand | None:
        """Return the newest command of these kinds about a home region."""
        found = (
            command for command in self.given if command.home_region == home and command.action in actions
        )
        return max(found, key=lambda command: (command.at, command.region), default=None)

    def taker(self, home: str) -> str | None:
        """Return the region that is to act for a home region."""
        command = self.newest(home, Action.TAKE, Action.RESUME)
        return command.region if command and command.action is Action.TAKE else None

    def is_drained(self, region: str) -> bool:
        """Whether a region is to act for none."""
        command = self.newest(region, Action.DRAIN, Action.RESUME)
        return command is not None and command.action is Action.DRAIN

    def next_time(self, now: datetime) -> datetime:
        """Return a time for a new command, later than those of all that are known, whatever clocks say."""
        return max([now, *(command.at + timedelta(microseconds=1) for command in self.given)])
