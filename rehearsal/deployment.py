"""The synthesized stacks, deployed by real Terraform to the emulated AWS, in the order of their dependencies.

Each stack is applied from a copy of its folder, with an override file beside its untouched `cdk.tf.json`:
states in local files, and providers that ask nobody but the emulator. What the provider's version or the
emulator does not know is left out of the copy, and listed.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import STACK_FILE
from rehearsal.forms import Forms
from rehearsal.omitted import leave_out
from rehearsal.order import in_order
from rehearsal.provider import Provider
from rehearsal.stacks import Stack
from rehearsal.states import STATE
from rehearsal.terraform import TerraformError, Unknown, errors

OVERRIDE: Final = "rehearsal_override.tf.json"
_PLAN: Final = "rehearsal.tfplan"
_AT_ONCE: Final = 4  # stacks; they wait for queues most of the time
# The emulator forgets arguments that do nothing in it; a refresh would find a difference in each.
_AS_APPLIED: Final = "-refresh=false"
_AT_ONCE_EACH: Final = "-parallelism=20"  # resources
_DONE: Final = re.compile(r"(?P<added>\d+) added, \d+ changed, (?P<destroyed>\d+) destroyed")
_FLAGS: Final = ("-auto-approve", "-input=false", "-no-color")


class DeploymentError(Exception):
    """A stack was not applied or not destroyed as a whole; the text says which and why."""


Say = Callable[[str], None]
Edit = Callable[[dict[str, Any]], None]
"""Changes the content of a stack in place."""


@dataclass
class Deployment:
    """Copies of stacks below `scratch`, and what has become of them.

    environment: how Terraform's provider reaches the emulator.
    assets: the synthesized folder, in which each stack's assets lie.
    told: variables of functions with other values than in the stacks, so that less has to be waited for.
    plans: the copies, and what Terraform shows of the first plan of each.
    """

    stacks: list[Stack]
    provider: Provider
    scratch: Path
    assets: Path
    environment: Mapping[str, str]
    say: Say = print
    told: Mapping[str, str] = field(default_factory=dict)
    dropped: set[Unknown] = field(default_factory=set)
    omitted: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, int] = field(default_factory=dict)
    plans: Forms = field(default_factory=lambda: Forms({}, {}))

    def prepare(self) -> None:
        """Write the copies and initialise them; list what is left out. Raises TerraformMissingError."""
        for stack in self.stacks:
            folder = self.folder(stack.name)
            shutil.copytree(self.assets / "stacks" / stack.name, folder)
            content, dropped, omitted = self._copy(stack)
            self.dropped |= dropped
            self.omitted += omitted
            self.plans.give(stack, content)
            self.sizes[stack.name] = sum(map(len, content.get("resource", {}).values()))
            self._write(stack.name, content)
            (folder / OVERRIDE).write_text(
                json.dumps(override(stack.content, self.folder), indent=1), encoding="utf-8"
            )
            self.provider.initialise(folder)

    def _copy(self, stack: Stack) -> tuple[dict[str, Any], set[Unknown], Counter[str]]:
        """The content that is applied of a stack, and what is left out of it."""
        content, dropped = self.provider.understood(stack.content)
        content, omitted = leave_out(content)
        self._tell(content)
        return content, dropped, omitted

    def _write(self, stack: str, content: dict[str, Any]) -> None:
        (self.folder(stack) / STACK_FILE).write_text(json.dumps(content, indent=1), encoding="utf-8")

    def _tell(self, content: dict[str, Any]) -> None:
        """Give the functions of a stack those of the variables that they have."""
        for function in content.get("resource", {}).get("aws_lambda_function", {}).values():
            variables = function["environment"]["variables"]
            variables.update({name: self.told[name] for name in self.told.keys() & variables.keys()})

    @property
    def resources(self) -> int:
        """How many resources the copies hold."""
        return sum(self.sizes.values())

    def folder(self, stack: str) -> Path:
        """Where a stack's copy and state are."""
        return self.scratch / "stacks" / stack

    def apply(self) -> None:
        """Apply all stacks, each after those that it depends on. Raises DeploymentError."""
        self._in_order("applied", self._needs, self._apply)

    def change(self, stacks: Iterable[Stack], beside: str) -> int:
        """Apply what other contents of applied stacks say otherwise, beside one tag, and answer how many
        resources that are. The rest is not applied: the emulator has forgotten arguments of it.

        Raises DeploymentError, also where a resource was made, replaced or destroyed.
        """
        targets: dict[str, list[str]] = {}
        for stack in stacks:
            applied = json.loads((self.folder(stack.name) / STACK_FILE).read_text(encoding="utf-8"))
            if changed := _take_changes(applied, self._copy(stack)[0], beside):
                targets[stack.name] = [f"-target={address}" for address in changed]
                self._write(stack.name, applied)

        def change(stack: str) -> None:
            said = self._run(stack, "apply", *_FLAGS, _AS_APPLIED, _AT_ONCE_EACH, *targets[stack])
            counts = _DONE.search(said)
            if counts is None or int(counts["added"]) or int(counts["destroyed"]):
                raise DeploymentError(f"{stack}: more is done than to change: {counts and counts[0]}")

        needs = {stack: needed & targets.keys() for stack, needed in self._needs.items() if stack in targets}
        self._in_order("changed", needs, change)
        return sum(map(len, targets.values()))

    def die_in_update(self, stack: str, *, after: int) -> int:
        """Begin to update every function of an applied stack, and kill Terraform once `after` are updated.

        Then apply the stack as it was. Answers how many were updated. Raises DeploymentError, also where it
        was not in the middle.
        """

        def release(content: dict[str, Any]) -> None:
            for function in content["resource"]["aws_lambda_function"].values():
                function["description"] += " (a release that was not finished)"

        with self._edited(stack, release) as content:
            updated = self.provider.terraform.broken_off(
                self.folder(stack),
                *("apply", *_FLAGS, _AS_APPLIED, "-parallelism=2"),
                after=after,
                by=signal.SIGKILL,
                environment=self.environment,
            )
            functions = len(content["resource"]["aws_lambda_function"])
        self._run(stack, "apply", *_FLAGS, _AS_APPLIED)
        if not after <= updated < functions:
            raise DeploymentError(f"{stack}: killed with {updated} of {functions} functions updated")
        return updated

    @contextmanager
    def broken(self, stack: str, address: str, edit: Edit) -> Iterator[None]:
        """One resource of an applied stack deployed otherwise, for as long as the context lasts.

        Raises DeploymentError.
        """
        with self._edited(stack, edit):
            self._run(stack, "apply", *_FLAGS, _AS_APPLIED, f"-target={address}")
        try:
            yield
        finally:
            self._run(stack, "apply", *_FLAGS, _AS_APPLIED, f"-target={address}")

    @contextmanager
    def _edited(self, stack: str, edit: Edit) -> Iterator[dict[str, Any]]:
        """A stack's copy, edited for as long as the context lasts. Raises DeploymentError if it is not."""
        file = self.folder(stack) / STACK_FILE
        whole = file.read_text(encoding="utf-8")
        content: dict[str, Any] = json.loads(whole)
        edit(content)
        if content == json.loads(whole):
            raise DeploymentError(f"{stack}: there is nothing to edit as was asked")
        file.write_text(json.dumps(content), encoding="utf-8")
        try:
            yield content
        finally:
            file.write_text(whole, encoding="utf-8")

    def outputs(self) -> dict[str, dict[str, Any]]:
        """What each applied stack puts out, as `terraform output -json` says it."""
        return {
            stack.name: json.loads(self._run(stack.name, "output", "-json", "-no-color"))
            for stack in self.stacks
        }

    def destroy(self) -> None:
        """Destroy all stacks, each before those that it depends on. Raises DeploymentError."""
        needs = self._needs
        needed_by = {stack: {user for user, needed in needs.items() if stack in needed} for stack in needs}
        self._in_order("destroyed", needed_by, self._destroy)

    def left(self) -> list[str]:
        """The addresses that are still in a state."""
        return [
            f"{stack.name}: {address}"
            for stack in self.stacks
            if (self.folder(stack.name) / STATE).exists()
            for address in self._run(stack.name, "state", "list").splitlines()
            if not address.startswith("data.")
        ]

    def _apply(self, stack: str) -> None:
        self._run(stack, "plan", "-input=false", "-no-color", f"-out={_PLAN}")
        self.plans.shown[stack] = json.loads(self._run(stack, "show", "-json", _PLAN))
        self._run(stack, "apply", "-input=false", "-no-color", _AT_ONCE_EACH, _PLAN)

    def _destroy(self, stack: str) -> None:
        if (self.folder(stack) / STATE).exists():  # else nothing of it is, nor perhaps of what it reads
            self._run(stack, "destroy", *_FLAGS, _AS_APPLIED, _AT_ONCE_EACH)

    @property
    def _needs(self) -> dict[str, set[str]]:
        """The stacks that each one needs, of those that are deployed."""
        names = {stack.name for stack in self.stacks}
        return {stack.name: names.intersection(stack.dependencies) for stack in self.stacks}

    def _in_order(self, done: str, after: Mapping[str, set[str]], work: Callable[[str], None]) -> None:
        """Do it for each stack as soon as it is done for those that the stack comes after."""
        outcome = in_order(after, lambda stack: self._timed(done, stack, work), at_once=_AT_ONCE)
        if outcome.failed:
            raise DeploymentError("\n".join(outcome.failed.values()))

    def _timed(self, done: str, stack: str, work: Callable[[str], None]) -> str:
        """Do it and say how long it took; or return what went wrong."""
        began = time.monotonic()
        try:
            work(stack)
        except DeploymentError as error:
            return str(error)
        self.say(f"{done}: {stack} ({time.monotonic() - began:.0f} s)")
        return ""

    def _run(self, stack: str, *arguments: str) -> str:
        try:
            return self.provider.terraform.run(self.folder(stack), *arguments, environment=self.environment)
        except TerraformError as error:
            raise DeploymentError(f"{stack}: terraform {arguments[0]}: {errors(str(error))}") from error


def override(content: Mapping[str, Any], folder_of: Callable[[str], Path]) -> dict[str, Any]:
    """What is laid over a stack: providers that ask nobody but the emulator, and others' states as files.

    folder_of: where the copy and the state of a stack are, by its name.
    """
    states = content.get("data", {}).get("terraform_remote_state", {})
    laid: dict[str, Any] = {
        "provider": {
            "aws": [
                {
                    **provider,
                    "skip_credentials_validation": True,
                    "skip_metadata_api_check": "true",
                    "skip_region_validation": True,
                    "s3_use_path_style": True,
                }
                for provider in content["provider"]["aws"]
            ]
        },
    }
    if states:
        laid["data"] = {
            "terraform_remote_state": {
                # A remote state is named after its stack.
                name: {
                    "backend": "local",
                    "config": {"path": str(folder_of(Path(state["config"]["key"]).stem) / STATE)},
                }
                for name, state in states.items()
            }
        }
    return laid


def _take_changes(applied: dict[str, Any], wanted: Mapping[str, Any], beside: str) -> list[str]:
    """Take those resources over that are wanted otherwise in more than one tag; their addresses.

    Raises DeploymentError where other resources are wanted.
    """
    own, other = applied.get("resource", {}), wanted.get("resource", {})
    if {kind: set(named) for kind, named in own.items()} != {
        kind: set(named) for kind, named in other.items()
    }:
        raise DeploymentError("other resources are wanted than are applied")
    changed = [
        (kind, name)
        for kind, named in sorted(own.items())
        for name, arguments in sorted(named.items())
        if _untagged(arguments, beside) != _untagged(other[kind][name], beside)
    ]
    for kind, name in changed:
        own[kind][name] = other[kind][name]
    return [f"{kind}.{name}" for kind, name in changed]


def _untagged(arguments: Mapping[str, Any], tag: str) -> dict[str, Any]:
    tags = {name: value for name, value in (arguments.get("tags") or {}).items() if name != tag}
    return {**arguments, "tags": tags}
