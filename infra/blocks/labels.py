"""The tags that blocks set themselves: a name for what AWS gives none, the class of stored data, and what
calls a function.
"""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """What a store holds; it decides where copies may live."""

    TOKENISED = "tokenised"  # opaque tokens, amounts, states: may be replicated
    PERSONAL = "personal"  # names, card numbers, addresses: never leaves its region
    LOGS = "logs"
    CODE = "code"


def store_labels(data_class: DataClass, jurisdiction: str | None = None) -> dict[str, str]:
    """Tags for a store of data: its class, and of personal data also under whose law it is kept.

    Raises ValueError for personal data without a jurisdiction.
    """
    if data_class is not DataClass.PERSONAL:
        return labels(data_class=data_class)
    if jurisdiction is None:
        raise ValueError("personal data is kept under a law: its store needs a jurisdiction")
    return {**labels(data_class=data_class), "Jurisdiction": jurisdiction}


def labels(
    *, name: str | None = None, data_class: DataClass | None = None, trigger: str | None = None
) -> dict[str, str]:
    """Tags for a resource: `Name` for one without a name of its own, `DataClass` for a store, `Trigger`
    (what calls it) for a function.
    """
    tags = {"DataClass": data_class and data_class.value, "Name": name, "Trigger": trigger}
    return {key: value for key, value in tags.items() if value is not None}
