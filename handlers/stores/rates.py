"""How many payments a merchant may ask for a second, in one region: tallies in the region's own table,
`RATE#<merchant>#<window>#<shard>` / `TALLY`.

A limit protects everybody else's share of the region. It is no rule about money: where the tally cannot be
had, the request is let through.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from handlers.domain.errors import PaymentError
from handlers.domain.merchant import Merchant
from handlers.domain.ports import Key, Tallies
from handlers.stores.items import seconds_of, shard_of

WINDOW_SECONDS: Final = 10  # a burst of as many seconds' worth is let through
SHARD_REQUESTS: Final = 500  # a second; one key takes 1,000 writes (DynamoDB, partition limits)


class Rates:
    """Counts requests by merchant. `per_second` is the limit of those whose profile names none."""

    def __init__(self, tallies: Tallies, per_second: int) -> None:
        self._tallies, self._per_second = tallies, per_second

    def admits(self, merchant: Merchant, request: str, now: datetime) -> bool:
        """Count a request of a merchant, and tell whether it is within the limit; `request` spreads them.

        Windows are fixed: over the edge between two of them twice the limit may pass.
        """
        limit = merchant.payments_per_second or self._per_second
        shards = -(-limit // SHARD_REQUESTS)
        window = seconds_of(now) // WINDOW_SECONDS
        key = Key(f"RATE#{merchant.id}#{window}#{shard_of(request, shards)}", "TALLY")
        try:
            tally = self._tallies.count(key, expires_at=(window + 2) * WINDOW_SECONDS)
        except PaymentError:
            return True
        return tally * shards <= limit * WINDOW_SECONDS
