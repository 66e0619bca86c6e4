"""A log stream: where one writer's entries stand in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_log_stream import CloudwatchLogStream

if TYPE_CHECKING:
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class LogStreamSpec:
    """A stream of the group of that name: `id` is its Terraform id."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class LogStream:
    """A stream that was added. Its name and ARN are tokens."""

    id: str
    name: str
    arn: str


def add_log_stream(place: Place, spec: LogStreamSpec) -> LogStream:
    """Add the log stream."""
    stream = CloudwatchLogStream(
        place.stack, spec.id, name=spec.name, log_group_name=spec.group, provider=place.provider
    )
    return LogStream(spec.id, stream.name, stream.arn)
