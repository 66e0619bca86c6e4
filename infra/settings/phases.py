"""The phases of a migration: how much each of its two sides carries, what must hold before the next phase,
and the way back. A system that migrates extends `MigrationSettings`; which phase holds is one value.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, ClassVar, Final, NamedTuple

from pydantic import Field

from infra.settings.nearest import meant
from infra.settings.schema import PlatformSettings, Problem, Promises
from infra.settings.tables import Table
from infra.settings.values import RegionName

ALL: Final = 100  # percent
TAG: Final = "MigrationPhase"
WORD: Final = r"[a-z]{2,20}"
VARIABLE: Final = "MIGRATION_PHASE"
TASKS: Final = (
    "aws_appautoscaling_target.min_capacity",
    "aws_ecs_service.desired_count",
)

TaskCount = Annotated[int, Field(ge=1, le=1000)]
Minutes = Annotated[int, Field(ge=5, le=1440)]  # CloudWatch keeps values of a minute for 15 days


class Measure(NamedTuple):
    """A metric that a gate may ask for: the minutes of its period, and the most that a gate may let through,
    in its unit.
    """

    period: int
    most: float


PERCENT: Final = Measure(1, 100)
SECONDS: Final = Measure(1, 3600)
MILLISECONDS: Final = Measure(1, 60_000)


class Gate(Table):
    """What must hold of one metric before the next phase.

    metric: as the system's alarm on it is called in its name, without prefix and suffix.
    below: what every value of `minutes` has to be below, in the metric's unit.
    regions: where it is asked; none named: in each region of the system.
    """

    metric: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")]
    below: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    minutes: Minutes
    regions: tuple[RegionName, ...] = ()


class Phase(Table):
    """One phase of a migration.

    weights: side -> percent of the traffic.
    tasks: side -> the least and the most tasks that its service runs; None: phases do not change it. The
        most is the same on every side: where one fails, the other carries all callers.
    quiet_minutes: for how long no alarm of the system may have gone off before the next phase.
    gates: what must hold besides before the next phase. The last phase has none.
    way_back: how callers come back to the side before, told to operators. The first phase has none.
    """

    weights: Mapping[str, int]
    tasks: Mapping[str, tuple[TaskCount, TaskCount]] | None = None
    quiet_minutes: Minutes | None = None
    gates: tuple[Gate, ...] = ()
    way_back: Annotated[str, Field(min_length=10, max_length=400)] | None = None


class MigrationSettings(PlatformSettings):
    """The settings of a system that migrates from one side to another.

    sides: where the traffic comes from, and where it goes.
    metrics: what gates may ask for; each has an alarm in every region of the system.
    phase: the phase that holds; the environment variable MIGRATION_PHASE has precedence.
    phases: the phases in their order.
    """

    sides: ClassVar[tuple[str, str]]
    metrics: ClassVar[Mapping[str, Measure]]
    variables: ClassVar[Mapping[str, str]] = MappingProxyType({VARIABLE: "phase"})

    phase: str
    phases: Mapping[str, Phase]

    @property
    def current(self) -> Phase:
        """The phase that holds."""
        return self.phases[self.phase]

    @property
    def following(self) -> str | None:
        """The phase after the one that holds; None for the last."""
        return dict(pairwise(self.phases)).get(self.phase)

    @property
    def promises(self) -> Promises:
        """Every resource says in which phase it was deployed. No name does: names outlive a phase.

        Regions may differ in how many tasks they run at the least, where phases say that. Each side carries
        what the phase says.
        """
        has_tasks = any(phase.tasks for phase in self.phases.values())
        shares = self.current.weights if self.phase in self.phases else {}
        return Promises(tags={TAG: self.phase}, uneven=TASKS if has_tasks else (), shares=shares)

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself."""
        yield from super().problems()
        if self.phase not in self.phases:
            yield Problem(
                "phase",
                self.phase,
                f"one of {', '.join(self.phases) or 'the phases, of which none is given'}",
            )
        for name, phase in self.phases.items():
            if re.fullmatch(WORD, name) is None:
                yield Problem("phases", name, "names that are one lower-case word, such as canary")
            yield from self._of_sides(f"phases.{name}", phase)
            yield from self._of_gates(f"phases.{name}", phase)
        yield from self._of_order()
        yield from self._of_ends()

    def _of_sides(self, key: str, phase: Phase) -> Iterable[Problem]:
        sides = " and ".join(self.sides)
        weights = phase.weights.values()
        if set(phase.weights) != set(self.sides) or sum(weights) != ALL or min(weights) < 0:
            yield Problem(
                f"{key}.weights",
                dict(phase.weights),
                f"whole numbers from 0 for {sides} that sum to {ALL}",
            )
        if phase.tasks is not None and (
            set(phase.tasks) != set(self.sides) or any(least > most for least, most in phase.tasks.values())
        ):
            yield Problem(
                f"{key}.tasks",
                {side: list(bounds) for side, bounds in phase.tasks.items()},
                f"the least and the most tasks of {sides}",
            )
        elif len(most := {most for _, most in (phase.tasks or {}).values()}) > 1:
            allowed = f"one number for {sides}: where one fails, the other carries all callers"
            yield Problem(f"{key}.tasks", f"{min(most)} and {max(most)} tasks at the most", allowed)

    def _of_gates(self, key: str, phase: Phase) -> Iterable[Problem]:
        for number, gate in enumerate(phase.gates):
            for problem in self._of_gate(gate):
                yield problem._replace(key=f"{key}.gates.{number}.{problem.key}")

    def _of_gate(self, gate: Gate) -> Iterable[Problem]:
        known = [region.name for region in self.regions]
        if foreign := [name for name in gate.regions if name not in known]:
            yield Problem("regions", foreign[0], f"regions of the system: {', '.join(known)}")
        measure = self.metrics.get(gate.metric)
        if measure is None:
            near = meant(gate.metric, self.metrics)
            yield Problem("metric", gate.metric, f"one of {', '.join(sorted(self.metrics))}{near}")
            return
        if gate.below > measure.most:
            yield Problem("below", gate.below, f"at most {measure.most:g}, in the unit of {gate.metric}")
        if gate.minutes < measure.period:
            yield Problem("minutes", gate.minutes, f"at least {measure.period}, the period of {gate.metric}")

    def _of_order(self) -> Iterable[Problem]:
        _, last = self.sides
        names = list(self.phases)
        for before, after in pairwise(names):
            if self.phases[after].weights.get(last, 0) < self.phases[before].weights.get(last, 0):
                yield Problem(
                    f"phases.{after}.weights.{last}",
                    self.phases[after].weights.get(last),
                    f"no less than in {before}: phases stand in the order in which traffic moves to {last}",
                )
        if len({phase.tasks is None for phase in self.phases.values()}) > 1:
            yield Problem("phases", "tasks in some", "tasks in every phase, or in none")
        for name in names[:-1]:
            if self.phases[name].quiet_minutes is None or not self.phases[name].gates:
                yield Problem(
                    f"phases.{name}",
                    "no gates",
                    "quiet_minutes and gates for the next phase",
                )
        for name in names[1:]:
            if self.phases[name].way_back is None:
                yield Problem(f"phases.{name}.way_back", None, "how callers come back to the side before")

    def _of_ends(self) -> Iterable[Problem]:
        """The phases lead from all here to all there, and none of them is as the one before."""
        names = list(self.phases)
        for side, name in zip(self.sides, (names[0], names[-1]) if names else (), strict=False):
            if (share := self.phases[name].weights.get(side)) != ALL:
                which = "first" if side == self.sides[0] else "last"
                yield Problem(
                    f"phases.{name}.weights.{side}", share, f"{ALL} in the {which} phase, which is {name}"
                )
        for before, after in pairwise(names):
            one, other = self.phases[before], self.phases[after]
            if (one.weights, one.tasks) == (other.weights, other.tasks):
                allowed = f"other weights or tasks than {before}"
                yield Problem(f"phases.{after}.weights", dict(other.weights), allowed)
