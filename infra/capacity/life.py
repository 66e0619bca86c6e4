"""What a payment's life costs of each key, as it was recorded from the functions (handlers.local.life)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

FILE: Final = Path(__file__).parent / "life.json"


@dataclass(frozen=True, slots=True)
class Use:
    """What one function takes of the partition keys of a role, all parts together, in DynamoDB's units.

    of: whose payments meet in a key: of one `payment`, of one `merchant`, or of one `home` region.
    parts: over how many keys they are spread; `most`: over as many as let no key have more a second.
    copied: the writes in each copy of the table.
    every: where the function keeps what it has read, the seconds after which an execution reads again.
    """

    function: str
    table: str
    key: str
    of: str
    parts: int
    most: int | None
    reads: float
    writes: float
    copied: float
    every: float | None


@dataclass(frozen=True, slots=True)
class Life:
    """What each payment takes, from the request to the pay-out; and each minute without any."""

    of_a_payment: tuple[Use, ...]
    of_a_minute: tuple[Use, ...]

    @classmethod
    def read(cls) -> Self:
        """Return what was recorded."""
        recorded = json.loads(FILE.read_text(encoding="utf-8"))
        return cls(**{name: tuple(Use(**use) for use in uses) for name, uses in recorded.items()})
