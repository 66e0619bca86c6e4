"""`data-global`: the tokenised data that the regions share, each copy under its own region's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.data.table import Index, ReplicaSpec, Table, TableSpec, add_replicas, add_table
from infra.blocks.labels import DataClass
from infra.blocks.storage.bucket import BucketSpec, LogTarget, add_bucket
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.replication import Copy, add_replication
from infra.stack import GlobalStack
from infra.systems.global_payments import names
from infra.systems.global_payments.foundation import Output
from infra.systems.global_payments.settings import ReplicatedStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import App

    from infra.settings import Region
    from infra.systems.global_payments.foundation import Foundation
    from infra.systems.global_payments.settings import Settings

# Payments of one merchant, newest last. The key carries a shard: a big merchant's payments would
# otherwise meet in one partition, which takes 1,000 writes a second.
BY_MERCHANT: Final = Index("by_merchant", partition_key="merchant_shard", sort_key="created_at")

# What something is left to do for, by what it is and when it is due. Sparse: what is closed carries no shard.
BY_OPEN: Final = Index("by_open", partition_key="open_shard", sort_key="due_at")


class Data(GlobalStack):
    """The ledger and the receipts.

    Where a region's residency is `regional`, its ledger is a table of its own and its receipts are
    not copied; the regions that replicate share the rest.
    """

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundations: Sequence[Foundation]) -> None:
        super().__init__(scope, settings, "data-global")
        self._keys: dict[str, str] = {}
        self._logs_to: dict[str, LogTarget] = {}
        for foundation in foundations:
            outputs = self.outputs_of(foundation)
            self._keys[foundation.home.name] = outputs[Output.DATA_KEY]
            self._logs_to[foundation.home.name] = LogTarget(outputs[Output.LOG_BUCKET])
        self.output("ledger_table_name", names.ledger_table(self.names), "Ledger, alike in every region")
        self._add_ledger()
        self._add_receipts()

    def _add_ledger(self) -> None:
        shared = self.settings.replicated(ReplicatedStore.LEDGER)
        for region in self.settings.regions:
            if region not in shared:
                self._add_ledger_table(region)
        if shared:
            owner, *others = shared
            table = self._add_ledger_table(owner)
            replicas = [
                ReplicaSpec(
                    f"ledger_{region.code}",
                    self.place(region),
                    self._keys[region.name],
                    DataClass.TOKENISED,
                )
                for region in others
            ]
            for region, replica in zip(others, add_replicas(table, replicas), strict=True):
                self._publish_ledger(region, replica.arn)

    def _add_ledger_table(self, region: Region) -> Table:
        spec = TableSpec(
            id=f"ledger_{region.code}",
            name=names.ledger_table(self.names),
            data_class=DataClass.TOKENISED,
            key_arn=self._keys[region.name],
            streamed=True,
            indexes=(BY_MERCHANT, BY_OPEN),
        )
        table = add_table(self.place(region), spec)
        self._publish_ledger(region, table.arn)
        return table

    def _publish_ledger(self, region: Region, arn: str) -> None:
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
                logs_to=self._logs_to[region.name],
            ),
        )
        self.output(f"receipts_bucket_name_{region.code}", bucket.name, f"Receipts of {region.name}")
        return Copy(place, bucket, key_arn)
