"""The synthesized stacks, deployed by real Terraform to the emulated AWS, in the order of their dependencies.

Each stack is applied from a copy of its folder, with an override file beside its untouched `cdk.tf.json`:
states in local files, and providers that ask nobody but the emulator. What the provider's version or the
emulator does not know is left out of the copy, and listed.
"""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import STACK_FILE
from rehearsal.forms import Forms
from rehearsal.omitted import leave_out
from rehearsal.provider import Provider
from rehearsal.stacks import Stack
from rehearsal.terraform import TerraformError, Unknown

OVERRIDE: Final = "rehearsal_override.tf.json"
_STATE: Final = "terraform.tfstate"
_PLAN: Final = "rehearsal.tfplan"
_AT_ONCE: Final = 4  # stacks; they wait for queues most of the time
# The emulator forgets arguments that do nothing in it; a refresh would find a difference in each.
_AS_APPLIED: Final = "-refresh=false"
_AT_ONCE_EACH: Final = "-parallelism=20"  # resources
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
            content, dropped = self.provider.understood(stack.content)
            content, omitted = leave_out(content)
            self._tell(content)
            self.dropped |= dropped
            self.omitted += omitted
            self.plans.give(stack, content)
            self.sizes[stack.name] = sum(map(len, content.get("resource", {}).values()))
            (folder / STACK_FILE).write_text(json.dumps(content, indent=1), encoding="utf-8")
            (folder / OVERRIDE).write_text(json.dumps(self._override(stack), indent=1), encoding="utf-8")
            self.provider.initialise(folder)

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
            if (self.folder(stack.name) / _STATE).exists()
            for address in self._run(stack.name, "state", "list").splitlines()
            if not address.startswith("data.")
        ]

    def _apply(self, stack: str) -> None:
        self._run(stack, "plan", "-input=false", "-no-color", f"-out={_PLAN}")
        self.plans.shown[stack] = json.loads(self._run(stack, "show", "-json", _PLAN))
        self._run(stack, "apply", "-input=false", "-no-color", _AT_ONCE_EACH, _PLAN)

    def _destroy(self, stack: str) -> None:
        self._run(stack, "destroy", *_FLAGS, _AS_APPLIED, _AT_ONCE_EACH)

    @property
    def _needs(self) -> dict[str, set[str]]:
        """The stacks that each one needs, of those that are deployed."""
        names = {stack.name for stack in self.stacks}
        return {stack.name: names.intersection(stack.dependencies) for stack in self.stacks}

    def _in_order(self, done: str, after: Mapping[str, set[str]], work: Callable[[str], None]) -> None:
        """Do it for each stack as soon as it is done for those that the stack comes after."""
        order = TopologicalSorter(after)
        order.prepare()
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            running: dict[Future[str], str] = {}
            while order.is_active():
                for stack in order.get_ready():
                    running[threads.submit(self._timed, done, stack, work)] = stack
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                if any(future.result() for future in ended):
                    raise DeploymentError("\n".join(filter(None, (future.result() for future in running))))
                for future in ended:
                    order.done(running.pop(future))

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
            raise DeploymentError(f"{stack}: terraform {arguments[0]}: {_told(str(error))}") from error

    def _override(self, stack: Stack) -> dict[str, Any]:
        content = stack.content
        states = content.get("data", {}).get("terraform_remote_state", {})
        override: dict[str, Any] = {
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
            override["data"] = {
                "terraform_remote_state": {
                    name: {"backend": "local", "config": {"path": str(self._state_of(state))}}
                    for name, state in states.items()
                }
            }
        return override

    def _state_of(self, remote: Mapping[str, Any]) -> Path:
        """The local file that stands for a remote state, which is named after its stack."""
        return self.folder(Path(remote["config"]["key"]).stem) / _STATE


def _told(said: str) -> str:
    """Terraform's errors without those that only follow from another."""
    errors = said.split("Error: ")[1:]
    causes = [each.strip() for each in errors if not each.startswith(("Request cancelled", "Plugin did not"))]
    return "\nError: ".join(["", *causes]) if causes else said
