"""A table's stream as a function's source: filtered, and without a record that is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cdktf_cdktf_provider_aws.data_aws_dynamodb_table import DataAwsDynamodbTable
from cdktf_cdktf_provider_aws.lambda_event_source_mapping import (
    LambdaEventSourceMapping,
    LambdaEventSourceMappingDestinationConfig,
    LambdaEventSourceMappingDestinationConfigOnFailure,
    LambdaEventSourceMappingFilterCriteria,
    LambdaEventSourceMappingFilterCriteriaFilter,
    LambdaEventSourceMappingMetricsConfig,
)

if TYPE_CHECKING:
    from infra.blocks.compute.function import Function
    from infra.place import Place

BATCH: Final = 100
GATHERING_SECONDS: Final = 1
# A record is given up, its place noted in the queue, half a day before the stream forgets it (24 hours).
MAX_AGE_SECONDS: Final = 12 * 3600
MAX_RETRIES: Final = 100


@dataclass(frozen=True, slots=True)
class StreamSpec:
    """Which records of the table's stream go to the function, and where their places go when they fail."""

    id: str
    table_name: str
    pattern: Mapping[str, Any]
    failed_arn: str
    key_arn: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream that was connected: its Terraform id; as tokens its own ARN and the stream's."""

    id: str
    arn: str
    stream_arn: str


def add_stream(place: Place, spec: StreamSpec, function: Function) -> Stream:
    """Call the function with the stream of the table in this region, which may be a replica."""
    table = DataAwsDynamodbTable(
        place.stack, f"{spec.id}_table", name=spec.table_name, provider=place.provider
    )
    mapping = LambdaEventSourceMapping(
        place.stack,
        spec.id,
        event_source_arn=table.stream_arn,
        function_name=function.alias_arn,
        starting_position="TRIM_HORIZON",
        batch_size=BATCH,
        maximum_batching_window_in_seconds=GATHERING_SECONDS,
        filter_criteria=LambdaEventSourceMappingFilterCriteria(
            filter=[LambdaEventSourceMappingFilterCriteriaFilter(pattern=json.dumps(spec.pattern))]
        ),
        kms_key_arn=spec.key_arn,
        # One bad record costs itself, and not those around it.
        bisect_batch_on_function_error=True,
        function_response_types=["ReportBatchItemFailures"],
        maximum_retry_attempts=MAX_RETRIES,
        maximum_record_age_in_seconds=MAX_AGE_SECONDS,
        destination_config=LambdaEventSourceMappingDestinationConfig(
            on_failure=LambdaEventSourceMappingDestinationConfigOnFailure(destination_arn=spec.failed_arn)
        ),
        metrics_config=LambdaEventSourceMappingMetricsConfig(metrics=["EventCount"]),
        provider=place.provider,
    )
    return Stream(spec.id, mapping.arn, table.stream_arn)
