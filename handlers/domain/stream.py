"""What a table's stream tells of an item."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.domain.ports import Item


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """One write: the item before (None for a new one) and after (None for one deleted or expired)."""

    sequence_number: str
    before: Item | None
    after: Item | None
