"""Times and numbers as items hold them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from handlers.domain.ports import Item

_HOUR: Final = len("2026-03-01T00")
_MINUTE: Final = len("2026-01-31T12:00")


def text_of(at: datetime) -> str:
    """A time in UTC as text of one width, so that texts sort as times do."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def time_of(text: str) -> datetime:
    """The time that `text_of` wrote. Raises ValueError for what is no time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hour_of(at: datetime) -> str:
    """The hour of a time, as the beginning of its text."""
    return text_of(at)[:_HOUR]


def minute_of(at: datetime) -> str:
    """The minute of a time, as the beginning of its text."""
    return text_of(at)[:_MINUTE]


def seconds_of(at: datetime) -> int:
    """A time in seconds since 1970, whole ones: how a table is told when to forget an item."""
    return int(at.timestamp())


def shard_of(name: str, shards: int) -> int:
    """The same number below `shards` for the same name, evenly spread."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % shards


def text(item: Item, name: str) -> str:
    """The text under `name`; "" where there is none."""
    value = item.get(name)
    return value if isinstance(value, str) else ""


def number(item: Item, name: str) -> int:
    """The whole number under `name`; 0 where there is none."""
    value = item.get(name)
    return int(value) if isinstance(value, int) else 0


def change_name(epoch: int, version: int) -> str:
    """What a change is called among those of its payment; names sort as changes follow each other."""
    return f"{epoch:06d}#{version:06d}"


def payment_pk(payment_id: str) -> str:
    """The key under which all of a payment stands."""
    return f"PAYMENT#{payment_id}"
