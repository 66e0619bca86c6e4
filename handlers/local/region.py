"""One region in one process: the real functions on tables in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeVar

from handlers.local.doors import (
    LocalAlerts,
    LocalEvents,
    LocalReceipts,
    LocalTelemetry,
    LocalTokens,
    LocalWorkflows,
)
from handlers.local.table import MemoryTable
from handlers.shared.ports import Clock, Processor
from handlers.stores.claims import Claims
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments
from handlers.stores.vault import Vault
from handlers.stores.velocity import Counters

_P = TypeVar("_P")


class Region:
    """All ports of a region, by the names that the functions' `Ports` give them."""

    def __init__(self, name: str, clock: Clock, processor: Processor) -> None:
        self.region, self.clock, self.processor = name, clock, processor
        self.regional_urls: Mapping[str, str] = {}
        self.ledger, self.personal = MemoryTable(), MemoryTable()
        self.owners, self.payments = Owners(self.ledger, name), Payments(self.ledger)
        self.merchants, self.claims = Merchants(self.ledger), Claims(self.ledger)
        self.vault, self.counters = Vault(self.personal), Counters(self.personal)
        self.tokens, self.telemetry = LocalTokens(), LocalTelemetry()
        self.events, self.receipts, self.alerts = LocalEvents(), LocalReceipts(), LocalAlerts()
        self.workflows = LocalWorkflows()

    def ports(self, kind: type[_P]) -> _P:
        """Return a function's `Ports`, filled by the names of its fields."""
        return kind(**{field.name: getattr(self, field.name) for field in fields(kind)})  # type: ignore[arg-type]

    def run_pending(self) -> None:
        """Run what was started."""
        self.workflows.waiting.clear()
