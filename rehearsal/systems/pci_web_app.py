"""`pci_web_app`: the container, told what its task definition says, asked by its public name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from infra.systems.pci_web_app.settings import Settings
from rehearsal import account
from rehearsal.emulator.process import Emulator
from rehearsal.rehearsal import Rehearsal
from rehearsal.tasks import NOT_STARTED, task
from tests.containers.web.mysql import PASSWORD, USER, listening
from tests.integration.deployed import read_outputs

_HTTPS: Final = 443
_MYSQL: Final = 3306


@dataclass
class PciWebApp(Rehearsal):
    """The rehearsal of the web application."""

    settings: Settings
    tests: ClassVar[tuple[str, ...]] = ("tests/integration/test_web_application.py",)

    def prepare(self, emulator: Emulator) -> None:
        """Make the secrets of the database, and the zone of the domain."""
        wanted = self.settings.database
        login = {"username": USER, "password": PASSWORD}
        secrets = dict.fromkeys((wanted.administrator_secret, wanted.application_secret), login)
        account.prepare(emulator, self.settings.primary_region, secrets, wanted.secrets_key_alias)
        account.add_zone(emulator, self.settings.domain, self.settings.primary_region)

    def use(self, emulator: Emulator, flat: Path) -> None:
        """Run the container, register it as ECS does, and ask for it by its public name."""
        outputs = read_outputs(flat)
        self.say(NOT_STARTED)
        self.say(
            "no Aurora runs here: behind its endpoints listens what speaks as much MySQL as a login takes"
        )
        hosts = [outputs["rds_cluster_endpoint"], outputs["rds_cluster_reader_endpoint"]]
        clients, folder = account.clients(emulator, self.settings.primary_region), self.task.scratch / "task"
        with listening(self.authority.issue(*hosts)) as database:
            told = {
                "REHEARSAL_HOSTS": json.dumps({f"{host}:{_MYSQL}": database.port for host in hosts}),
                "DATABASE_CA": str(self.authority.certificate),
            }
            with task(clients, folder, outputs["alb_arn"], _HTTPS, told) as service:
                self.integrate(flat, emulator.credentials() | self.outside)
                self.say(f"the container ended with status {service.end()}")
