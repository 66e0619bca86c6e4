"""How often and how much a card, a payer, a range of cards and a merchant pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=10)  # it slides: the time around each payment, before it and after it
DAY: Final = timedelta(days=1)  # of which a merchant's usual traffic is worked out
HISTORY: Final = timedelta(days=30)
MOST_COUNTED: Final = 100  # payments of a card or a payer in a window; a limit is lower
RANGE_DIGITS: Final = 6  # the shortest number of an issuer (ISO/IEC 7812-1: 8 digits, 6 before 2017)


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whose payments count together with one: their tokens under each of the region's keys, those of the
    key that is in use first. There are none where another region took the payment.
    """

    cards: tuple[str, ...] = field(repr=False, default=())
    payers: tuple[str, ...] = field(repr=False, default=())
    ranges: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Velocity:
    """Payments of the window, the payment itself included; and of the history those before it, in its
    currency alone, with what they amount to in its minor units. Of a long history it is a sample.
    `usual_payments` is how many the merchant has in a window by the day before, as far as that was asked.
    """

    card_payments: int
    payer_payments: int
    range_payments: int
    merchant_payments: int
    earlier_payments: int
    earlier_minor: int
    usual_payments: int = 0
