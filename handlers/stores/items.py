"""Times and numbers as items hold them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from handlers.shared.ports import Item


def text_of(at: datetime) -> str:
    """A time in UTC as text of one width, so that texts sort as times do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_of(text: str) -> datetime:
    """The time that `text_of` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


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


def payment_pk(payment_id: str) -> str:
    """The key under which all of a payment stands."""
    return f"PAYMENT#{payment_id}"
