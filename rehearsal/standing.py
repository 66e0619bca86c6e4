"""A system in one of its phases: a copy of each stack, with a state that an emulated AWS made."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import STACK_FILE
from rehearsal.deployment import OVERRIDE, override
from rehearsal.omitted import leave_out
from rehearsal.provider import Provider
from rehearsal.stacks import Stack
from rehearsal.states import carried_out, drop_tainted, is_settled, read_state, write_state
from rehearsal.terraform import Terraform, TerraformError, errors

_MOST_ROUNDS: Final = 8  # until a state needs no more change
_PLAN: Final = "phases.tfplan"
_CHANGES: Final = 2  # the exit status of a plan that changes something
_FLAGS: Final = ("-input=false", "-no-color", "-lock=false")


class PhasesError(Exception):
    """A state cannot be made, or a plan; the text says which and why."""


@dataclass
class Standing:
    """The copies and states of a system's stacks, below `scratch`.

    provider: the one that is started anew for each command, and reaches the emulator.
    running: providers that run already, by the one region that they are for; they spare the start.
    contents: the copies.
    """

    provider: Provider
    scratch: Path
    running: Mapping[str, Terraform]
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)

    def folder(self, stack: str) -> Path:
        """Where a stack's copy and state are."""
        return self.scratch / "stacks" / stack

    def begin(self, assets: Path, stacks: Collection[Stack]) -> None:
        """Make the folders of the stacks, without a state."""
        for stack in stacks:
            folder = self.folder(stack.name)
            shutil.copytree(assets / "stacks" / stack.name, folder)
            self.provider.initialise(folder)
            self.put(stack.name, stack.content)

    def put(self, stack: str, content: dict[str, Any]) -> None:
        """Have the next plan be of this content."""
        folder = self.folder(stack)
        self.contents[stack] = content
        (folder / STACK_FILE).write_text(json.dumps(content, indent=1), encoding="utf-8")
        laid = override(content, self.folder)
        for each in laid["provider"]["aws"]:
            each["max_retries"] = 2  # what the emulator lacks it lacks the second time as well
        (folder / OVERRIDE).write_text(json.dumps(laid, indent=1), encoding="utf-8")

    def make(self, stack: str, left_out: Collection[str]) -> Counter[str]:
        """Have the emulator make the stack but for the types of `left_out`, and settle its state.

        Answers how many of each type are in the state as planned. Raises PhasesError.
        """
        whole = self.contents[stack]
        partial, _ = leave_out(whole, left_out)
        self.put(stack, {section: each for section, each in partial.items() if section != "output"})
        # Files of the stack are read by the provider, where it runs.
        self.provider.terraform.attempt(
            self.folder(stack), "apply", *_FLAGS, "-auto-approve", "-parallelism=20"
        )
        state = read_state(self.folder(stack))
        drop_tainted(state)
        write_state(self.folder(stack), state)
        self.put(stack, whole)
        return self._settle(stack)

    def plan(self, stack: str) -> dict[str, Any]:
        """What the provider plans for the stack as it was put. Raises PhasesError."""
        self._plans_changes(stack)
        return self._shown(stack)

    def take(self, stack: str, plan: Mapping[str, Any]) -> None:
        """Change the state as if the plan had been applied."""
        state = read_state(self.folder(stack))
        carried_out(state, plan, self.contents[stack], self.provider.schema)
        write_state(self.folder(stack), state)

    def _settle(self, stack: str) -> Counter[str]:
        """Put into the state what its stack has and it has not, until a plan changes nothing."""
        put: dict[str, str] = {}
        for _ in range(_MOST_ROUNDS):
            if not self._plans_changes(stack):
                return Counter(put.values())
            plan = self._shown(stack)
            changes = [each for each in plan["resource_changes"] if not is_settled(each)]
            outputs = [
                each for each in plan.get("output_changes", {}).values() if each["actions"] != ["no-op"]
            ]
            if not changes and not outputs:
                return Counter(put.values())
            put |= {each["address"]: each["type"] for each in changes}
            self.take(stack, plan)
        raise PhasesError(
            f"{stack}: a plan never ends to change {', '.join(each['address'] for each in changes)}"
        )

    def _plans_changes(self, stack: str) -> bool:
        """Plan, and answer whether anything changes. Raises PhasesError."""
        done = self._terraform(stack).attempt(
            self.folder(stack), "plan", *_FLAGS, "-refresh=false", "-detailed-exitcode", f"-out={_PLAN}"
        )
        if done.returncode not in (0, _CHANGES):
            raise PhasesError(f"{stack}: {errors(done.stdout + done.stderr)}")
        return done.returncode == _CHANGES

    def _shown(self, stack: str) -> dict[str, Any]:
        """What was planned last. Raises PhasesError."""
        try:
            return dict(json.loads(self._any_running.run(self.folder(stack), "show", "-json", _PLAN)))
        except TerraformError as error:
            raise PhasesError(f"{stack}: {error}") from error

    def _terraform(self, stack: str) -> Terraform:
        """A running provider keeps one configuration: it serves the stacks of one region."""
        regions = {each["region"] for each in self.contents[stack]["provider"]["aws"]}
        return self.running[regions.pop()] if len(regions) == 1 else self.provider.terraform

    @property
    def _any_running(self) -> Terraform:
        """For what asks for no configuration."""
        return next(iter(self.running.values()))
