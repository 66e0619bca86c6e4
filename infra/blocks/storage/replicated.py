"""Buckets that hold the same objects: one in each of several regions, each replicated to all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.labels import DataClass
from infra.blocks.storage.bucket import Bucket, BucketSpec, LogTarget, add_bucket
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.replication import Copy, ReplicationSpec, add_replication, replication_role
from infra.place import Output

if TYPE_CHECKING:
    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class ReplicatedBucketSpec:
    """A bucket in each of several regions. `id` goes into the names; Terraform ids are `id` and the code of
    their region.

    key_arns: the key of each region, by its name.
    log_buckets: the names of the buckets for access logs, likewise; other stacks make them.
    """

    id: str
    data_class: DataClass
    ageing: Ageing
    key_arns: Mapping[str, str]
    log_buckets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReplicatedBucket:
    """What was added: the bucket of each region."""

    id: str
    buckets: Mapping[RegionLike, Bucket]

    @property
    def outputs(self) -> Iterator[Output]:
        """The name of each."""
        for region, bucket in self.buckets.items():
            description = f"{self.id.capitalize()} of {region.name}"
            yield Output(f"{self.id}_bucket_name_{region.code}", bucket.name, description)


def add_replicated_bucket(places: Sequence[Place], spec: ReplicatedBucketSpec) -> ReplicatedBucket:
    """Add a bucket in each place, and its replication to every other; in a single place there is none."""
    copies = [_add_copy(place, spec) for place in places]
    for copy in copies:
        peers = tuple(peer for peer in copies if peer is not copy)
        if peers:
            role = replication_role(copy.place.names, spec.id, copy.place.region)
            replication = ReplicationSpec(f"{copy.bucket.id}_replication", role, copy, peers)
            add_replication(copy.place, replication)
    return ReplicatedBucket(spec.id, {copy.place.region: copy.bucket for copy in copies})


def _add_copy(place: Place, spec: ReplicatedBucketSpec) -> Copy:
    region = place.region
    key_arn = spec.key_arns[region.name]
    bucket = BucketSpec(
        id=f"{spec.id}_{region.code}",
        what=spec.id.replace("_", "-"),
        data_class=spec.data_class,
        ageing=spec.ageing,
        key_arn=key_arn,
        logs_to=LogTarget(spec.log_buckets[region.name]),
    )
    return Copy(place, add_bucket(place, bucket), key_arn)
