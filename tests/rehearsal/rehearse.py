"""`python -m tests.rehearsal.rehearse DIR`: stacks deployed to an emulated AWS, used, and destroyed.

Real Terraform applies every stack to an emulator on the loopback; the integration tests read its outputs;
permissions, load and faults are tried; all is destroyed, and each service is asked what is left. State,
outputs and files lie in a temporary folder. Nothing of the user's AWS configuration is read.

Exit status 0: all of that held. 1: something did not, and is named. 2: nothing could be tried, because
there is no Terraform, no provider or no emulator; that is not a pass.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from infra import outputs
from infra.settings import Settings, load
from policies.gate.reading import read
from tests.rehearsal import account
from tests.rehearsal.command import Task, run
from tests.rehearsal.deployment import Deployment, DeploymentError
from tests.rehearsal.emulator.process import Emulator
from tests.rehearsal.integration import integrate
from tests.rehearsal.omitted import OMITTED
from tests.rehearsal.progress import Progress
from tests.rehearsal.provider import find_provider
from tests.rehearsal.remains import remains
from tests.rehearsal.stacks import NoStacksError, pinned_version

FULL_MINUTES: Final = 25
SHORT_MINUTES: Final = 20


@dataclass(frozen=True)
class Extent:
    """How much is tried. minutes: the budget that is printed; payments: sent while faults are injected."""

    name: str
    minutes: int
    payments: int


SHORT: Final = Extent("short", SHORT_MINUTES, 200)
FULL: Final = Extent("full", FULL_MINUTES, 2000)


@dataclass
class Rehearsal:
    """One deployment from nothing to nothing."""

    task: Task
    settings: Settings
    extent: Extent
    say: Progress = field(default_factory=Progress)
    problems: list[str] = field(default_factory=list)
    not_provable: dict[str, str] = field(default_factory=dict)

    def run(self) -> int:
        """Do all of it; 0 where all held, else 1. Raises TerraformMissingError and EmulatorError."""
        provider = find_provider(pinned_version(self.task.stacks), self.task.scratch)
        self.say(
            f"{self.extent.name} rehearsal of {len(self.task.stacks)} stacks with hashicorp/aws "
            f"{provider.version} from {provider.origin}; budget {self.extent.minutes} min on two cores"
        )
        with Emulator(self.task.scratch) as emulator:
            account.prepare(emulator, self.settings)
            deployment = Deployment(
                self.task.stacks,
                provider,
                self.task.scratch,
                self.task.folder,
                emulator.credentials(),
                self.say,
            )
            deployment.prepare()
            self._say_what_is_left_out(deployment)
            try:
                self._deploy(deployment)
                self._use(emulator, deployment)
            except DeploymentError as error:
                self._found(str(error))
            self._destroy(emulator, deployment)
        return self._conclude()

    def _found(self, *problems: str) -> None:
        for problem in problems:
            self.say(f"FAILED: {problem}")
        self.problems += problems

    def _say_what_is_left_out(self, deployment: Deployment) -> None:
        for kind, argument in sorted(deployment.dropped):
            self.say(f"left out: {kind}.{argument}: hashicorp/aws {deployment.provider.version} lacks it")
        for kind, count in sorted(deployment.omitted.items()):
            self.say(f"left out: {count} {kind}: {OMITTED[kind]}")
        asked = deployment.omitted.total() + deployment.resources
        self.say(f"{deployment.resources} of {asked} resources are applied")

    def _deploy(self, deployment: Deployment) -> None:
        deployment.apply()

    def _use(self, emulator: Emulator, deployment: Deployment) -> None:
        flat = self._flatten(deployment)
        tested = integrate(flat, emulator.credentials(), self.task.scratch)
        self.not_provable |= tested.not_provable
        self._found(*tested.problems)
        self.say(
            f"integration: {tested.passed} passed, {len(tested.problems)} failed, "
            f"{len(tested.not_provable)} not provable here"
        )

    def _flatten(self, deployment: Deployment) -> Path:
        """The flat outputs, made by the command that a real deployment uses. Raises DeploymentError."""
        raw = self.task.scratch / "outputs"
        raw.mkdir()
        for stack, values in deployment.outputs().items():
            (raw / f"{stack}.json").write_text(json.dumps(values), encoding="utf-8")
        flat = raw / "flat" / outputs.FLAT.name
        options = ["--synthesis", str(self.task.folder), "--system", self.settings.system, "--to", str(flat)]
        if outputs.main([*options, *map(str, sorted(raw.glob("*.json")))]):
            raise DeploymentError("the outputs of the stacks are not whole")
        return flat

    def _destroy(self, emulator: Emulator, deployment: Deployment) -> None:
        try:
            deployment.destroy()
        except DeploymentError as error:
            self._found(str(error))
        left = [*deployment.left(), *remains(emulator, self.settings)]
        self._found(*(f"left after destroy: {line}" for line in left))
        self.say(f"after destroy: {len(left)} things left")

    def _conclude(self) -> int:
        for test, reason in sorted(self.not_provable.items()):
            self.say(f"not provable here: {test}: {reason}")
        minutes = self.say.seconds / 60
        self.say(
            f"{'FAILED' if self.problems else 'passed'}: {len(self.problems)} problems, "
            f"{minutes:.1f} of {self.extent.minutes} min"
        )
        return 1 if self.problems else 0


def main(arguments: list[str] | None = None) -> int:
    """Rehearse the stacks of a folder and say how it went."""
    return run(
        "rehearse",
        "Deploy stacks to an emulated AWS, use them, destroy them.",
        "NOT REHEARSED",
        rehearse,
        arguments,
        add_options=add_options,
    )


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    parser.add_argument("--short", action="store_true", help=f"less of everything, in {SHORT_MINUTES} min")


def rehearse(task: Task) -> int:
    """Rehearse with the settings that the stacks were made from. Raises NoStacksError."""
    made_from = {
        (each.system, each.suffix, each.profile) for each in read(task.folder).metadata.stacks.values()
    }
    if len(made_from) != 1:
        raise NoStacksError(
            f"{task.folder} does not say which one system its stacks are of. Run 'make synth'."
        )
    ((system, suffix, profile),) = made_from
    settings = load(system, suffix, profile=profile)
    return Rehearsal(task, settings, SHORT if task.options.short else FULL).run()


if __name__ == "__main__":
    sys.exit(main())
