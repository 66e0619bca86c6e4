"""`data-global`: the tokenised data that the regions share, each copy under its own region's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.data.table import Index, Replica, TableSpec, add_replicas, add_table
from infra.blocks.labels import DataClass
from infra.blocks.storage.bucket import BucketSpec, add_bucket
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.replication import Copy, add_replication
from infra.settings import ReplicatedStore
from infra.stack import GlobalStack
from infra.systems.global_payments import names
from infra.systems.global_payments.foundation import Output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import App

    from infra.settings import Region, Settings
    from infra.systems.global_payments.foundation import Foundation

# Payments of one merchant, newest last. The key carries a shard: a big merchant's payments would
# otherwise meet in one partition, which takes 1,000 writes a second.
BY_MERCHANT: Final = Index("by_merchant", partition_key="merchant_shard", sort_key="created_at")


class Data(GlobalStack):
    """The ledger and the receipts.

    Where a region's residency is `regional`, its ledger is a table of its own and its receipts are
    not copied; the regions that replicate share the rest (C4, R80).
    """

    def __init__(self, scope: App, settings: Settings, foundations: Sequence[Foundation]) -> None:
        super().__init__(scope, settings, "data-global")
        self._keys: dict[str, str] = {}
        self._log_buckets: dict[str, str] = {}
        for foundation in foundations:
            outputs = self.outputs_of(foundation)
            self._keys[foundation.home.name] = outputs[Output.DATA_KEY]
            self._log_buckets[foundation.home.name] = outputs[Output.LOG_BUCKET]
        self._add_ledger()
        self._add_receipts()

    def _add_ledger(self) -> None:
        shared = self.settings.replicated(ReplicatedStore.LEDGER)
        apart = tuple(region for region in self.settings.regions if region not in shared)
        for owner in (*shared[:1], *apart):
            table = add_table(
                self.place(owner),
                TableSpec(
                    id=f"ledger_{owner.code}",
                    name=names.ledger_table(self.names),
                    data_class=DataClass.TOKENISED,
                    streamed=True,
                    index=BY_MERCHANT,
                ),
                key_arn=self._keys[owner.name],
            )
            self.output(f"ledger_table_arn_{owner.code}", table.arn, f"Ledger of {owner.name}")
            if owner in apart:
                continue
            self.output("ledger_table_name", table.name, "Ledger, alike in every region")
            replicas = [Replica(self.place(region), self._keys[region.name]) for region in shared[1:]]
            arns = add_replicas(table, replicas, resource_id="ledger", data_class=DataClass.TOKENISED)
            for region, arn in zip(shared[1:], arns, strict=True):
                self.output(f"ledger_table_arn_{region.code}", arn, f"Ledger of {region.name}")

    def _add_receipts(self) -> None:
        copies = {region.name: self._add_receipts_bucket(region) for region in self.settings.regions}
        shared = self.settings.replicated(ReplicatedStore.RECEIPTS)
        for region in shared:
            peers = [copies[peer.name] for peer in shared if peer is not region]
            if peers:
                add_replication(
                    copies[region.name],
                    peers,
                    resource_id=f"receipts_{region.code}_replication",
                    role_name=names.receipts_replication_role(self.names, region),
                )

    def _add_receipts_bucket(self, region: Region) -> Copy:
        place, key_arn = self.place(region), self._keys[region.name]
        bucket = add_bucket(
            place,
            BucketSpec(
                id=f"receipts_{region.code}",
                what=names.RECEIPTS,
                data_class=DataClass.TOKENISED,
                ageing=Ageing(self.settings.retention.hot_days, self.settings.profile.record_days),
                key_arn=key_arn,
                log_bucket=self._log_buckets[region.name],
            ),
        )
        self.output(f"receipts_bucket_name_{region.code}", bucket.name, f"Receipts of {region.name}")
        return Copy(place, bucket, key_arn)
