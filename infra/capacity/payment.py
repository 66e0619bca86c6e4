"""What one payment costs of the ledger and of the services, when all goes well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from infra.capacity.life import Life

# At worst: none of a payment that goes well is told on the bus, and that it came to be in doubt is.
EVENTS: Final = 1
EVENTS_A_REQUEST: Final = 10  # PutEvents takes so many
FUNCTIONS: Final = 15  # of one region that are called by payments, and not by a schedule
SWEEPS_A_MINUTE: Final = 1


@dataclass(frozen=True, slots=True)
class Writes:
    """Write units of the ledger and its indexes for one payment: all of them count against the table's quota.

    acting: in the region that acts for the payment.
    copying: in every other region: copies are written one by one, and move the same items of the indexes.
    """

    acting: float
    copying: float


def writes(life: Life) -> Writes:
    """Return what was recorded of the ledger."""
    uses = [use for use in life.of_a_payment if use.table.partition("/")[0] == "ledger"]
    return Writes(sum(use.writes for use in uses), sum(use.copied for use in uses))
