"""`data-global`: the tokenised data that the regions share, each copy under its own region's key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.data.global_table import GlobalTableSpec, add_global_table
from infra.blocks.data.ledger import BY_MERCHANT, BY_OPEN
from infra.blocks.labels import DataClass
from infra.blocks.payments.names import LEDGER, RECEIPTS
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.replicated import ReplicatedBucketSpec, add_replicated_bucket
from infra.stack import GlobalStack
from infra.systems.global_payments.settings import ReplicatedStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf import App

    from infra.place import Place
    from infra.systems.global_payments.foundation import Foundation
    from infra.systems.global_payments.settings import Settings


class Data(GlobalStack):
    """The ledger and the receipts.

    Where a region's residency is `regional`, its ledger is a table of its own and its receipts are
    not copied; the regions that replicate share the rest.
    """

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundations: Sequence[Foundation]) -> None:
        super().__init__(scope, settings, "data-global")
        outputs = {each.home.name: self.outputs_of(each) for each in foundations}
        keys = {region: found["data_key_arn"] for region, found in outputs.items()}
        logs = {region: found["log_bucket_name"] for region, found in outputs.items()}
        ledger = GlobalTableSpec(LEDGER, DataClass.TOKENISED, keys, (BY_MERCHANT, BY_OPEN))
        ageing = Ageing(settings.retention.hot_days, settings.profile.record_days)
        receipts = ReplicatedBucketSpec(RECEIPTS, DataClass.TOKENISED, ageing, keys, logs)
        self.output("ledger_table_name", self.names.table(LEDGER), "Ledger, alike in every region")
        for places in self._sharing(ReplicatedStore.LEDGER):
            self.place().publish(add_global_table(places, ledger))
        for places in self._sharing(ReplicatedStore.RECEIPTS):
            self.place().publish(add_replicated_bucket(places, receipts))

    def _sharing(self, store: ReplicatedStore) -> Iterator[list[Place]]:
        """The places that share a store, its owner first, and alone each that shares it with none."""
        shared = self.settings.replicated(store)
        yield from ([self.place(region)] for region in self.settings.regions if region not in shared)
        if shared:
            yield [self.place(region) for region in shared]
