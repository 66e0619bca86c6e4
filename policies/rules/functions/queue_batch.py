"""One bad message of a batch is not the whole batch's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.arn import is_arn_of
from policies.configuration import Configuration
from policies.expect import number
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
from policies.rules.functions.stream import PARTIAL
from policies.values import as_list, is_known

_QUEUE: Final = "aws_sqs_queue"


def check(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A mapping that takes several messages of a queue at once lets the function name those that failed.

    Lambda Developer Guide, "Handling errors for an SQS event source in Lambda": without it, all messages of
    the batch come back; unless said, a batch has ten.
    """
    source, types = mapping.get("event_source_arn"), mapping.get("function_response_types")
    queue = configuration.target(mapping, source)
    of_queue = is_arn_of("sqs", source) if queue is None else queue.type.removeprefix("data.") == _QUEUE
    if not of_queue or number(mapping.get("batch_size")) == 1:
        yield NOT_APPLICABLE
    elif not is_known(types):
        yield unknown(f"function_response_types is {types}, which only the plan can tell")
    elif PARTIAL not in as_list(types):
        yield fail(f"function_response_types lacks {PARTIAL}: one bad message has the whole batch done again")


def _mapping(source: str = "${aws_sqs_queue.inbox.arn}", **values: object) -> Terraform:
    return {
        "resource": {
            _QUEUE: {"inbox": {"name": "inbox-zq7"}},
            "aws_kinesis_stream": {"changes": {"name": "changes-zq7"}},
            "aws_lambda_event_source_mapping": {"example": {"event_source_arn": source, **values}},
        }
    }


RULE = Rule(
    id="functions-queue-batch",
    title="Functions say which messages of a batch failed",
    severity=Severity.MEDIUM,
    types=("aws_lambda_event_source_mapping",),
    scope="configuration",
    check=check,
    rationale=(
        "A batch that comes back as a whole is done again as a whole: nine payments that went well are taken "
        "twice for the tenth, and end with it among the dead letters."
    ),
    remediation='Set function_response_types=["ReportBatchItemFailures"], and return batchItemFailures.',
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:SC-24"),
    requirements=("R63", "R70"),
    examples=Examples(
        passing=(_mapping(function_response_types=[PARTIAL]),),
        failing=(
            _mapping(),
            _mapping(function_response_types=[]),
            _mapping("arn:aws:sqs:xx-test-1:999988887777:inbox-zq7", batch_size=10),
        ),
        absent=(Status.NOT_APPLICABLE, _mapping("${aws_kinesis_stream.changes.arn}")),
        unknown=(Status.UNKNOWN, _mapping(function_response_types="${var.types}")),
    ),
)
