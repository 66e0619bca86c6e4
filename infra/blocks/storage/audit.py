"""A bucket of audit logs that AWS delivers, under a key of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.labels import DataClass
from infra.blocks.network.flow_archive import PREFIX
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key
from infra.blocks.storage.bucket import Bucket, BucketSpec, LogTarget, add_bucket
from infra.blocks.storage.bucket_policy import flow_logs
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.storage.lifecycle import Ageing
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class AuditSpec:
    """A bucket of flow logs: `id` is its Terraform id, `what` goes into its name and into its key's."""

    id: str
    what: str
    ageing: Ageing
    logs_to: LogTarget


@dataclass(frozen=True, slots=True)
class Audit:
    """A bucket that was added."""

    id: str
    bucket: Bucket

    @property
    def outputs(self) -> Iterator[Output]:
        """Its name, and its ARN for what is delivered."""
        yield from self.bucket.outputs
        yield Output(f"{self.id}_arn", self.bucket.arn)


def add_audit(place: Place, spec: AuditSpec) -> Audit:
    """Add the key and the bucket, which takes the flow logs of the account's networks in the region."""
    key = add_key(place, KeySpec(spec.what, "Audit logs of networks", KeyUses(("s3",), delivered_logs=True)))
    bucket = BucketSpec(
        id=spec.id,
        what=spec.what,
        data_class=DataClass.LOGS,
        ageing=spec.ageing,
        key_arn=key.arn,
        logs_to=spec.logs_to,
        grants=lambda arn: flow_logs(place, arn, PREFIX),
    )
    return Audit(spec.id, add_bucket(place, bucket))
