"""Cards, one a customer: one that pays more than five times in ten minutes is declined (handlers.screen)."""

from __future__ import annotations

from handlers.shared.card import passes_luhn


def card_of(customer: int) -> str:
    """The number of a customer's card, which the simulated processor approves: below ten million."""
    begin = f"42424242{customer:07d}"
    return next(number for digit in range(10) if passes_luhn(number := f"{begin}{digit}"))
