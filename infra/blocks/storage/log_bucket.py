"""The bucket that takes the access logs of other buckets of its region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.labels import DataClass
from infra.blocks.storage.bucket import Bucket, BucketSpec, add_bucket
from infra.blocks.storage.bucket_policy import access_logs_from, load_balancer_logs, recorded_configuration
from infra.blocks.storage.lifecycle import Ageing

if TYPE_CHECKING:
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class LogBucketSpec:
    """A bucket for access logs: `id` is its Terraform id, `what` goes into its name.

    logged: what goes into the names of the buckets whose use it logs, which other stacks may make.
    balancers: below which prefixes load balancers deliver their logs.
    recorder: below which prefix AWS Config delivers what it records.
    """

    id: str
    what: str
    logged: tuple[str, ...]
    balancers: tuple[str, ...] = ()
    recorder: str = ""


def add_log_bucket(place: Place, spec: LogBucketSpec) -> Bucket:
    """Add the bucket. It keeps what it takes for as long as log groups do, under S3's own key: log delivery
    does not write under a customer's.
    """
    logged = [place.bucket_arn(place.bucket_name(what)) for what in spec.logged]
    return add_bucket(
        place,
        BucketSpec(
            id=spec.id,
            what=spec.what,
            data_class=DataClass.LOGS,
            ageing=Ageing(expire_after=place.defaults.log_days),
            key_arn=None,
            logs_to=None,
            grants=lambda arn: (
                access_logs_from(place, arn, *logged),
                *([load_balancer_logs(place, arn, *spec.balancers)] if spec.balancers else []),
                *(recorded_configuration(place, arn, spec.recorder) if spec.recorder else ()),
            ),
        ),
    )
