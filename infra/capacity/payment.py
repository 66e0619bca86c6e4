"""What one payment costs of the ledger and of the services, when all goes well.

Counted from what the functions do (handlers.stores.payments, handlers.stores.claims); tests hold the two
against each other. Units are write request units: one for each item of up to 1 KB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMMITS: Final = 6  # received, validated, screened, authorized, captured, settled
POSTINGS: Final = 2  # the capture's and the settlement's
CLAIMS: Final = 1  # of the idempotency key; written by itself
ITEMS_OF_A_COMMIT: Final = 2  # the state and the change, in one transaction
TRANSACTIONAL: Final = 2  # each write of a transaction is charged twice: prepared and committed
EVENTS: Final = COMMITS  # each change is told on the bus
EVENTS_A_REQUEST: Final = 10  # PutEvents takes so many
FUNCTIONS: Final = 15  # of one region

OPEN_SHARDS: Final = 128  # of each home region's worklist
SWEEP_PAGE: Final = 100  # payments of a shard that one sweep works on
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
    """The worklist's index is sorted by the time of the change, so each change moves its item: the old one
    is deleted, the new one put. The first only puts, and coming to rest only deletes.
    """
    return 1 + 2 * (COMMITS - 2) + 1


_ITEMS: Final = COMMITS * ITEMS_OF_A_COMMIT + POSTINGS

ACTING: Final = Writes(CLAIMS + _ITEMS * TRANSACTIONAL, COMMITS, _by_open())
"""In the region that acts for the payment."""

COPYING: Final = Writes(CLAIMS + _ITEMS, COMMITS, _by_open())
"""In every other region: copies are written one by one, and move the same items of the indexes."""
