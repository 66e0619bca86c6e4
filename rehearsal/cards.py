"""Cards, one a customer: one that pays more than five times in ten minutes is declined, and so are many
of one range (handlers.functions.screen).
"""

from __future__ import annotations

from handlers.domain.card import passes_luhn

_RANGES = 90_000


def card_of(customer: int) -> str:
    """The number of a customer's card, which the simulated processor approves: below a thousand million.
    Customers in a row have ranges of their own.
    """
    begin = f"4{10_000 + customer % _RANGES}{customer:09d}"
    return next(number for digit in range(10) if passes_luhn(number := f"{begin}{digit}"))
