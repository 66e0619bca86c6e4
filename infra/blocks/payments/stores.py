"""What keeps the records of payments in a system of one region: the ledger and the receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.data.ledger import BY_MERCHANT, BY_OPEN
from infra.blocks.data.table import Table, TableSpec, add_table
from infra.blocks.labels import DataClass
from infra.blocks.payments.names import LEDGER, RECEIPTS
from infra.blocks.storage.bucket import Bucket, BucketSpec, LogTarget, add_bucket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.storage.lifecycle import Ageing
    from infra.place import Output, Place


@dataclass(frozen=True, slots=True)
class PaymentStoresSpec:
    """The stores of a region, under one key. logs_to: where uses of the receipts are logged."""

    id: str
    key_arn: str
    ageing: Ageing
    logs_to: LogTarget


@dataclass(frozen=True, slots=True)
class PaymentStores:
    """What was added."""

    id: str
    ledger: Table
    receipts: Bucket

    @property
    def outputs(self) -> Iterator[Output]:
        """Those of each."""
        yield from self.ledger.outputs
        yield from self.receipts.outputs


def add_payment_stores(place: Place, spec: PaymentStoresSpec) -> PaymentStores:
    """Add both, under the same key."""
    ledger = TableSpec(
        id="ledger_table",
        name=place.names.table(LEDGER),
        data_class=DataClass.TOKENISED,
        key_arn=spec.key_arn,
        streamed=True,
        indexes=(BY_MERCHANT, BY_OPEN),
    )
    receipts = BucketSpec(
        "receipts_bucket", RECEIPTS, DataClass.TOKENISED, spec.ageing, spec.key_arn, spec.logs_to
    )
    return PaymentStores(spec.id, add_table(place, ledger), add_bucket(place, receipts))
