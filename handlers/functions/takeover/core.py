"""What an operator may ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from handlers.domain.commands import Action
from handlers.domain.errors import BadEventError
from handlers.domain.ownership import View


@dataclass(frozen=True, slots=True)
class Command:
    """A command about a home region; without an action, only the question who acts for it."""

    home_region: str
    action: Action | None


def command_in(event: Mapping[str, object], known: Collection[str]) -> Command:
    """Return what an event asks for. Raises BadEventError."""
    if not event.keys() <= {"home_region", "action"}:
        raise BadEventError("a takeover takes home_region and action, and nothing else")
    name, action = event.get("home_region"), event.get("action")
    if not isinstance(name, str) or name not in known:
        raise BadEventError("home_region must be one of the platform's regions")
    if action is None:
        return Command(name, None)
    if not isinstance(action, str) or action not in tuple(Action):
        raise BadEventError("action must be take, drain or resume")
    return Command(name, Action(action))


def check(command: Command, view: View, known: Collection[str]) -> None:
    """Raise BadEventError for a command that cannot come true, or would leave nobody to act."""
    if command.action is Action.TAKE and view.commands.is_drained(view.region):
        raise BadEventError("this region is drained: resume it first")
    others = [region for region in known if region != command.home_region]
    if command.action is Action.DRAIN and all(view.commands.is_drained(region) for region in others):
        raise BadEventError("every other region is drained: resume one first, or nobody acts")
