"""What rehearsals of payments share: the processor, and the secrets that account set-up makes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rehearsal import account
from rehearsal.emulator.process import Emulator
from rehearsal.processor import ProcessorServer
from rehearsal.rehearsal import Rehearsal

if TYPE_CHECKING:
    from infra.systems.disaster_recovery.settings import Settings as PairSettings
    from infra.systems.global_payments.settings import Settings as GlobalSettings
    from infra.systems.onprem_migration.settings import Settings as MovingSettings

PROCESSOR_KEY: Final = "the-processor-of-the-rehearsal"


@dataclass
class PaymentRehearsal(Rehearsal):
    """A rehearsal beside which the processor answers, for as long as AWS is emulated."""

    settings: GlobalSettings | PairSettings | MovingSettings
    processor: ProcessorServer = field(init=False)

    def start_beside(self, beside: ExitStack) -> Mapping[str, int]:
        """Start the processor."""
        host = self.settings.processor.host
        self.processor = ProcessorServer(self.authority, host=host, key=PROCESSOR_KEY)
        return {host: beside.enter_context(self.processor).port}

    def prepare(self, emulator: Emulator) -> None:
        """Make the secrets in each region, and the zone of the domain."""
        for region in self.settings.regions:
            account.prepare(emulator, region.name, self.secrets(region.name), self.settings.secrets.key_alias)
        account.add_zone(emulator, self.settings.domain, self.settings.primary_region)

    def secrets(self, region: str) -> Mapping[str, Mapping[str, str]]:
        """The secrets of a region: fields by name."""
        secrets, token_key = self.settings.secrets, hashlib.sha256(region.encode()).digest()
        return {
            secrets.processor: {"api_key": PROCESSOR_KEY},
            secrets.token_key: {"key": base64.b64encode(token_key).decode()},
        }
