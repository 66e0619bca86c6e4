"""What one payment costs of the ledger and of the services: one that goes well, and one in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from handlers.domain.lifecycle import Cost, Lifecycle
    from infra.systems.global_payments.settings import Settings

# At worst: none of a payment that goes well is told on the bus, and that it came to be in doubt is.
EVENTS: Final = 1
EVENTS_A_REQUEST: Final = 10  # PutEvents takes so many
FUNCTIONS: Final = 16  # of one region that are called by payments, and not by a schedule
SWEEPS_A_MINUTE: Final = 1


@dataclass(frozen=True, slots=True)
class Writes:
    """Write units of the ledger and its indexes for one payment: all of them count against the table's quota.

    acting: in the region that acts for the payment.
    copying: in every other region: copies are written one by one, and move the same items of the indexes.
    """

    acting: float
    copying: float


def in_doubt(settings: Settings, tps: float) -> float:
    """How many of so many payments a second come to be in doubt: as many as the alarm on them lets pass."""
    return tps * settings.operations.doubt_percent / 100


def writes(settings: Settings, lifecycle: Lifecycle) -> Writes:
    """Return what was recorded of the ledger, of one payment in the long run."""
    straight, beyond = _of_the_ledger(lifecycle.of_a_payment), _of_the_ledger(lifecycle.of_a_doubt)
    return Writes(
        straight.acting + in_doubt(settings, beyond.acting),
        straight.copying + in_doubt(settings, beyond.copying),
    )


def _of_the_ledger(cost: Cost) -> Writes:
    uses = [use.units for use in cost.uses if use.role.table.partition("/")[0] == "ledger"]
    return Writes(sum(units.writes for units in uses), sum(units.copied for units in uses))
