"""The tags that blocks set themselves: a name for what AWS gives none, the class of stored data, and what
calls a function.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infra.stack import Place


class DataClass(StrEnum):
    """What a store holds; it decides where copies may live (R80)."""

    TOKENISED = "tokenised"  # opaque tokens, amounts, states: may be replicated
    PERSONAL = "personal"  # names, card numbers, addresses: never leaves its region
    LOGS = "logs"
    CODE = "code"


def store_labels(place: Place, data_class: DataClass) -> dict[str, str]:
    """Tags for a store of data: its class, and of personal data also under whose law it is kept."""
    law = {"Jurisdiction": place.region.law} if data_class is DataClass.PERSONAL else {}
    return {**labels(data_class=data_class), **law}


def labels(
    *, name: str | None = None, data_class: DataClass | None = None, trigger: str | None = None
) -> dict[str, str]:
    """Tags for a resource: `Name` for one without a name of its own, `DataClass` for a store, `Trigger`
    (what calls it) for a function.
    """
    tags = {"DataClass": data_class and data_class.value, "Name": name, "Trigger": trigger}
    return {key: value for key, value in tags.items() if value is not None}
