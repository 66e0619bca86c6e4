"""A function may read what it is to be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.access.names import arn_of, resolved
from policies.arn import matches
from policies.configuration import Configuration
from policies.examples import role
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
from policies.policy_document import Statement
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.functions._references import function_of
from policies.values import is_known

_READING: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_sqs_queue": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "aws_kinesis_stream": ("kinesis:GetRecords", "kinesis:GetShardIterator"),
    "aws_dynamodb_table": ("dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"),
}
"""What Lambda does under the function's role (Lambda Developer Guide, "Using Lambda with Amazon SQS", "Using
Lambda to process records from Amazon Kinesis Data Streams", "Using AWS Lambda with Amazon DynamoDB")."""


def check(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The role of the function that a mapping names may read the queue or stream that it names."""
    source = configuration.target(mapping, mapping.get("event_source_arn"))
    named = mapping.get("function_name")
    function = function_of(mapping, named, configuration)
    if source is None or source.type not in _READING or (function is None and is_known(named)):
        yield NOT_APPLICABLE
        return
    role = configuration.target(function, function.get("role")) if function is not None else None
    allowed = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    if role is None or allowed is None:
        yield unknown(f"what the role of {named} may do, only the plan can tell")
        return
    lacking = [
        action
        for action in _READING[source.type]
        if not any(_is_on(holder, statement, action, source, configuration) for holder, statement in allowed)
    ]
    if lacking:
        others = (
            other.address
            for other in configuration.of(source.type, stack=source.stack)
            for holder, statement in allowed
            if other is not source and _is_on(holder, statement, lacking[0], other, configuration)
        )
        instead = ", ".join(dict.fromkeys(others))
        yield fail(
            f"{role.address} may not {', '.join(lacking)} on {source.address}, which is its source"
            + (f"; it may read {instead}" if instead else "")
        )


def _is_on(
    holder: Resource, statement: Statement, action: str, source: Resource, configuration: Configuration
) -> bool:
    """Whether a statement allows the action on the source, or on the stream of the table."""
    arn = arn_of(source, configuration) or "*"
    names = (arn, f"{arn}/stream/2026-01-01T00:00:00.000")
    return statement.names_action(action) and any(
        f"{source.address}.stream_arn" in text
        or any(matches(resolved(text, holder, configuration), name) for name in names)
        for text in statement.resources
    )


def _mapping(source: str, resource: str, *actions: str, function: str = "reader") -> Terraform:
    allow = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
    return {
        "resource": {
            **role("reader", allow),
            "aws_lambda_function": {
                "reader": {"function_name": "reader-zq7", "role": "${aws_iam_role.reader.arn}"}
            },
            "aws_sqs_queue": {"inbox": {"name": "inbox-zq7"}, "other": {"name": "other-zq7"}},
            "aws_dynamodb_table": {"ledger": {"name": "ledger-zq7"}, "payers": {"name": "payers-zq7"}},
            "aws_sns_topic": {"alerts": {"name": "alerts-zq7"}},
            "aws_lambda_event_source_mapping": {
                "example": {
                    "event_source_arn": f"${{{source}}}",
                    "function_name": f"${{aws_lambda_function.{function}.arn}}",
                }
            },
        }
    }


_INBOX: Final = "aws_sqs_queue.inbox.arn"
_LEDGER: Final = "aws_dynamodb_table.ledger.stream_arn"
_OF_QUEUES: Final = _READING["aws_sqs_queue"]
_OF_TABLES: Final = _READING["aws_dynamodb_table"]

RULE = Rule(
    id="functions-source-rights",
    title="Functions may read the queues and streams that they are given",
    severity=Severity.HIGH,
    types=("aws_lambda_event_source_mapping",),
    scope="configuration",
    check=check,
    rationale=(
        "Lambda refuses the mapping, or polls in vain: no payment is taken from the queue, and no error is "
        "counted at the function, which is never called."
    ),
    remediation="Let the role read the source, or name the source that it may read in event_source_arn.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-6", "nist-800-53-r5:CP-10(2)"),
    requirements=("R63", "R40"),
    examples=Examples(
        passing=(
            _mapping(_INBOX, "${aws_sqs_queue.inbox.arn}", *_OF_QUEUES),
            _mapping(_INBOX, "arn:aws:sqs:*:*:inbox-zq7", "sqs:*"),
            _mapping(_LEDGER, "${aws_dynamodb_table.ledger.stream_arn}", *_OF_TABLES),
            _mapping(_LEDGER, "${aws_dynamodb_table.ledger.arn}/stream/*", "dynamodb:*"),
        ),
        failing=(
            _mapping(_INBOX, "${aws_sqs_queue.other.arn}", *_OF_QUEUES),
            _mapping(_INBOX, "${aws_sqs_queue.inbox.arn}", "sqs:ReceiveMessage"),
            _mapping(_LEDGER, "${aws_dynamodb_table.payers.stream_arn}", *_OF_TABLES),
            _mapping(_LEDGER, "${aws_dynamodb_table.ledger.arn}/index/*", "dynamodb:*"),
        ),
        absent=(Status.NOT_APPLICABLE, _mapping("aws_sns_topic.alerts.arn", "*", *_OF_QUEUES)),
        unknown=(Status.UNKNOWN, _mapping(_INBOX, "*", *_OF_QUEUES, function="elsewhere")),
    ),
)
