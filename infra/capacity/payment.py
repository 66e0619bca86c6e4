"""What one payment costs of the ledger and of the services, when all goes well.

Counted from what the functions do (handlers.stores: payments, worklist, claims); tests hold the two against
each other. Units are write request units: one for each item of up to 1 KB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMMITS: Final = 6  # received, validated, screened, authorized, captured, settled
POSTINGS: Final = 2  # the capture's and the settlement's
CLAIMS: Final = 1  # of the idempotency key; written by itself
ITEMS_OF_A_COMMIT: Final = 2  # the state and the change, in one transaction
TRANSACTIONAL: Final = 2  # each write of a transaction is charged twice: prepared and committed
# At worst: none of a payment that goes well is told on the bus, and that it came to be in doubt is.
EVENTS: Final = 1
EVENTS_A_REQUEST: Final = 10  # PutEvents takes so many
FUNCTIONS: Final = 15  # of one region

ENTRIES: Final = 3  # of the worklist: opened, moved at the capture, closed at the settlement
LOOKS: Final = 1  # the one that finds the payment paid out; written by itself
SWEEPS_A_MINUTE: Final = 1


@dataclass(frozen=True, slots=True)
class Writes:
    """Write units of one payment: of the table, of the index by merchant, of the worklist's index."""

    table: int
    by_merchant: int
    by_open: int

    @property
    def total(self) -> int:
        """All of them count against the table's quota."""
        return self.table + self.by_merchant + self.by_open


def _by_open() -> int:
    """The worklist's index is keyed by what something is open for, sorted by when it is due. Each change of
    these moves an item: the old one is deleted, the new one put. The first only puts, the last only deletes.
    """
    return 1 + 2 * (ENTRIES - 2) + 2 * LOOKS + 1


BY_OPEN_BUSIEST: Final = 4
"""Of these, those of one list: a pay-out is put, moved by its look, and deleted."""

_ITEMS: Final = COMMITS * ITEMS_OF_A_COMMIT + POSTINGS + ENTRIES

ACTING: Final = Writes(CLAIMS + LOOKS + _ITEMS * TRANSACTIONAL, COMMITS, _by_open())
"""In the region that acts for the payment."""

COPYING: Final = Writes(CLAIMS + LOOKS + _ITEMS, COMMITS, _by_open())
"""In every other region: copies are written one by one, and move the same items of the indexes."""
