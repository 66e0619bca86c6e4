"""Every region's personal store, searched for payers that belong to another jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from handlers.adapters.attributes import item_of
from handlers.stores.items import text
from infra.systems.global_payments.settings import Settings
from tests.integration.deployed import Region

_PAYER: Final = "PERSON#"
_NOBODY_KNOWS: Final = "nobody knows which region"
_IN_ADDRESSES: Final = "@"  # every payer has an e-mail address


@dataclass(frozen=True, slots=True)
class Payers:
    """kept: how many payers are where they may be. strayed: a sentence for each that is not."""

    kept: int
    strayed: tuple[str, ...]

    def problems(self) -> tuple[str, ...]:
        """What must not be, as sentences: a search that finds nobody at all has shown nothing."""
        return self.strayed if self.kept else (*self.strayed, "no region keeps a payer")


def search(regions: Iterable[Region], settings: Settings) -> Payers:
    """Look at every item of every region's personal table."""
    kept, strayed = 0, []
    for region in regions:
        homes = {each.name for each in settings.payers_of(settings.region(region.name))}
        pages = region.client("dynamodb").get_paginator("scan")
        for page in pages.paginate(TableName=region["personal_table_name"]):
            for item in map(item_of, page["Items"]):
                if text(item, "pk").startswith(_PAYER) or _IN_ADDRESSES in _texts(item):
                    payment = region.payments.load(text(item, "pk").removeprefix(_PAYER))
                    # A request that failed leaves a payer without a payment: the item says whose it is.
                    whose = payment.home_region if payment else str(item.get("home_region") or _NOBODY_KNOWS)
                    if whose in homes:
                        kept += 1
                    else:
                        strayed.append(f"{region} keeps {text(item, 'pk')}, a payer of {whose}")
    return Payers(kept, tuple(strayed))


def _texts(item: Mapping[str, Any]) -> str:
    return " ".join(str(value) for value in item.values())
