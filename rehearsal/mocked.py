"""`python -m rehearsal.mocked DIR`: apply and destroy every stack against a mocked AWS.

Real Terraform with the real provider's schema and checks (see `provider.py` for which), and
`mock_provider` where AWS would be. In dependency order, two at a time, each stack in a copy is applied with
the outputs that the stacks before it gave, planned again, which must change nothing, and destroyed. The
state of each is judged by every rule, and must be judged as the stack is. What the provider itself would
plan differently, and all that AWS decides, is beyond a mock. What went wrong is told again at the end.

Exit status 0: all of that for every resource. 1: Terraform refuses a stack, or the provider's version lacks
a type. 2: nothing could be applied, because there is no Terraform or no provider; that is not a pass.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from rehearsal.command import Command, Task
from rehearsal.ephemeral import without_ephemeral
from rehearsal.forms import Forms, without_invented
from rehearsal.mocks import APPLY, REPLAN, MockError, Outputs, initials, mocked_test, remote_states
from rehearsal.order import in_order
from rehearsal.provider import Provider, find_provider, say_what_was_left_out, write_stack
from rehearsal.served import served
from rehearsal.stacks import Stack, pinned_version
from rehearsal.terraform import Unknown

_AT_ONCE: Final = 2  # stacks; Terraform keeps a core busy


class RefusedError(Exception):
    """A stack was not applied, planned again without a change, and destroyed; the text says why."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A stack that was applied and destroyed: how many resources, what it put out, and its state as
    `terraform show -json` writes it.
    """

    resources: int
    outputs: Outputs
    state: Mapping[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Apply and destroy the stacks of a folder and say how it went."""
    command = Command("mocked", "Apply and destroy stacks against a mocked AWS.", "NOT APPLIED", apply_all)
    return command.run(arguments)


def apply_all(task: Task) -> int:
    """Apply and destroy copies; 0 where every stack came and went, else 1.

    Raises NoStacksError and TerraformMissingError.
    """
    found = find_provider(pinned_version(task.stacks), task.scratch)
    print(f"mocked: hashicorp/aws {found.version} from {found.origin}, AWS mocked", flush=True)
    with served(found) as provider:
        copies = {stack.name: provider.understood(without_ephemeral(stack.content)) for stack in task.stacks}
        return Mocked(task, provider, copies).run()


@dataclass
class Mocked:
    """One run. copies: what is applied of each stack, and what the provider does not know of it.

    applied: the stacks that came and went so far.
    """

    task: Task
    provider: Provider
    copies: Mapping[str, tuple[Mapping[str, Any], set[Unknown]]]
    applied: dict[str, Applied] = field(default_factory=dict)

    def run(self) -> int:
        """Do all of it; 0 where every stack came and went, else 1. Raises TerraformMissingError."""
        began, stacks = time.monotonic(), self._stacks
        after = {name: stack.dependencies for name, stack in stacks.items()}
        outcome = in_order(after, lambda name: self._apply(stacks[name]), at_once=_AT_ONCE)
        problems = [_refusal(name, problem) for name, problem in outcome.failed.items()]
        problems += (
            f"NOT REACHED: {name} comes after {', '.join(lacking)}"
            for name, lacking in outcome.unreached.items()
        )
        problems += (f"THE STATE IS JUDGED OTHERWISE: {line}" for line in self._judged_otherwise())
        for problem in problems:
            print(f"mocked: {problem}")
        resources = sum(applied.resources for applied in self.applied.values())
        asked = sum(len(addresses(stack.content)) for stack in stacks.values())
        print(
            f"mocked: {len(self.applied)} of {len(stacks)} stacks, {resources} of {asked} resources "
            f"applied and destroyed ({time.monotonic() - began:.0f} s)"
        )
        return 1 if problems or resources != asked else 0

    def _apply(self, stack: Stack) -> str:
        """Apply and destroy a stack; what Terraform refused, if anything."""
        began = time.monotonic()
        content, _ = self.copies[stack.name]
        before = {name: (self._stacks[name], self.applied[name].outputs) for name in stack.dependencies}
        try:
            states = remote_states(stack, before)
            test = mocked_test(content, self.provider.schema, states, initials(stack.name.partition("-")[0]))
            applied = apply_and_destroy(
                self.provider, content, test, self.task.scratch / "stacks" / stack.name
            )
        except (MockError, RefusedError) as error:
            print(f"mocked: {_refusal(stack.name, str(error))}", flush=True)
            return str(error)
        self.applied[stack.name] = applied
        print(
            f"mocked: {stack.name}: {applied.resources} resources applied, unchanged by a second plan, "
            f"destroyed ({time.monotonic() - began:.1f} s)",
            flush=True,
        )
        return ""

    @cached_property
    def _stacks(self) -> Mapping[str, Stack]:
        return {stack.name: stack for stack in self.task.stacks}

    def _judged_otherwise(self) -> tuple[str, ...]:
        """A line for each verdict on a state that is the opposite of that on its stack."""
        dropped = {each for _, missing in self.copies.values() for each in missing}
        say_what_was_left_out("mocked", self.provider, dropped)
        forms = Forms({}, {})
        for stack in self.task.stacks:
            if stack.name in self.applied:
                content, _ = self.copies[stack.name]
                forms.give(stack, content)
                forms.shown[stack.name] = without_invented(
                    self.applied[stack.name].state, content, self.provider.schema["resource_schemas"]
                )
        agreement = forms.compared(self.task.folder)
        agreement.keep("state", self.task.reports, (f"{kind}.{argument}" for kind, argument in dropped))
        return agreement.opposite


def _refusal(stack: str, problem: str) -> str:
    return f"REFUSED: {stack}\n{problem}"


def addresses(content: Mapping[str, Any]) -> set[str]:
    """The addresses of a stack's resources."""
    return {f"{kind}.{name}" for kind, named in content.get("resource", {}).items() for name in named}


def apply_and_destroy(
    provider: Provider, content: Mapping[str, Any], test: Mapping[str, Any], folder: Path
) -> Applied:
    """Run one stack's test in a new folder. Raises RefusedError, also where Terraform shows too little."""
    write_stack(content, folder)
    (folder / "mocked.tftest.json").write_text(json.dumps(test, indent=1), encoding="utf-8")
    provider.initialise(folder)
    said = provider.terraform.attempt(folder, "test", "-json", "-verbose", "-no-color")
    try:
        messages = [json.loads(line) for line in said.stdout.splitlines()]
    except ValueError as error:
        raise RefusedError((said.stdout + said.stderr).strip()) from error
    problems = _problems(messages)
    if said.returncode or problems:
        raise RefusedError(
            "\n".join(problems)
            or said.stderr.strip()
            or f"terraform test ended with status {said.returncode}"
        )
    return _applied(messages, addresses(content))


def _problems(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    """What Terraform refused, and what it could not destroy."""
    refused: set[str] = set()  # once each: what is wrong is told again while destroying
    left: set[str] = set()
    for message in messages:
        if message["type"] == "diagnostic" and message["diagnostic"]["severity"] == "error":
            told = message["diagnostic"]
            where = told.get("address") or told.get("range", {}).get("filename", "")
            refused.add(": ".join(filter(None, (where, told["summary"], told.get("detail", "")))))
        elif message["type"] == "test_cleanup":
            left |= {resource["instance"] for resource in message["test_cleanup"]["failed_resources"]}
    return [*sorted(refused), *([f"not destroyed: {', '.join(sorted(left))}"] if left else [])]


def _applied(messages: list[dict[str, Any]], expected: set[str]) -> Applied:
    """What came of a test that Terraform calls a success. Raises RefusedError where it shows less."""
    told = {(message["type"], message.get("@testrun")): message for message in messages}
    torn_down = any(
        message["type"] == "test_file" and message["test_file"]["progress"] == "teardown"
        for message in messages
    )
    try:
        state = told["test_state", APPLY]["test_state"]
        plan = told["test_plan", REPLAN]["test_plan"]
    except KeyError as error:
        raise RefusedError(f"terraform test shows no {error.args[0][0]}") from error
    managed = {
        f"{resource['type']}.{resource['name']}"
        for resource in state["root_module"].get("resources", [])
        if resource["mode"] == "managed"
    }
    if managed != expected or not torn_down:
        raise RefusedError(
            f"{len(managed)} of {len(expected)} resources were applied; torn down: {torn_down}; "
            f"missing: {', '.join(sorted(expected - managed)) or 'none'}"
        )
    changes = {change["address"]: change["change"] for change in plan.get("resource_changes", [])}
    changes |= {f"output.{name}": change for name, change in plan.get("output_changes", {}).items()}
    changed = [name for name, change in changes.items() if change["actions"] != ["no-op"]]
    if changed:
        raise RefusedError(f"a second plan changes {', '.join(sorted(changed))}")
    outputs = {name: output["value"] for name, output in state.get("outputs", {}).items()}
    values = {"root_module": state["root_module"], "outputs": state.get("outputs", {})}
    shown = {"format_version": state.get("state_format_version", "1.0"), "values": values}
    return Applied(len(managed), outputs, shown)


if __name__ == "__main__":
    sys.exit(main())
