"""What a function fails to process is kept aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
)
from policies.resource import Resource
from policies.rules.functions._failures import caller_that_does_not_wait, failures_kept


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function that something calls without waiting has a dead-letter queue or topic, or a failure
    destination.

    Who waits (an API, a workflow), and what reads a queue or a stream, keeps a failure itself; where a
    function has a dead-letter queue all the same, that is judged.
    """
    has_one = function.get("dead_letter_config") is not None
    if not has_one and caller_that_does_not_wait(function, configuration) is None:
        yield NOT_APPLICABLE
        return
    yield from failures_kept(function, configuration)


def _function(arn: str | None = None, **config: object) -> Terraform:
    letter = {"dead_letter_config": {"target_arn": arn}} if arn is not None else {}
    return {
        "resource": {
            "aws_sqs_queue": {"failed": {}},
            "aws_lambda_function": {"example": {"function_name": "settle-zq7", **letter}, "other": {}},
            "aws_cloudwatch_event_target": {"nightly": {"arn": "${aws_lambda_function.example.arn}"}},
            "aws_lambda_function_event_invoke_config": {
                "config": {"function_name": "settle-zq7", **config} if config else {}
            },
        }
    }


_ON_FAILURE: Final = {"on_failure": {"destination": "${aws_sqs_queue.failed.arn}"}}

RULE = Rule(
    id="functions-dead-letter",
    title="Functions keep what they fail to process",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "An asynchronous invocation is retried twice and then dropped. Without a dead-letter queue the "
        "event, and the payment in it, leaves no trace."
    ),
    remediation="Set dead_letter_config with the target_arn of an SqsQueue of the function's region.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R46", "R70"),
    examples=Examples(
        passing=(
            _function("${aws_sqs_queue.failed.arn}"),
            _function(destination_config=_ON_FAILURE),
        ),
        failing=(
            _function(),
            _function("${aws_lambda_function.other.arn}"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.queue}")),
    ),
)
