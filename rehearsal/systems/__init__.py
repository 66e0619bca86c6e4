"""How each system is used once it is deployed: one module a system, and a line of REHEARSALS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rehearsal.rehearsal import Rehearsal
from rehearsal.systems.disaster_recovery import DisasterRecovery
from rehearsal.systems.global_payments import GlobalPayments
from rehearsal.systems.onprem_migration import OnPremMigration
from rehearsal.systems.pci_web_app import PciWebApp
from rehearsal.systems.region_migration import RegionMigration

REHEARSALS: Final[Mapping[str, type[Rehearsal]]] = {
    "global_payments": GlobalPayments,
    "disaster_recovery": DisasterRecovery,
    "onprem_migration": OnPremMigration,
    "region_migration": RegionMigration,
    "pci_web_app": PciWebApp,
}
"""By system; what takes longest comes first."""
