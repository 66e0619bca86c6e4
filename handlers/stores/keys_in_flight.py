"""Idempotency keys in flight: one request at a time makes the payment of a key.

A payment that exists is the record of its key, for good. A claim only bridges the time until it
exists: `KEY#<payment>` / `CLAIM`, with the hash of the request and a lease.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from handlers.domain.errors import PaymentError
from handlers.domain.ports import EXPIRES, AbsentOr, ConditionFailedError, Key, Ledger, Put, Same
from handlers.stores.items import seconds_of, text

LEASE: Final = timedelta(seconds=35)  # longer than the function that claims may run
_KEPT: Final = timedelta(days=1)


class KeyInFlightError(PaymentError):
    """Another request with the key and the same body is under way."""


class KeyReusedError(PaymentError):
    """The key was used with another body."""


class KeysInFlight:
    """Those of the ledger table."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def begin(self, payment_id: str, request_hash: str, now: datetime) -> None:
        """Begin the making of a payment. Raises KeyInFlightError, KeyReusedError."""
        item = _item(payment_id, request_hash, now + LEASE, now)
        stale = AbsentOr({"request_hash": request_hash}, below={"claimed_until": seconds_of(now)})
        try:
            self._ledger.write(Put(item, stale))
        except ConditionFailedError:
            held = self._ledger.get(Key(f"KEY#{payment_id}", "CLAIM"))
            if held and text(held, "request_hash") != request_hash:
                raise KeyReusedError("the key was used with another body") from None
            raise KeyInFlightError("a request with the key is under way") from None

    def release(self, payment_id: str, request_hash: str, now: datetime) -> None:
        """Let the next request with the same body try at once."""
        item = _item(payment_id, request_hash, now - timedelta(seconds=1), now)
        try:
            self._ledger.write(Put(item, Same({"request_hash": request_hash})))
        except ConditionFailedError:
            return  # somebody else's by now


def _item(payment_id: str, request_hash: str, until: datetime, now: datetime) -> dict[str, str | int]:
    return {
        "pk": f"KEY#{payment_id}",
        "sk": "CLAIM",
        "request_hash": request_hash,
        "claimed_until": seconds_of(until),
        EXPIRES: seconds_of(now + _KEPT),
    }
