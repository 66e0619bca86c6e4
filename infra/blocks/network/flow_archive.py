"""A flow log of all traffic of a VPC, as Parquet in a bucket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.flow_log import FlowLog, FlowLogDestinationOptions

from infra.blocks.labels import labels
from infra.blocks.network.flow_log import AGGREGATION_SECONDS
from infra.blocks.network.vpc import name_within, within

if TYPE_CHECKING:
    from cdktf import ITerraformDependable

    from infra.blocks.network.vpc import Network
    from infra.place import Place

PREFIX: Final = "flow"


@dataclass(frozen=True, slots=True)
class FlowArchiveSpec:
    """The ARN of the bucket that takes the logs; its policy must admit their delivery. A network has one flow
    log of this kind, so it needs no id of its own.

    after: that policy, where the same stack makes it.
    """

    bucket_arn: str
    after: tuple[ITerraformDependable, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowArchive:
    """A flow log that was added: its Terraform id, its ARN as a token."""

    id: str
    arn: str


def add_flow_archive(place: Place, spec: FlowArchiveSpec, network: Network) -> FlowArchive:
    """Log accepted and rejected traffic of the VPC, an object an hour, in partitions that Athena knows."""
    log_id = within(network.id, "flow_archive")
    log = FlowLog(
        place.stack,
        log_id,
        vpc_id=network.vpc_id,
        traffic_type="ALL",
        log_destination_type="s3",
        log_destination=f"{spec.bucket_arn}/{PREFIX}/",
        max_aggregation_interval=AGGREGATION_SECONDS,
        destination_options=FlowLogDestinationOptions(
            file_format="parquet", hive_compatible_partitions=True, per_hour_partition=True
        ),
        tags=labels(name=place.names.of(name_within(network.id, "flow-archive"))),
        depends_on=list(spec.after) or None,
        provider=place.provider,
    )
    return FlowArchive(log_id, log.arn)
