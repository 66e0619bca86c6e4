"""`region_migration`: the container in both regions, asked by the public name while the weights move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

import urllib3

from infra.systems.region_migration.settings import Settings
from rehearsal import account
from rehearsal.emulator.process import Emulator
from rehearsal.gating import Gates
from rehearsal.migrating import MigrationRehearsal
from rehearsal.tasks import NOT_STARTED, task
from tests.containers.web.service import Service
from tests.integration.deployed import read_outputs
from tests.integration.waiting import wait_until

REQUESTS: Final = 200  # of each phase; at 10 % all of them miss a side once in a billion
_HTTPS: Final = 443
_PATIENCE: Final = 120.0  # seconds in which a health check finds an endpoint well


@dataclass
class RegionMigration(MigrationRehearsal):
    """The rehearsal of the migration."""

    settings: Settings
    tests: ClassVar[tuple[str, ...]] = ("tests/integration/test_web_application.py",)

    def prepare(self, emulator: Emulator) -> None:
        """Make the secrets of the database in both regions, and the zone of the domain."""
        wanted = self.settings.database
        login = {"username": wanted.administrator, "password": "of-no-database"}
        secrets = dict.fromkeys((wanted.administrator_secret, wanted.application_secret), login)
        for region in self.settings.regions:
            account.prepare(emulator, region.name, secrets, wanted.secrets_key_alias)
        account.add_zone(emulator, self.settings.domain, self.settings.primary_region)

    def use(self, emulator: Emulator, flat: Path) -> None:
        """Run a container in each region, ask for them by the public name in each phase, and the gates."""
        outputs = read_outputs(flat)
        self.say(NOT_STARTED)
        self.say("the container is that of pci_web_app: no Aurora runs here for it to be ready with")
        self.say("no release is tried: there is no CodeDeploy, so that listeners forward to one group alone")
        with ExitStack() as beside:
            tasks = {
                self.settings.side(region): beside.enter_context(
                    task(
                        account.clients(emulator, region.name),
                        self.task.scratch / "tasks" / region.code,
                        outputs[f"alb_arn_{region.code}"],
                        _HTTPS,
                        {"DATABASE_CA": str(self.authority.certificate)},
                    )
                )
                for region in self.settings.regions
            }
            wait_until(
                lambda: not emulator.ask("/_rehearsal/unwell"), "the endpoints being well", within=_PATIENCE
            )
            self.integrate(flat, emulator.credentials() | self.outside)
            self._ask_gates(emulator)
            self._phase(emulator, outputs["url"], tasks)
            for _ in self.steps():
                self._phase(emulator, outputs["url"], tasks)
            for side, service in tasks.items():
                self.say(f"the container of the {side} region ended with status {service.end()}")

    def _phase(self, emulator: Emulator, url: str, tasks: Mapping[str, Service]) -> None:
        """Ask at the public name, and see which region answers; the weights are those of the phase."""
        phase, wanted = self.settings.phase, dict(self.settings.current.weights)
        weights = _weights(account.clients(emulator, self.settings.primary_region)("route53"), url)
        if weights != wanted:
            self.found(f"in {phase} the records have the weights {weights}, and not {wanted}")
        before = {side: _answered(service) for side, service in tasks.items()}
        statuses = Counter(self._ask(url) for _ in range(REQUESTS))
        if statuses != {200: REQUESTS}:
            self.found(f"in {phase} requests are answered {dict(statuses)}")
        taken = {side: _answered(service) - before[side] for side, service in tasks.items()}
        for side, weight in wanted.items():
            if bool(taken[side]) != bool(weight):
                self.found(f"in {phase} the {side} region has {weight} %, and answered {taken[side]} times")
        told = ", ".join(f"{side} {wanted[side]} % and {taken[side]} requests" for side in wanted)
        self.say(f"{phase}: {told}, by the public name and the rules of the load balancers")

    def _ask(self, url: str) -> int:
        """The status of an answer, over a connection of its own; 0 where there is none."""
        named = urlsplit(url)
        pool = urllib3.HTTPSConnectionPool(
            "127.0.0.1",
            self.names.hosts[f"{named.hostname}:{_HTTPS}"],
            ca_certs=str(self.authority.certificate),
            server_hostname=named.hostname,
            assert_hostname=named.hostname,
        )
        try:
            return pool.request("GET", "/", headers={"Host": str(named.hostname)}, retries=False).status
        except urllib3.exceptions.HTTPError:
            return 0

    def _ask_gates(self, emulator: Emulator) -> None:
        problems = list(Gates(emulator, self.settings, self.task.folder).problems())
        self.found(*problems)
        self.say(
            f"gates of {self.settings.phase}: not go before anything is measured, go after it, no-go "
            f"once one does not hold; {len(problems)} answers were others"
        )


def _answered(service: Service) -> int:
    """How many requests of callers a container has answered; health checks ask another path."""
    return sum(line["event"] == "request" and line["route"] == "/" for line in service.lines())


def _weights(dns: Any, url: str) -> dict[str, int]:
    """The weight of each side's record of the public name, in percent, as Route 53 tells it."""
    name = f"{urlsplit(url).hostname}."
    return {
        record["SetIdentifier"]: record["Weight"]
        for zone in dns.list_hosted_zones()["HostedZones"]
        for record in dns.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
        if record["Name"] == name and "Weight" in record
    }
