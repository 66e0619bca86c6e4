"""How the ledger is read besides by key, and what of its stream is told, as its functions expect it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.domain.events import HEARD
from infra.blocks.data.table import Index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.names import RegionLike

# Payments of one merchant, newest last. The key carries a shard: a big merchant's payments would
# otherwise meet in one partition, which takes 1,000 writes a second.
BY_MERCHANT: Final = Index("merchant_shard-created_at", partition_key="merchant_shard", sort_key="created_at")

# What something is left to do for, by what it is and when it is due. Sparse: what is closed carries no shard.
BY_OPEN: Final = Index("open_shard-due_at", partition_key="open_shard", sort_key="due_at")


def own_notified_changes(region: RegionLike) -> Mapping[str, object]:
    """What `region` wrote and is published: every region's stream carries the changes of all."""
    return {
        "eventName": ["INSERT"],
        "dynamodb": {
            "Keys": {"sk": {"S": [{"prefix": "CHANGE#"}]}},
            "NewImage": {"writer_region": {"S": [region.name]}, "state": {"S": [*HEARD]}},
        },
    }
