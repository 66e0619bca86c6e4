"""`global_payments`: payments through every region, permissions, load, faults, a lost region, drills."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from infra.systems.global_payments.settings import Settings
from rehearsal import account
from rehearsal.access import check_access
from rehearsal.audit import audit
from rehearsal.chaos import RATE, ChaosTest, settle
from rehearsal.deployment import Deployment
from rehearsal.drills import DRILLS, Drill, cause_unsaid, refused
from rehearsal.emulator.process import Emulator
from rehearsal.integration import integrate
from rehearsal.load import LoadError, Till, send_load
from rehearsal.merchants import onboard, variables
from rehearsal.ownership import wait_until_acting
from rehearsal.payers import search
from rehearsal.paying import PaymentRehearsal
from rehearsal.processor import ProcessorServer
from rehearsal.signatures import signatures
from tests.integration.api import Api, Merchant
from tests.integration.deployed import Region, read_outputs, regions_of
from tests.integration.waiting import TIMEOUT_VARIABLE, WaitTimeoutError

LOAD_CUSTOMERS: Final = 12
_UPDATED: Final = 4  # functions, when Terraform is killed
DRILL_TIMEOUT_SECONDS: Final = 30  # seconds that a test waits for what will not come


@dataclass(frozen=True)
class Extent:
    """How much is tried: so many payments of the load and of the chaos test, and so many of the drills."""

    load: int
    drills: int
    payments: int


SHORT: Final = Extent(load=60, drills=1, payments=120)
FULL: Final = Extent(load=300, drills=len(DRILLS), payments=2000)


@dataclass
class GlobalPayments(PaymentRehearsal):
    """The rehearsal of the system through whose regions payments run."""

    settings: Settings
    told: ClassVar[Mapping[str, str]] = {
        "HAND_BACK_AFTER_SECONDS": "60"  # else the rehearsal waits ten minutes for it
    }
    tests: ClassVar[tuple[str, ...]] = tuple(
        f"tests/integration/test_{name}.py" for name in ("access", "messages", "payments", "replication")
    )

    @property
    def extent(self) -> Extent:
        """How much of it."""
        return SHORT if self.task.options.short else FULL

    def use(self, emulator: Emulator, flat: Path) -> None:
        """Try all of it on what is deployed."""
        processor, deployment = self.processor, self.deployment
        regions = regions_of(
            read_outputs(flat), lambda service, region: account.clients(emulator, region)(service)
        )
        for region in regions:
            wait_until_acting(region, region)
        self.say("each region acts for itself: its peers hear its heartbeats")
        merchants = onboard(regions)
        given = emulator.credentials() | variables(regions, merchants)
        self.integrate(flat, given)
        self._check_access(emulator, processor, deployment, regions)
        self._load(emulator, processor, deployment, regions, merchants)
        apis = {region.name: Api(region.name, region.api_url, endpoint=emulator.url) for region in regions}
        self.say(
            f"chaos: {self.extent.payments} payments, {RATE:.0%} of all calls fail, a region is lost halfway"
        )
        skew = self.settings.failover.clock_skew_seconds - 1
        figures = ChaosTest(regions, apis, merchants, emulator, processor, self.say, skew).run(
            self.extent.payments
        )
        self.found(*figures.problems())
        self.say(f"chaos: {figures}")
        self._search_payers(regions)
        self._verify_signatures([region.name for region in regions])
        for drill in DRILLS[: self.extent.drills]:
            self._drill(drill, emulator, deployment, flat, given)

    def _search_payers(self, regions: Sequence[Region]) -> None:
        payers = search(regions, self.settings)
        self.found(*payers.problems())
        self.say(f"payers: {payers.kept} are kept in their jurisdiction, {len(payers.strayed)} elsewhere")

    def _verify_signatures(self, regions: Sequence[str]) -> None:
        found = signatures(regions)
        self.found(*found.problems(regions))
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
        hurried = {**given, TIMEOUT_VARIABLE: str(DRILL_TIMEOUT_SECONDS)}
        with deployment.broken(f"{self.settings.system}-{drill.stack}", drill.address, drill.edit):
            emulator.ask("/_rehearsal/calls", True)
            tested = integrate(flat, hurried, self.task.scratch, tests=self.tests, chosen=drill.tests)
            said = [*tested.problems, *refused(emulator.ask("/_rehearsal/calls"))]
        unfound = cause_unsaid(drill, said)
        self.found(*([unfound] if unfound else []))
        self.say(f"drill: {drill.what}: {'not found' if unfound else 'found, and its cause named'}")

    def _check_access(
        self,
        emulator: Emulator,
        processor: ProcessorServer,
        deployment: Deployment,
        regions: Sequence[Region],
    ) -> None:
        self.say("permissions: paths that payments did not take are taken, and all calls compared with roles")
        try:
            found = check_access(emulator, deployment.scratch / "stacks", regions, processor)
        except WaitTimeoutError as error:
            found = [str(error)]
        self.found(*found)
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
                region.api_url,
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
                self.found(str(error))
                return
        self.say(f"load: {load}")
        self.say(
            f"load: this is the speed of an emulator on {os.cpu_count()} cores, which functions, workflows "
            f"and {LOAD_CUSTOMERS} customers share; it says nothing of AWS"
        )
        if not load.promised:
            self.found("under load no payment was accepted")
        self.say(
            f"load: Terraform was killed with {dying.result()} functions updated, and run again meanwhile"
        )
        settle(load.promised, regions)
        audited = audit(load.promised, regions, processor.processor)
        self.found(*audited.wrong)
        if audited.final != audited.accepted:
            self.found(f"{audited.accepted - audited.final} payments of the load are not final")
        self.say(f"load: {audited.accepted} accepted, {audited.final} final, {len(audited.wrong)} wrong")
