"""A card in memory: never stored, never shown. Its representation says nothing of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

_NUMBER: Final = re.compile(r"[0-9]{12,19}")  # ISO/IEC 7812-1: up to 19 digits
_GROUPS: Final = re.compile(r"[0-9](?:[ ._-]?[0-9])*")  # as people write them
_BETWEEN: Final = re.compile(r"[ ._-]")


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


def is_card_number(text: str) -> bool:
    """Tell whether a text could be a card's number."""
    return _NUMBER.fullmatch(text) is not None and passes_luhn(text)


def ungrouped(text: str) -> str:
    """Return a text without what people write between groups of digits."""
    return _BETWEEN.sub("", text)


def holds_card_number(text: str) -> bool:
    """Tell whether a card's number could stand in a text."""
    return any(is_card_number(ungrouped(digits)) for digits in _GROUPS.findall(text))


def has_expired(year: int, month: int, today: date) -> bool:
    """Tell whether a card is past its last month. A card is good to the end of it."""
    return (year, month) < (today.year, today.month)
