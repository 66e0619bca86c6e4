"""How many payments a merchant may ask for a second, in one region: tallies in the region's own table,
`RATE#<merchant>#<window>#<shard>` / `TALLY`.

A limit protects everybody else's share of the region. It is no rule about money: where the tally cannot be
had, the request is let through. A tally that is throttled can be had no more for the flood it counts, and
turns the request away. Whoever is over its limit is not counted again, so that a flood costs no writes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from handlers.domain.errors import PaymentError, ThrottledError
from handlers.domain.merchant import Merchant
from handlers.domain.ports import Key, RequestTallies
from handlers.stores.items import seconds_of, shard_of

WINDOW_SECONDS: Final = 10  # a burst of as many seconds' worth is let through
SHARD_REQUESTS: Final = 500  # a second; one key takes 1,000 writes (DynamoDB, partition limits)
_RESPITE: Final = timedelta(seconds=1)  # after which a throttled key takes its writes again
_MOST: Final = 1_000  # merchants over their limit that are remembered


class Rates:
    """Counts requests by merchant. `per_second` is the limit of those whose profile names none."""

    def __init__(self, tallies: RequestTallies, per_second: int) -> None:
        self._tallies, self._per_second = tallies, per_second
        self._over_until: dict[str, datetime] = {}

    def admits(self, merchant: Merchant, request: str, now: datetime) -> bool:
        """Count a request of a merchant, and tell whether it is within the limit; `request` spreads them.

        Windows are fixed: over the edge between two of them twice the limit may pass.
        """
        if merchant.id in self._over_until and now < self._over_until[merchant.id]:
            return False
        limit = merchant.payments_per_second or self._per_second
        shards = -(-limit // SHARD_REQUESTS)
        window = seconds_of(now) // WINDOW_SECONDS
        key = Key(f"RATE#{merchant.id}#{window}#{shard_of(request, shards)}", "TALLY")
        try:
            tally = self._tallies.count(key, expires_at=(window + 2) * WINDOW_SECONDS)
        except ThrottledError:
            self._turn_away(merchant, now + _RESPITE)
            return False
        except PaymentError:
            return True
        if tally * shards > limit * WINDOW_SECONDS:
            self._turn_away(merchant, datetime.fromtimestamp((window + 1) * WINDOW_SECONDS, UTC))
            return False
        return True

    def _turn_away(self, merchant: Merchant, until: datetime) -> None:
        self._over_until.pop(merchant.id, None)
        if len(self._over_until) >= _MOST:
            self._over_until.pop(next(iter(self._over_until)))
        self._over_until[merchant.id] = until
