"""The tags that blocks set themselves: a name for what AWS gives none, the class of stored data, and what
calls a function.
"""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """What a store holds; it decides where copies may live (brief on residency, R80)."""

    TOKENISED = "tokenised"  # opaque tokens, amounts, states: may be replicated
    PERSONAL = "personal"  # names, card numbers, addresses: never leaves its region
    LOGS = "logs"
    CODE = "code"


def labels(
    *, name: str | None = None, data_class: DataClass | None = None, trigger: str | None = None
) -> dict[str, str]:
    """Tags for a resource: `Name` for one without a name of its own, `DataClass` for a store, `Trigger`
    (what calls it) for a function.
    """
    tags = {"DataClass": data_class and data_class.value, "Name": name, "Trigger": trigger}
    return {key: value for key, value in tags.items() if value is not None}
