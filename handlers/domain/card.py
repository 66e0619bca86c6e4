"""A card in memory: never stored, never shown. Its representation says nothing of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a payer gives it. `repr` and `str` leave every field out."""

    number: str = field(repr=False)
    expiry_year: int = field(repr=False)
    expiry_month: int = field(repr=False)
    security_code: str = field(repr=False)

    @property
    def last_digits(self) -> str:
        """The last four digits, which may be stored and shown (PCI DSS 3.4.1)."""
        return self.number[-4:]


def passes_luhn(number: str) -> bool:
    """Tell whether the digits end in the right check digit (ISO/IEC 7812-1, annex B)."""
    if not number.isascii() or not number.isdigit():
        return False
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def has_expired(year: int, month: int, today: date) -> bool:
    """Tell whether a card is past its last month. A card is good to the end of it."""
    return (year, month) < (today.year, today.month)
