"""Merchants, and who may speak for them: `MERCHANT#<id>` / `PROFILE`, `CALLER#<arn>` / `MERCHANT`."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.shared.merchant import Limits, Merchant
from handlers.shared.ports import Key, Table
from handlers.stores.items import number, text


class Merchants:
    """Merchants by id and by caller."""

    def __init__(self, ledger: Table) -> None:
        self._ledger = ledger

    def get(self, merchant_id: str) -> Merchant | None:
        """Return the merchant, or None."""
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

    def of_caller(self, caller: str) -> Merchant | None:
        """Return the merchant that a caller speaks for, by the caller's ARN without a session's name."""
        item = self._ledger.get(Key(f"CALLER#{caller}", "MERCHANT"))
        return self.get(text(item, "merchant_id")) if item else None
