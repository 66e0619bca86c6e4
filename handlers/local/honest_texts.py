"""Texts without a card number, as merchants and payers write them: how many of each kind the scanner of
card numbers takes for one all the same. Made up, the same every time.
"""

from __future__ import annotations

import random
import string
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from handlers.domain.card_numbers import holds_card_number

# Texts of a kind: the standard deviation of a rate is one percent at most.
EACH: Final = 2000
_FROM: Final = datetime(2024, 1, 1, tzinfo=UTC)
_SECONDS: Final = 5 * 365 * 86_400
_NAMES: Final = ("Ada", "José", "Anne-Marie", "Nguyễn", "O'Neill", "Müller", "李", "Smith", "van der Berg")


def _digits(random_: random.Random, count: int) -> str:
    return "".join(random_.choices(string.digits, k=count))


def _time(random_: random.Random) -> datetime:
    return _FROM + timedelta(seconds=random_.randrange(_SECONDS), microseconds=random_.randrange(10**6))


def _phone(random_: random.Random) -> str:
    """E.164: a country's code and what its national numbers have."""
    code, count = random_.choice(
        (("1", 10), ("44", 10), ("49", 11), ("33", 9), ("65", 8), ("91", 10), ("55", 11))
    )
    return f"+{code} {_digits(random_, count)}"


KINDS: Final[Mapping[str, Callable[[random.Random], str]]] = {
    "counters of up to 11 digits, with a word": lambda r: f"order-{r.randrange(1, 10**11)}",
    "year and counter: `INV-2026-000123`": lambda r: f"INV-{_time(r):%Y}-{_digits(r, 6)}",
    "day and counter: `20260314-000123`": lambda r: f"{_time(r):%Y%m%d}-{_digits(r, 6)}",
    "times to the second: `2026-03-14 15:09:26`": lambda r: f"{_time(r):%Y-%m-%d %H:%M:%S}",
    "times to the microsecond: `20260314150926535897`": lambda r: f"{_time(r):%Y%m%d%H%M%S%f}",
    "milliseconds since 1970": lambda r: f"{_time(r).timestamp() * 1000:.0f}",
    "microseconds since 1970": lambda r: f"{_time(r).timestamp() * 1_000_000:.0f}",
    "telephone numbers": _phone,
    "UUIDs": lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4)),
    "32 hexadecimal digits": lambda r: f"{r.getrandbits(128):032x}",
    "names": lambda r: f"{r.choice(_NAMES)} {r.choice(_NAMES)} {r.randrange(1, 2100)}",
    "e-mail addresses": lambda r: f"{r.choice(string.ascii_lowercase)}{_digits(r, 8)}@example.com",
    "three groups of an order: `123-1234567-1234567`": lambda r: "-".join(_digits(r, n) for n in (3, 7, 7)),
    "any 12 digits": lambda r: _digits(r, 12),
    "any 16 digits": lambda r: _digits(r, 16),
    "any 19 digits": lambda r: _digits(r, 19),
}


@cache
def taken_for_cards(kind: str) -> int:
    """Return how many of EACH texts of a kind are taken to hold a card number."""
    random_ = random.Random(kind)  # noqa: S311 (the same texts every time; no secret)
    return sum(holds_card_number(KINDS[kind](random_)) for _ in range(EACH))
