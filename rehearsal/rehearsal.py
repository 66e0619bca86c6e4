"""One system deployed to an emulated AWS, used, and destroyed: what every system's rehearsal shares."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from infra import outputs
from rehearsal.deployment import Deployment, DeploymentError
from rehearsal.emulator.process import INSIDE, Emulator
from rehearsal.integration import integrate
from rehearsal.leak_check import leaks
from rehearsal.omitted import applicable, reason
from rehearsal.progress import Progress
from rehearsal.provider import find_provider
from rehearsal.public_names import PublicNames, hosts_of, public_names
from rehearsal.stacks import pinned_version, regions_of
from tests.handlers.certificates import Authority
from tests.integration.waiting import WaitTimeoutError

if TYPE_CHECKING:
    from infra.settings import PlatformSettings
    from rehearsal.command import Task

LEAST: Final = 0.9  # of the resources of a system
_NAMED: Final = 5  # of the things that are left: what left them there is not to be lost among them


@dataclass
class Rehearsal:
    """One deployment of `task`'s stacks, from nothing to nothing. A system's own says what is there before
    it, and how it is used.

    told: variables of functions with other values than in the stacks, so that less has to be waited for.
    tests: those of tests/integration that are the system's, as pytest takes them.
    """

    task: Task
    settings: PlatformSettings
    say: Progress
    problems: list[str] = field(default_factory=list)
    not_provable: dict[str, str] = field(default_factory=dict)
    names: PublicNames = field(init=False)
    authority: Authority = field(init=False)
    deployment: Deployment = field(init=False)
    told: ClassVar[Mapping[str, str]] = {}
    tests: ClassVar[tuple[str, ...]] = ()

    @contextmanager
    def _emulated(self) -> Iterator[Emulator]:
        """The emulated AWS, with the public names and what else is beside it. Raises EmulatorError."""
        scratch = self.task.scratch
        self.authority = Authority(scratch / "authority")
        self.authority.folder.mkdir()
        self.authority.found()
        with ExitStack() as beside:
            self.names = beside.enter_context(public_names(hosts_of(self.task.stacks), self.authority))
            emulator = Emulator(
                scratch,
                hosts={**self.names.hosts, **self.start_beside(beside)},
                authority=self.authority.certificate,
            )
            self.names.behind = emulator.url
            yield beside.enter_context(emulator)

    def start_beside(self, _beside: ExitStack) -> Mapping[str, int]:
        """Start what the deployment needs beside AWS, until `beside` ends. Returns ports by host."""
        return {}

    @property
    def outside(self) -> dict[str, str]:
        """The variables with which a Python process finds the public names, and trusts them."""
        return {
            "PYTHONPATH": str(INSIDE),
            "REHEARSAL_HOSTS": json.dumps(self.names.hosts),
            "SSL_CERT_FILE": str(self.authority.certificate),
        }

    def prepare(self, emulator: Emulator) -> None:
        """Make what is in an account before the first deployment."""
        raise NotImplementedError

    def use(self, emulator: Emulator, flat: Path) -> None:
        """Use what `deployment` is. flat: the file of its flat outputs. Problems are noted by `found`."""
        raise NotImplementedError

    def run(self) -> tuple[str, ...]:
        """Do all of it. Returns what did not hold. Raises TerraformMissingError and EmulatorError."""
        provider = find_provider(pinned_version(self.task.stacks), self.task.scratch)
        self.say(
            f"rehearsal of {len(self.task.stacks)} stacks with hashicorp/aws {provider.version} "
            f"from {provider.origin}"
        )
        with self._emulated() as emulator:
            _forget_the_user(emulator)
            self.prepare(emulator)
            self.deployment = deployment = Deployment(
                self.task.stacks,
                provider,
                self.task.scratch,
                self.task.folder,
                emulator.credentials(),
                self.say,
                self.told,
            )
            deployment.prepare()
            self._say_what_is_left_out(emulator, deployment)
            try:
                deployment.apply()
                self._compare_forms(deployment)
                self.use(emulator, self._flatten(deployment))
            except (DeploymentError, WaitTimeoutError) as error:
                self.found(str(error))
            self._destroy(emulator, deployment)
        if self.problems:
            kept = self._keep("emulator", "log", emulator.log.read_text(encoding="utf-8", errors="replace"))
            self.say(f"what the emulated AWS said is in {kept}")
        for test, why in sorted(self.not_provable.items()):
            self.say(f"not provable here: {test}: {why}")
        return tuple(self.problems)

    def found(self, *problems: str) -> None:
        """Note what did not hold, and say it."""
        for problem in problems:
            self.say(f"FAILED: {problem}")
        self.problems += problems

    def integrate(self, flat: Path, given: Mapping[str, str]) -> None:
        """Run the system's integration tests. given: the variables that they are told."""
        self.say(f"integration: the tests of {', '.join(self.tests)} begin")
        tested = integrate(flat, given, self.task.scratch, tests=self.tests)
        self.not_provable |= tested.not_provable
        self.found(*tested.problems)
        self.say(
            f"integration: {tested.passed} passed, {len(tested.problems)} failed, "
            f"{len(tested.not_provable)} not provable here"
        )

    def _say_what_is_left_out(self, emulator: Emulator, deployment: Deployment) -> None:
        for kind, argument in sorted(deployment.dropped):
            self.say(f"left out: {kind}.{argument}: hashicorp/aws {deployment.provider.version} lacks it")
        for kind, count in sorted(deployment.omitted.items()):
            self.say(f"left out: {count} {kind}: {reason(kind)}")
        self.found(*applicable(emulator, deployment.omitted))
        asked = deployment.omitted.total() + deployment.resources
        self.say(f"{deployment.resources} of {asked} resources are applied")
        if deployment.resources < LEAST * asked:
            self.found(f"less than {LEAST:.0%} of the resources are applied")
        if self.told:
            self.say(
                f"told otherwise: {', '.join(f'{name} is {value}' for name, value in self.told.items())}"
            )

    def _compare_forms(self, deployment: Deployment) -> None:
        agreement = deployment.plans.compared(self.task.folder)
        dropped = (f"{kind}.{argument}" for kind, argument in deployment.dropped)
        agreement.keep(f"plan-{self.settings.system}", self.task.reports, (*dropped, *deployment.omitted))
        self.found(*(f"the plan is judged otherwise: {line}" for line in agreement.opposite))
        self.say(f"plans: {len(agreement.opposite)} verdicts are the opposite of those on the stacks")

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
        emulator.ask("/_rehearsal/heal", True)  # whatever use of it broke off with a region lost
        try:
            deployment.destroy()
        except DeploymentError as error:
            self.found(str(error))
        left = [*deployment.left(), *leaks(emulator, self.settings, regions_of(self.task.stacks))]
        self.say(f"after destroy: {len(left)} things left")
        if left:
            kept, some = self._keep("left", "txt", "\n".join(left)), "; ".join(left[:_NAMED])
            self.found(f"left after destroy: {len(left)} things, all of them in {kept}; the first: {some}")

    def _keep(self, what: str, ending: str, text: str) -> Path:
        """Leave a text where reports are. Returns its file."""
        kept = self.task.reports / f"{what}-{self.settings.system}.{ending}"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        return kept


def _forget_the_user(emulator: Emulator) -> None:
    """Leave nothing of the user's AWS configuration for SDKs to read: profiles, regions, endpoints."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(emulator.credentials())
