"""`data-global`: the ledger and the receipts, of which both regions have copies, each under its own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.data.global_table import GlobalTableSpec, add_global_table
from infra.blocks.data.ledger import BY_MERCHANT, BY_OPEN
from infra.blocks.labels import DataClass
from infra.blocks.payments.names import LEDGER, RECEIPTS
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.replicated import ReplicatedBucketSpec, add_replicated_bucket
from infra.stack import GlobalStack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import App

    from infra.systems.disaster_recovery.foundation import Foundation
    from infra.systems.disaster_recovery.settings import Settings


class Data(GlobalStack):
    """The shared data. Receipts are copied both ways: what the standby writes is there when it gives back."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundations: Sequence[Foundation]) -> None:
        super().__init__(scope, settings, "data-global")
        outputs = {each.home.name: self.outputs_of(each) for each in foundations}
        keys = {region: found["data_key_arn"] for region, found in outputs.items()}
        logs = {region: found["log_bucket_name"] for region, found in outputs.items()}
        places = [self.place(settings.primary), self.place(settings.secondary)]
        ledger = GlobalTableSpec(LEDGER, DataClass.TOKENISED, keys, (BY_MERCHANT, BY_OPEN))
        ageing = Ageing(settings.retention.hot_days, settings.profile.record_days)
        receipts = ReplicatedBucketSpec(RECEIPTS, DataClass.TOKENISED, ageing, keys, logs)
        self.output("ledger_table_name", self.names.table(LEDGER), "Ledger, alike in both regions")
        self.place().publish(add_global_table(places, ledger), add_replicated_bucket(places, receipts))
