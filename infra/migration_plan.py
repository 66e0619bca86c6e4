"""The plan of a migration as text: its phases, which of them holds, what must hold before the next one, what
the step to it changes, and the way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from infra.settings.phases import TAG, Gate, MigrationSettings, Phase

_HOLDS: Final = "holds now"


def plan(settings: MigrationSettings, file: str) -> str:
    """The whole plan, a line a fact. `file`: where the phase is set."""
    return "\n".join([*_overview(settings), *_steps(settings, file)])


def changes(settings: MigrationSettings, before: str, after: str) -> Iterator[str]:
    """What differs between two phases, which is all that a step between them may change."""
    one, other = settings.phases[before], settings.phases[after]
    for side in settings.sides:
        if one.weights[side] != other.weights[side]:
            yield f"weight of {side}: {one.weights[side]} -> {other.weights[side]}"
    for side in settings.sides:
        old, new = _tasks(one, side), _tasks(other, side)
        if old != new:
            yield f"tasks of {side}: {old} -> {new}"
    yield f"tag {TAG} of every resource: {before} -> {after}"


def _overview(settings: MigrationSettings) -> Iterator[str]:
    first, last = settings.sides
    yield f"{settings.system}: from {first} to {last} in {len(settings.phases)} phases"
    width = max(map(len, settings.phases))
    for name, phase in settings.phases.items():
        sides = ", ".join(
            f"{side} {phase.weights[side]:>3} %"
            + (f" with {_tasks(phase, side)} tasks" if phase.tasks is not None else "")
            for side in settings.sides
        )
        yield f"  {name:<{width}}  {sides}{f'  <- {_HOLDS}' if name == settings.phase else ''}"


def _steps(settings: MigrationSettings, file: str) -> Iterator[str]:
    for before, after in pairwise(settings.phases):
        yield f'\n{before} -> {after}: `phase = "{after}"` in {file}'
        yield "  what must hold before:"
        yield from (f"    {each}" for each in conditions(settings.phases[before]))
        yield "  what it changes:"
        yield from (f"    {each}" for each in changes(settings, before, after))
        yield f"  the way back: {settings.phases[after].way_back}"


def conditions(phase: Phase) -> Iterator[str]:
    """What must hold before the phase that follows, a sentence each."""
    if phase.quiet_minutes is not None:
        yield f"no alarm for {phase.quiet_minutes} minutes"
    yield from map(condition, phase.gates)


def condition(gate: Gate) -> str:
    """What a gate asks."""
    where = f" in {' and '.join(gate.regions)}" if gate.regions else ""
    return f"{gate.metric} below {gate.below:g} for {gate.minutes} minutes{where}"


def _tasks(phase: Phase, side: str) -> str:
    """The bounds of a side's tasks as text; empty where phases do not change them."""
    return " to ".join(map(str, phase.tasks[side])) if phase.tasks is not None else ""
