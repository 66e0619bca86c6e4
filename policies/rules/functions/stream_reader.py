"""Whoever may read a stream reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources, role
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
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.functions._references import function_of
from policies.values import is_known

_MAPPING: Final = "aws_lambda_event_source_mapping"
_READING: Final = frozenset({"dynamodb:getrecords", "kinesis:getrecords"})
"""What Lambda itself does for a mapping, under the function's role, and code hardly ever."""


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A mapping names a function whose role may read the records of a stream."""
    role = configuration.target(function, function.get("role"))
    allowed = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    may = {action.lower() for _, statement in allowed or () for action in statement.actions} & _READING
    if not may:
        yield NOT_APPLICABLE
        return
    readers = _readers(configuration)
    if function in readers:
        return
    if function.stack in readers:
        yield unknown("a mapping of its stack names a function that only the plan can tell")
    else:
        yield fail(f"its role may {', '.join(sorted(may))}, and no {_MAPPING} has it read a stream")


@recalled
def _readers(configuration: Configuration) -> frozenset[object]:
    """The functions that mappings name, and the stacks with a mapping whose function nobody can tell."""
    found: set[object] = set()
    for mapping in configuration.of(_MAPPING):
        named = mapping.get("function_name")
        function = function_of(mapping, named, configuration)
        if function is not None:
            found.add(function)
        elif not is_known(named):
            found.add(mapping.stack)
    return frozenset(found)


def _function(named: str, action: str = "dynamodb:GetRecords") -> Terraform:
    allow = {"Effect": "Allow", "Action": [action], "Resource": "${aws_dynamodb_table.t.stream_arn}"}
    return {
        "resource": {
            **role("r", allow),
            "aws_lambda_function": {
                "example": {"function_name": "capture-zq7", "role": "${aws_iam_role.r.arn}"},
                "other": {"function_name": "other-zq7"},
            },
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.example.arn}"}
            },
            _MAPPING: {"changes": {"function_name": named}},
        }
    }


_OTHER: Final = "${aws_lambda_function.other.arn}"

RULE = Rule(
    id="functions-stream-reader",
    title="Functions that may read a stream are given its records",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "Without the mapping no change is ever captured, and no error counted; and a role that reads every "
        "change of the ledger for nothing is one too many."
    ),
    remediation="Add the LambdaEventSourceMapping of the stream, or take the right to read it from the role.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-6", "nist-800-53-r5:CP-10(2)"),
    requirements=("R63",),
    examples=Examples(
        passing=(
            _function("${aws_lambda_alias.live.arn}"),
            _function("capture-zq7"),
            _function(
                "arn:aws:lambda:xx-test-1:999988887777:function:capture-zq7:live", "kinesis:GetRecords"
            ),
        ),
        failing=(
            _function(_OTHER),
            _function("other-zq7", "kinesis:GetRecords"),
            _function("arn:aws:lambda:xx-test-2:999988887777:function:capture-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "capture-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.function}")),
    ),
)
