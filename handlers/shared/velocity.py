"""How often and how much a card and a merchant pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SHORT_WINDOW_SECONDS: Final = 600
LONG_WINDOW_SECONDS: Final = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Velocity:
    """Counts of the short window and sums of the long one, the payment itself included.

    The long window's are of the payment's currency alone, in its minor units.
    """

    card_payments: int
    merchant_payments: int
    card_payments_long: int
    card_minor_long: int
