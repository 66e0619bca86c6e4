"""Merchants, and who may speak for them: `MERCHANT#<id>` / `PROFILE`, `CALLER#<arn>` / `MERCHANT`.

Both are remembered for REMEMBERED: every payment of a merchant reads one item, and no quota raises what one
item can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from handlers.domain.merchant import Limits, Merchant
from handlers.domain.ports import Clock, Key, Ledger
from handlers.stores.items import number, text
from handlers.stores.remembered import Remembered

REMEMBERED: Final = timedelta(seconds=30)
_MOST: Final = 1_000


class Merchants:
    """Merchants by id and by caller, as they were within REMEMBERED."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger, self._clock = ledger, clock
        self._profiles = Remembered[Merchant](REMEMBERED, _MOST)
        self._callers = Remembered[str](REMEMBERED, _MOST)

    def get(self, merchant_id: str) -> Merchant | None:
        """Return the merchant, or None."""
        return self._profiles.get(merchant_id, self._clock.now(), lambda: self._profile(merchant_id))

    def of_caller(self, caller: str) -> Merchant | None:
        """Return the merchant that a caller speaks for, by the caller's ARN without a session's name."""
        merchant_id = self._callers.get(caller, self._clock.now(), lambda: self._spoken_for_by(caller))
        return self.get(merchant_id) if merchant_id else None

    def _spoken_for_by(self, caller: str) -> str | None:
        item = self._ledger.get(Key(f"CALLER#{caller}", "MERCHANT"))
        return text(item, "merchant_id") if item else None

    def _profile(self, merchant_id: str) -> Merchant | None:
        item = self._ledger.get(Key(f"MERCHANT#{merchant_id}", "PROFILE"))
        if item is None:
            return None
        limits, fraud_limits = item.get("limits"), item.get("fraud_limits")
        return Merchant(
            id=merchant_id,
            home_region=text(item, "home_region"),
            country=text(item, "country"),
            active=item.get("active") is True,
            fee_basis_points=number(item, "fee_basis_points"),
            limits={
                currency: Limits(number(each, "least"), number(each, "most"))
                for currency, each in (limits.items() if isinstance(limits, Mapping) else ())
                if isinstance(each, Mapping)
            },
            payments_per_second=number(item, "payments_per_second"),
            payout_days=number(item, "payout_days") or 1,
            fraud_limits=fraud_limits if isinstance(fraud_limits, Mapping) else {},
        )
