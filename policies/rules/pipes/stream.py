"""A pipe loses no record of a stream, is not held up by one, and finds in it what it looks for."""

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
from policies.values import is_known

_STREAMS: Final = (
    "source_parameters.dynamodb_stream_parameters",
    "source_parameters.kinesis_stream_parameters",
)
_LIMITS: Final = ("maximum_record_age_in_seconds", "maximum_retry_attempts")
_VIEWS: Final = {
    "NewImage": ("NEW_IMAGE", "NEW_AND_OLD_IMAGES"),
    "OldImage": ("OLD_IMAGE", "NEW_AND_OLD_IMAGES"),
}
"""What a filter may ask for, and the views of a stream that have it (DynamoDB API, StreamSpecification)."""


def check(pipe: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A pipe that reads a stream gives up a record in time, by its age or its attempts, and puts it into a
    dead-letter queue: by default it tries until the stream forgets it. The images of which its filters ask
    are in the stream (EventBridge User Guide, "Amazon EventBridge Pipes batching and concurrency").
    """
    found = [block for block in _STREAMS if pipe.blocks(block)]
    if not found:
        yield NOT_APPLICABLE
        return
    for block in found:
        yield from expect.dead_letter(pipe, configuration, f"{block}.dead_letter_config.arn", "sqs", "sns")
        limits = [pipe.get(f"{block}.{name}") for name in _LIMITS]
        hidden = [value for value in limits if not is_known(value)]
        if not any(limit is not None and (expect.number(limit) or -1) >= 0 for limit in limits):
            said = f"neither {' nor '.join(_LIMITS)} of it is limited: one bad record holds up its shard"
            yield unknown(said) if hidden else fail(said, "limits")
    yield from _imaged(pipe, configuration)


def _imaged(pipe: Resource, configuration: Configuration) -> Iterator[Judgement]:
    table = configuration.target(pipe, pipe.get("source"))
    if table is None or table.type != "aws_dynamodb_table":
        return
    view = table.get("stream_view_type")
    for block in pipe.blocks("source_parameters.filter_criteria.filter"):
        for image, views in _VIEWS.items():
            if image in str(block.get("pattern")) and view not in views:
                said = f"stream_view_type of {table.address} is {view}, in which no filter finds {image}"
                yield fail(said, image) if is_known(view) else unknown(said)


def _pipe(
    view: str = "NEW_IMAGE", kept: str | None = "${aws_sqs_queue.example.arn}", **more: object
) -> Terraform:
    stream = {
        "starting_position": "TRIM_HORIZON",
        "maximum_retry_attempts": 5,
        "dead_letter_config": {"arn": kept} if kept else None,
        **more,
    }
    filters = {"filter": [{"pattern": '{"dynamodb": {"NewImage": {"status": {"S": ["POSTED"]}}}}'}]}
    said = {"dynamodb_stream_parameters": stream, "filter_criteria": filters}
    return resources(
        aws_dynamodb_table={"name": "ledger-zq7", "stream_view_type": view},
        aws_sqs_queue={},
        aws_pipes_pipe={"source": "${aws_dynamodb_table.example.stream_arn}", "source_parameters": said},
    )


RULE = Rule(
    id="pipes-stream",
    title="Pipes that read streams lose no record, and are not held up by one",
    severity=Severity.HIGH,
    types=("aws_pipes_pipe",),
    scope="configuration",
    check=check,
    rationale=(
        "By default a pipe tries one bad record until the stream forgets it, and every later change of its "
        "shard waits. A filter that asks for an image which the stream does not have lets nothing pass."
    ),
    remediation=(
        "Set dead_letter_config and maximum_retry_attempts in the parameters of the stream, and "
        "stream_view_type='NEW_AND_OLD_IMAGES' on the DynamodbTable."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R63",),
    examples=Examples(
        passing=(
            _pipe(kept="arn:aws:sqs:xx-test-1:999988887777:failed-zq7"),
            _pipe(
                "NEW_AND_OLD_IMAGES",
                "arn:aws:sqs:xx-test-1:999988887777:failed-zq7",
                maximum_retry_attempts=None,
                maximum_record_age_in_seconds=3600,
            ),
        ),
        failing=(
            _pipe(kept=None),
            _pipe("KEYS_ONLY"),
            _pipe(maximum_retry_attempts=-1),
            _pipe(maximum_retry_attempts=None),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_pipes_pipe={"source": "${aws_sqs_queue.work.arn}"})),
        unknown=(Status.UNKNOWN, _pipe(kept="${var.queue}")),
    ),
)
