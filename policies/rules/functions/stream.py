"""No record of a stream is lost, and none holds up the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import as_list, is_known

KEPT_SECONDS: Final = 24 * 3600
"""How long a stream keeps a record (DynamoDB Developer Guide, "Change data capture for DynamoDB Streams")."""

MOST_RETRIES: Final = 10_000
PARTIAL: Final = "ReportBatchItemFailures"


def check(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A mapping that starts somewhere in a stream retries parts of a batch, and gives up in time, not in
    silence.

    Queues have no starting position and a redrive policy of their own.
    """
    if not mapping.get("starting_position"):
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(mapping, "starting_position", ("TRIM_HORIZON",))
    yield from expect.true(mapping, "bisect_batch_on_function_error")
    yield from expect.between(mapping, "maximum_retry_attempts", 1, MOST_RETRIES)
    yield from expect.between(mapping, "maximum_record_age_in_seconds", 60, KEPT_SECONDS - 1)
    yield from expect.dead_letter(
        mapping, configuration, "destination_config.on_failure.destination_arn", "sqs", "sns"
    )
    types = mapping.get("function_response_types")
    if types is not None and not is_known(types):
        yield unknown(f"function_response_types is {types}, which only the plan can tell")
    elif PARTIAL not in as_list(types):
        yield fail(f"function_response_types lacks {PARTIAL}")


_SOUND: Final = {
    "starting_position": "TRIM_HORIZON",
    "bisect_batch_on_function_error": True,
    "maximum_retry_attempts": 100,
    "maximum_record_age_in_seconds": 43200,
    "function_response_types": [PARTIAL],
}


def _mapping(arn: str = "${aws_sqs_queue.failed.arn}", **values: object) -> Terraform:
    return {
        "resource": {
            "aws_sqs_queue": {"failed": {}},
            "aws_lambda_function": {"other": {}},
            "aws_lambda_event_source_mapping": {
                "example": {
                    **_SOUND,
                    "destination_config": {"on_failure": {"destination_arn": arn}},
                    **values,
                }
            },
        }
    }


RULE = Rule(
    id="functions-stream",
    title="Streams lose no record, and none holds up the others",
    severity=Severity.HIGH,
    types=("aws_lambda_event_source_mapping",),
    scope="configuration",
    check=check,
    rationale=(
        "By default one bad record is retried with its whole batch until the stream forgets it after a day, "
        "and every later change of its shard with it; then it is gone, and nobody was notified."
    ),
    remediation=(
        "Set starting_position TRIM_HORIZON, bisect, ReportBatchItemFailures, bounded retries and age, and "
        "destination_config.on_failure with an SqsQueue."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R63",),
    examples=Examples(
        passing=(
            _mapping(),
            _mapping("arn:aws:sqs:xx-test-1:999988887777:failed-zq7", maximum_record_age_in_seconds=60),
        ),
        failing=(
            _mapping("${aws_lambda_function.other.arn}"),
            _mapping(destination_config=None),
            _mapping(starting_position="LATEST"),
            _mapping(bisect_batch_on_function_error=False),
            _mapping(maximum_retry_attempts=-1),
            _mapping(maximum_record_age_in_seconds=-1),
            _mapping(maximum_record_age_in_seconds=86400),
            _mapping(maximum_record_age_in_seconds=None),
            _mapping(function_response_types=[]),
            _mapping(function_response_types=None),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_lambda_event_source_mapping={"event_source_arn": "${aws_sqs_queue.a.arn}"}),
        ),
        unknown=(Status.UNKNOWN, _mapping("${var.queue}")),
    ),
)
