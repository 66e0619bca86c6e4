"""`python -m rehearsal.rehearse DIR`: stacks deployed to an emulated AWS, used, and destroyed.

Real Terraform applies every stack to an emulator on the loopback; the integration tests read its outputs;
permissions, load and faults are tried; all is destroyed, and each service is asked what is left. State,
outputs and files lie in a temporary folder. Nothing of the user's AWS configuration is read.

Exit status 0: all of that held. 1: something did not, and is named. 2: nothing could be tried, because
there is no Terraform, no provider or no emulator; that is not a pass.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from infra import outputs
from infra.systems import load
from infra.systems.global_payments.settings import Settings
from policies.gate.reading.folder import read
from rehearsal import account
from rehearsal.access import check_access
from rehearsal.audit import audit
from rehearsal.command import Command, Task
from rehearsal.deployment import Deployment, DeploymentError
from rehearsal.drills import DRILLS, Drill, cause_unsaid, refused
from rehearsal.emulator.process import Emulator
from rehearsal.fire import RATE, Fire, settle
from rehearsal.integration import integrate
from rehearsal.load import LoadError, Till, send_load
from rehearsal.merchants import onboard
from rehearsal.omitted import OMITTED
from rehearsal.ownership import wait_until_acting
from rehearsal.payers import search
from rehearsal.processor import ProcessorServer
from rehearsal.progress import Progress
from rehearsal.provider import find_provider
from rehearsal.remains import remains
from rehearsal.signatures import signatures
from rehearsal.stacks import NoStacksError, pinned_version
from tests.integration.api import Api, Merchant
from tests.integration.deployed import Region, read_outputs, regions_of
from tests.integration.waiting import PATIENCE_VARIABLE, NeverCameError

LOAD_CUSTOMERS: Final = 12
_UPDATED: Final = 4  # functions, when Terraform is killed
TOLD: Final = {"HAND_BACK_AFTER_SECONDS": "60"}  # else the rehearsal waits ten minutes for it
DRILL_PATIENCE: Final = 30  # seconds that a test waits for what will not come


@dataclass(frozen=True)
class Extent:
    """How much is tried.

    minutes: the budget that is printed. load, payments: so many payments of the load and of the fire.
    drills: how many of them.
    """

    name: str
    minutes: int
    load: int
    drills: int
    payments: int


SHORT: Final = Extent("short", 30, load=60, drills=1, payments=120)
FULL: Final = Extent("full", 50, load=300, drills=len(DRILLS), payments=2000)


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
        scratch = self.task.scratch
        host = self.settings.processor.host
        with (
            ProcessorServer(scratch / "processor", host=host, key=account.PROCESSOR_KEY) as processor,
            Emulator(scratch, hosts={host: processor.port}, authority=processor.authority) as emulator,
        ):
            _forget_the_user(emulator)
            account.prepare(emulator, self.settings)
            deployment = Deployment(
                self.task.stacks,
                provider,
                scratch,
                self.task.folder,
                emulator.credentials(),
                self.say,
                TOLD,
            )
            deployment.prepare()
            self._say_what_is_left_out(deployment)
            try:
                deployment.apply()
                self._compare_forms(deployment)
                self._use(emulator, processor, deployment)
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
        self.say(f"told otherwise: {', '.join(f'{name} is {value}' for name, value in TOLD.items())}")

    def _compare_forms(self, deployment: Deployment) -> None:
        agreement = deployment.plans.compared(self.task.folder)
        dropped = (f"{kind}.{argument}" for kind, argument in deployment.dropped)
        agreement.keep("plan", self.task.folder, (*dropped, *deployment.omitted))
        self._found(*(f"the plan is judged otherwise: {line}" for line in agreement.opposite))
        self.say(f"plans: {len(agreement.opposite)} verdicts are the opposite of those on the stacks")

    def _use(self, emulator: Emulator, processor: ProcessorServer, deployment: Deployment) -> None:
        flat = self._flatten(deployment)
        regions = regions_of(
            read_outputs(flat), lambda service, region: account.clients(emulator, region)(service)
        )
        for region in regions:
            wait_until_acting(region, region)
        self.say("each region acts for itself: its peers hear its heartbeats")
        merchants = onboard(regions)
        given = emulator.credentials() | _credentials(regions, merchants)
        self._integrate(flat, given)
        self._check_access(emulator, processor, deployment, regions)
        self._load(emulator, processor, deployment, regions, merchants)
        apis = {
            region.name: Api(region.name, region["regional_api_url"], endpoint=emulator.url)
            for region in regions
        }
        self.say(
            f"fire: {self.extent.payments} payments, {RATE:.0%} of all calls fail, a region is lost halfway"
        )
        skew = self.settings.failover.clock_skew_seconds - 1
        figures = Fire(regions, apis, merchants, emulator, processor, self.say, skew).run(
            self.extent.payments
        )
        self._found(*figures.problems())
        self.say(f"fire: {figures}")
        self._search_payers(regions)
        self._verify_signatures([region.name for region in regions])
        for drill in DRILLS[: self.extent.drills]:
            self._drill(drill, emulator, deployment, flat, given)

    def _search_payers(self, regions: Sequence[Region]) -> None:
        payers = search(regions, self.settings)
        self._found(*payers.problems())
        self.say(f"payers: {payers.kept} are kept in their jurisdiction, {len(payers.strayed)} elsewhere")

    def _verify_signatures(self, regions: Sequence[str]) -> None:
        found = signatures(regions)
        self._found(*found.problems(regions))
        self.say(
            f"signatures: signed once, a request is accepted by {len(found.once)} of {len(regions)} regions; "
            f"signed for one region, by {found.strays} others"
        )

    def _drill(
        self,
        drill: Drill,
        emulator: Emulator,
        deployment: Deployment,
        flat: Path,
        given: Mapping[str, str],
    ) -> None:
        hurried = {**given, PATIENCE_VARIABLE: str(DRILL_PATIENCE)}
        with deployment.broken(f"{self.settings.system}-{drill.stack}", drill.address, drill.edit):
            emulator.ask("/_rehearsal/calls", True)
            tested = integrate(flat, hurried, self.task.scratch, chosen=drill.tests)
            said = [*tested.problems, *refused(emulator.ask("/_rehearsal/calls"))]
        unfound = cause_unsaid(drill, said)
        self._found(*([unfound] if unfound else []))
        self.say(f"drill: {drill.what}: {'not found' if unfound else 'found, and its cause named'}")

    def _integrate(self, flat: Path, given: Mapping[str, str]) -> None:
        self.say("integration: the tests of tests/integration begin")
        tested = integrate(flat, given, self.task.scratch)
        self.not_provable |= tested.not_provable
        self._found(*tested.problems)
        self.say(
            f"integration: {tested.passed} passed, {len(tested.problems)} failed, "
            f"{len(tested.not_provable)} not provable here"
        )

    def _check_access(
        self,
        emulator: Emulator,
        processor: ProcessorServer,
        deployment: Deployment,
        regions: Sequence[Region],
    ) -> None:
        self.say("permissions: paths that payments did not take are taken, and all calls compared with roles")
        try:
            found = check_access(emulator, deployment.scratch / "stacks", regions, processor.processor)
        except NeverCameError as error:
            found = [str(error)]
        self._found(*found)
        self.say(f"permissions: {len(found)} missing or too much")

    def _load(
        self,
        emulator: Emulator,
        processor: ProcessorServer,
        deployment: Deployment,
        regions: Sequence[Region],
        merchants: Mapping[str, Merchant],
    ) -> None:
        tills = [
            Till(
                region.name,
                region["regional_api_url"],
                emulator.url,
                merchants[region.name].id,
                merchants[region.name].credentials.access_key,
                merchants[region.name].credentials.secret_key,
            )
            for region in regions
        ]
        self.say(f"load: {self.extent.load} payments by {LOAD_CUSTOMERS} customers")
        with ThreadPoolExecutor(1) as beside:
            stack = f"{self.settings.system}-app-{self.settings.primary_region}"
            dying = beside.submit(deployment.die_in_update, stack, after=_UPDATED)
            try:
                load = send_load(tills, payments=self.extent.load, customers=LOAD_CUSTOMERS)
            except LoadError as error:
                self._found(str(error))
                return
        self.say(f"load: {load}")
        self.say(
            f"load: this is the speed of an emulator on {os.cpu_count()} cores, which functions, workflows "
            f"and {LOAD_CUSTOMERS} customers share; it says nothing of AWS"
        )
        if not load.promised:
            self._found("under load no payment was accepted")
        self.say(
            f"load: Terraform was killed with {dying.result()} functions updated, and run again meanwhile"
        )
        settle(load.promised, regions)
        audited = audit(load.promised, regions, processor.processor)
        self._found(*audited.wrong)
        if audited.final != audited.accepted:
            self._found(f"{audited.accepted - audited.final} payments of the load are not final")
        self.say(f"load: {audited.accepted} accepted, {audited.final} final, {len(audited.wrong)} wrong")

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
    command = Command(
        "rehearse",
        "Deploy stacks to an emulated AWS, use them, destroy them.",
        "NOT REHEARSED",
        rehearse,
        add_options,
    )
    return command.run(arguments)


def _forget_the_user(emulator: Emulator) -> None:
    """Leave nothing of the user's AWS configuration for SDKs to read: profiles, regions, endpoints."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(emulator.credentials())


def _credentials(regions: Sequence[Region], merchants: Mapping[str, Merchant]) -> dict[str, str]:
    """The variables with which the integration tests are told of the merchants."""
    return {
        f"MERCHANT_{region.code.upper()}{part}": value
        for region in regions
        for part, value in (
            ("", merchants[region.name].id),
            ("_ACCESS_KEY_ID", merchants[region.name].credentials.access_key),
            ("_SECRET_ACCESS_KEY", merchants[region.name].credentials.secret_key),
        )
    }


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    parser.add_argument("--short", action="store_true", help=f"less of everything, in {SHORT.minutes} min")


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
    settings = cast("Settings", load(system, suffix, profile=profile))
    return Rehearsal(task, settings, SHORT if task.options.short else FULL).run()


if __name__ == "__main__":
    sys.exit(main())
