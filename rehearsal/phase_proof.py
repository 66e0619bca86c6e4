"""The proof for one system: real Terraform plans each step between its phases, and each plan is judged."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from infra.settings.phases import MigrationSettings
from rehearsal.ephemeral import without_ephemeral
from rehearsal.order import in_order
from rehearsal.phase_steps import Judged, Step
from rehearsal.stacks import Stack, read_stacks
from rehearsal.standing import PhasesError, Standing
from rehearsal.terraform import Unknown
from rehearsal.unanswered import without_unanswered

RENAMED: Final = {
    "aws_dynamodb_table": "name",
    "aws_rds_cluster": "cluster_identifier",
    "aws_s3_bucket": "bucket",
}
"""Stores, and the argument that names them: the first kind that a system has is the control."""
_MADE_AT_ONCE: Final = 4  # stacks; the provider waits most of the time
_PLANNED_AT_ONCE: Final = 2  # stacks; Terraform keeps a core busy

Stacks = Mapping[str, Stack]
"""Stacks by name."""


@dataclass
class Proof:
    """The proof for one system. folders: its synthesis in each phase, in their order.

    left_out: types that the emulator is not asked for.
    unanswered: how many data sources of a type the emulator does not answer, in each phase.
    """

    settings: MigrationSettings
    folders: Mapping[str, Path]
    standing: Standing
    say: Callable[[str], None]
    left_out: Collection[str]
    problems: list[str] = field(default_factory=list)
    dropped: set[Unknown] = field(default_factory=set)
    unanswered: Counter[str] = field(default_factory=Counter)

    def run(self) -> list[str]:
        """Walk through the phases and back, and answer what is wrong.

        Raises PhasesError, TerraformMissingError.
        """
        names = list(self.folders)
        phases = {name: self._copies(name) for name in names}
        first = phases[names[0]]
        for name, stacks in phases.items():
            if stacks.keys() != first.keys():
                self.problems.append(f"{name} has other stacks than {names[0]}")
                return self.problems
        self.standing.begin(self.folders[names[0]], first.values())
        self._make(first)
        self._control(names[0], first)
        for before, after in pairwise([*names, *reversed(names[:-1])]):
            self._step(Step(before, after, self.settings.phases), phases[after])
        return self.problems

    def _copies(self, phase: str) -> dict[str, Stack]:
        """The stacks of a phase as the provider at hand understands them."""
        copies, unanswered = {}, Counter[str]()
        for stack in read_stacks(self.folders[phase]):
            content, dropped = self.standing.provider.understood(without_ephemeral(stack.content))
            content, counted = without_unanswered(content)
            self.dropped |= dropped
            unanswered += counted
            copies[stack.name] = Stack(stack.name, content, stack.dependencies)
        self.unanswered = unanswered
        return copies

    def _make(self, stacks: Stacks) -> None:
        """Make the state of the first phase."""
        planned: dict[str, Counter[str]] = {}

        def make(stack: str) -> None:
            began = time.monotonic()
            planned[stack] = self.standing.make(stack, self.left_out)
            self.say(f"{stack}: its state is made ({time.monotonic() - began:.0f} s)")

        self._on_each(stacks, make, at_once=_MADE_AT_ONCE)
        count = sum(
            len(named) for stack in stacks.values() for named in stack.content.get("resource", {}).values()
        )
        kinds = sum(planned.values(), Counter[str]())
        self.say(f"{count} resources in the state, of which the emulator made {count - kinds.total()}")
        for what, counted in (
            ("not made by the emulator as the stacks have them, and taken as planned", kinds),
            ("read by the stacks, not answered by the emulator, and made up", self.unanswered),
        ):
            if counted:
                self.say(
                    f"{what}: " + ", ".join(f"{number} {kind}" for kind, number in sorted(counted.items()))
                )

    def _control(self, phase: str, stacks: Stacks) -> None:
        """Rename a store, and see that a plan is found to replace it."""
        found = next(
            (
                (stack, kind, name)
                for kind in RENAMED
                for stack in stacks.values()
                for name in stack.content.get("resource", {}).get(kind, {})
            ),
            None,
        )
        if found is None:
            self.problems.append("the control: no stack has a store that could be renamed")
            return
        stack, kind, name = found
        renamed = json.loads(json.dumps(stack.content))
        renamed["resource"][kind][name][RENAMED[kind]] += "-renamed"
        self.standing.put(stack.name, renamed)
        judged = Judged()
        judged.plan(Step(phase, phase, self.settings.phases), self.standing.plan(stack.name))
        self.standing.put(stack.name, stack.content)
        address = f"{kind}.{name}"
        told = [each for each in judged.problems if each.startswith(f"{address} would be replaced")]
        if not told:
            self.problems.append(f"the control: {address} was renamed, and no plan replaces it")
        self.say(f"the control, a renamed store: {', '.join(told) or 'nothing is found'}")

    def _step(self, step: Step, stacks: Stacks) -> None:
        """Plan one step, judge it, and take it."""
        plans: dict[str, dict[str, Any]] = {}
        alike: set[str] = set()

        def plan(stack: str) -> None:
            # What is written alike, and reads states that stay as they are, has nothing to plan.
            if stacks[stack].content == self.standing.contents[stack] and alike.issuperset(
                stacks[stack].dependencies
            ):
                alike.add(stack)
                return
            self.standing.put(stack, stacks[stack].content)
            plans[stack] = self.standing.plan(stack)
            self.standing.take(stack, plans[stack])

        self._on_each(stacks, plan, at_once=_PLANNED_AT_ONCE)
        judged = Judged()
        for each in plans.values():
            judged.plan(step, each)
        judged.conclude(step)
        resources = judged.counted.pop("resources", 0)
        changed = ", ".join(f"{number} {what}" for what, number in sorted(judged.counted.items()))
        self.say(
            f"{step.before} -> {step.after}: {resources} resources planned in {len(plans)} stacks, "
            f"{len(alike)} stacks are the same in both; changed in place: {changed or 'nothing'}; "
            f"{len(judged.problems)} problems"
        )
        self.problems += [f"{step.before} -> {step.after}: {problem}" for problem in judged.problems]

    def _on_each(self, stacks: Stacks, work: Callable[[str], None], *, at_once: int) -> None:
        """Do it for each stack after those that it depends on. Raises PhasesError."""

        def tried(stack: str) -> str:
            try:
                work(stack)
            except PhasesError as error:
                return str(error)
            return ""

        order = {stack.name: stack.dependencies for stack in stacks.values()}
        if failed := in_order(order, tried, at_once=at_once).failed:
            raise PhasesError("\n".join(failed.values()))
