"""`python -m rehearsal.mocked DIR`: apply and destroy every stack against a mocked AWS.

Real Terraform with the real provider's schema and checks (see `provider.py` for which), and
`mock_provider` where AWS would be. In dependency order, each stack in a copy is applied with the outputs
that the stacks before it gave, planned again, which must change nothing, and destroyed. The state of each
is judged by every rule, and must be judged as the stack is. What the provider
itself would plan differently, and all that AWS decides, is beyond a mock.

Exit status 0: all of that for every resource. 1: Terraform refuses a stack, or the provider's version lacks
a type. 2: nothing could be applied, because there is no Terraform or no provider; that is not a pass.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehearsal.command import Command, Task
from rehearsal.forms import Forms, without_invented
from rehearsal.mocks import APPLY, REPLAN, MockError, Outputs, mocked_test, remote_states
from rehearsal.provider import Provider, find_provider, say_what_was_left_out, write_stack
from rehearsal.stacks import Stack, pinned_version
from rehearsal.terraform import Unknown


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
    began = time.monotonic()
    stacks, scratch = task.stacks, task.scratch
    provider = find_provider(pinned_version(stacks), scratch)
    print(f"mocked: hashicorp/aws {provider.version} from {provider.origin}, AWS mocked", flush=True)
    written: dict[str, tuple[Stack, Outputs]] = {}
    forms = Forms({}, {})
    dropped: set[Unknown] = set()
    resources = 0
    for stack in stacks:
        started = time.monotonic()
        lacking = [name for name in stack.dependencies if name not in written]
        if lacking:
            print(f"mocked: NOT REACHED: {stack.name} comes after {', '.join(lacking)}", flush=True)
            continue
        try:
            content, missing = provider.understood(stack.content)
            dropped |= missing
            test = mocked_test(content, provider.schema, remote_states(stack, written))
            applied = apply_and_destroy(provider, content, test, scratch / "stacks" / stack.name)
        except (MockError, RefusedError) as error:
            print(f"mocked: REFUSED: {stack.name}\n{error}", flush=True)
            continue
        written[stack.name] = stack, applied.outputs
        forms.give(stack, content)
        forms.shown[stack.name] = without_invented(
            applied.state, content, provider.schema["resource_schemas"]
        )
        resources += applied.resources
        print(
            f"mocked: {stack.name}: {applied.resources} resources applied, unchanged by a second plan, "
            f"destroyed ({time.monotonic() - started:.1f} s)",
            flush=True,
        )
    say_what_was_left_out("mocked", provider, dropped)
    agreement = forms.compared(task.folder)
    agreement.keep("state", task.folder, (f"{kind}.{argument}" for kind, argument in dropped))
    for line in agreement.opposite:
        print(f"mocked: THE STATE IS JUDGED OTHERWISE: {line}")
    asked = sum(len(addresses(stack.content)) for stack in stacks)
    print(
        f"mocked: {len(written)} of {len(stacks)} stacks, {resources} of {asked} resources "
        f"applied and destroyed ({time.monotonic() - began:.0f} s)"
    )
    return 0 if len(written) == len(stacks) and resources == asked and not agreement.opposite else 1


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
