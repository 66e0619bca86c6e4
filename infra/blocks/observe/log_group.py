"""A log group: encrypted under a key of ours, and kept for as long as the place says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup

from infra.blocks.labels import DataClass, labels

if TYPE_CHECKING:
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class LogGroupSpec:
    """A log group: `id` is its Terraform id."""

    id: str
    name: str
    key_arn: str


@dataclass(frozen=True, slots=True)
class LogGroup:
    """A log group that was added. Its name and ARN are tokens; `resource` is for what waits for it."""

    id: str
    name: str
    arn: str
    resource: CloudwatchLogGroup


def add_log_group(place: Place, spec: LogGroupSpec) -> LogGroup:
    """Add the log group."""
    group = CloudwatchLogGroup(
        place.stack,
        spec.id,
        name=spec.name,
        retention_in_days=place.defaults.log_days,
        kms_key_id=spec.key_arn,
        deletion_protection_enabled=place.defaults.deletion_protection,
        tags=labels(data_class=DataClass.LOGS),
        provider=place.provider,
    )
    return LogGroup(spec.id, group.name, group.arn, group)
