"""How often, and how much, a card and a merchant pay: counters in the region's own table.

Each payment counts once, however often it is counted. It is counted before it is judged, so that of
payments that arrive together no more than the limit can pass.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from handlers.shared.errors import StoreUnavailableError
from handlers.shared.money import Money
from handlers.shared.ports import Absent, Add, ConditionFailedError, Key, Put, Table
from handlers.shared.velocity import LONG_WINDOW_SECONDS, SHORT_WINDOW_SECONDS, Velocity
from handlers.stores.items import number, shard_of, text_of, time_of

_MERCHANT_SHARDS: Final = 8  # a big merchant's counter takes more writes than one item does
_ONE: Final = 1


class Counters:
    """Counts payments by card and by merchant in windows of fixed length."""

    def __init__(self, personal: Table) -> None:
        self._personal = personal

    def count(
        self, payment_id: str, card_token: str, merchant_id: str, money: Money, now: datetime
    ) -> Velocity:
        """Count a payment, once, and return the counts at the time when it was counted first."""
        marker = Key(f"COUNTED#{payment_id}", "COUNTED")
        expires = int(now.timestamp()) + 2 * LONG_WINDOW_SECONDS
        shard = shard_of(payment_id, _MERCHANT_SHARDS)
        try:
            self._personal.write(
                Put({"pk": marker.pk, "sk": marker.sk, "at": text_of(now), "expires_at": expires}, Absent()),
                Add(_card(card_token, now), {"payments": _ONE}, expires),
                Add(_merchant(merchant_id, now, shard), {"payments": _ONE}, expires),
                Add(
                    _history(card_token, money.currency, now),
                    {"payments": _ONE, "minor": money.minor},
                    expires,
                ),
            )
        except ConditionFailedError:
            counted = self._personal.get(marker)
            if counted is None:
                raise StoreUnavailableError("a payment's counting was seen and not found") from None
            now = time_of(str(counted["at"]))
        merchant = sum(
            self._number(_merchant(merchant_id, now, each), "payments") for each in range(_MERCHANT_SHARDS)
        )
        history = _history(card_token, money.currency, now)
        return Velocity(
            card_payments=self._number(_card(card_token, now), "payments"),
            merchant_payments=merchant,
            card_payments_long=self._number(history, "payments"),
            card_minor_long=self._number(history, "minor"),
        )

    def is_denied(self, card_token: str) -> bool:
        """Tell whether a card is on the deny list."""
        return self._personal.get(Key(f"DENIED#{card_token}", "CARD")) is not None

    def _number(self, key: Key, name: str) -> int:
        item = self._personal.get(key)
        return number(item, name) if item else 0


def _window(now: datetime, seconds: int) -> int:
    return int(now.timestamp()) // seconds


def _card(token: str, now: datetime) -> Key:
    return Key(f"VELOCITY#card#{token}#{_window(now, SHORT_WINDOW_SECONDS)}", "COUNT")


def _merchant(merchant_id: str, now: datetime, shard: int) -> Key:
    return Key(f"VELOCITY#merchant#{merchant_id}#{_window(now, SHORT_WINDOW_SECONDS)}#{shard}", "COUNT")


def _history(token: str, currency: str, now: datetime) -> Key:
    return Key(f"HISTORY#card#{token}#{_window(now, LONG_WINDOW_SECONDS)}", currency)
