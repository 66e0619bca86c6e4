"""What a function fails to process is kept aside."""

from __future__ import annotations

import re
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
    fail,
)
from policies.resource import Resource
from policies.rules.functions._failures import caller_that_does_not_wait, failures_kept
from policies.rules.functions._references import function_of

_MAPPING: Final = "aws_lambda_event_source_mapping"
_LETTER: Final = "dead_letter_config.target_arn"
_DEAD: Final = re.compile("dead|dlq|fail|error|redrive|undeliver|reject|parked", re.IGNORECASE)
"""What stands in the name of a queue of dead letters, or of a function that looks after them."""


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function that something calls without waiting has a dead-letter queue or topic, or a failure
    destination; dead letters go to no queue that another function works off as its own work.

    Who waits (an API, a workflow), and what reads a queue or a stream, keeps a failure itself.
    """
    caller = caller_that_does_not_wait(function, configuration)
    if caller is None and function.get(_LETTER) is None:
        yield NOT_APPLICABLE
        return
    if caller is not None:
        yield from failures_kept(function, configuration)
    queue = configuration.target(function, function.get(_LETTER))
    for mapping in configuration.related(queue, _MAPPING, "event_source_arn") if queue is not None else ():
        reader = function_of(mapping, mapping.get("function_name"), configuration)
        if queue is not None and reader not in (None, function) and not _for_dead_letters(queue, reader):
            yield fail(f"its dead letters go to {queue.address}, where {mapping.address} takes them for work")


def _for_dead_letters(queue: Resource, reader: Resource | None) -> bool:
    names = (
        queue.address,
        queue.get("name"),
        reader and reader.address,
        reader and reader.get("function_name"),
    )
    return any(_DEAD.search(str(name)) for name in names)


def _function(arn: str | None = None, work: str = "ingest", **config: object) -> Terraform:
    letter = {"dead_letter_config": {"target_arn": arn}} if arn is not None else {}
    return {
        "resource": {
            "aws_sqs_queue": {"failed": {}, "inbox": {"name": "inbox-zq7"}},
            "aws_lambda_function": {
                "example": {"function_name": "settle-zq7", **letter},
                work: {"function_name": f"{work}-zq7"},
            },
            "aws_cloudwatch_event_target": {"nightly": {"arn": "${aws_lambda_function.example.arn}"}},
            "aws_lambda_function_event_invoke_config": {
                "config": {"function_name": "settle-zq7", **config} if config else {}
            },
            _MAPPING: {
                "inbox": {
                    "event_source_arn": "${aws_sqs_queue.inbox.arn}",
                    "function_name": f"${{aws_lambda_function.{work}.arn}}",
                }
            },
        }
    }


_ON_FAILURE: Final = {"on_failure": {"destination": "${aws_sqs_queue.failed.arn}"}}
_INBOX: Final = "${aws_sqs_queue.inbox.arn}"

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
            _function(_INBOX, work="dead_letters"),
        ),
        failing=(
            _function(),
            _function("${aws_lambda_function.ingest.arn}"),
            _function(_INBOX),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.queue}")),
    ),
)
