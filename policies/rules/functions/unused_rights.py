"""A function may use what it is told of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.context import Form
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
from policies.related.metrics import replicas
from policies.related.roles import granted
from policies.related.variables import variables
from policies.resource import Resource
from policies.rules.functions._references import INVOKE_CONFIG, function_of

_FUNCTION: Final = "aws_lambda_function"
_TABLE: Final = "aws_dynamodb_table"
_USED: Final = frozenset(
    {
        *("aws_cloudwatch_event_bus", _TABLE, "aws_kinesis_stream", "aws_s3_bucket"),
        *("aws_secretsmanager_secret", "aws_sfn_state_machine", "aws_sns_topic", "aws_sqs_queue"),
    }
)
_READ_BY_LAMBDA: Final = re.compile(
    r"(?i)^(?:sqs:(?:Receive|Delete|Change)|dynamodb:.*Stream|dynamodb:GetRecords|kinesis:)"
)
"""What Lambda does itself in the function's name, for an event source mapping."""
_PART: Final = re.compile(r"^(?P<whole>\$\{[^{}]+\}|arn:[^/]*:table/[^/]+|arn:[^/]+)(?:/.*)?$")
_WHOLE: Final = "environment.variables"
_BESIDE: Final = {
    "aws_lambda_event_source_mapping": "function_name",
    INVOKE_CONFIG: "function_name",
    "aws_secretsmanager_secret_rotation": "rotation_lambda_arn",
}


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each store, topic, queue, bus, secret and state machine that its role may use is one that its variables
    name, that sends it events, takes its failures, or is rotated by it.

    Where most functions of the stack know the names of what they use otherwise, none is asked.
    """
    usable = _usable(function, configuration)
    if not usable:
        yield NOT_APPLICABLE
        return
    told = function.get(_WHOLE)
    if isinstance(told, str):
        yield unknown(f"{_WHOLE} is {told}, which only the plan can tell")
    elif function.stack not in _telling(configuration):
        yield NOT_APPLICABLE
    else:
        # A state shows values, not whose they are.
        is_written = function.context.form is Form.SYNTHESIS
        for used in _untold(function, configuration):
            said = f"its role may use {used.address}, of which no variable tells it"
            yield fail(said, used.address) if is_written else unknown(said)


def _usable(function: Resource, configuration: Configuration) -> Mapping[str, Resource]:
    """What its role may use, by address."""
    return configuration.recall(("usable", function), lambda: _looked_up(function, configuration))


def _looked_up(function: Resource, configuration: Configuration) -> Mapping[str, Resource]:
    its = configuration.target(function, function.get("role"))
    may = granted(its, configuration) if its is not None and its.type == "aws_iam_role" else None
    return {
        used.block: used
        for holder, statement in may or ()
        if not all(map(_READ_BY_LAMBDA.match, statement.actions))
        for text in statement.resources
        for used in _used(holder, text, configuration)
    }


def _untold(function: Resource, configuration: Configuration) -> list[Resource]:
    """What of that it is not told of."""
    known = set(_known(function, configuration))
    return [used for used in _usable(function, configuration).values() if used not in known]


@recalled
def _telling(configuration: Configuration) -> frozenset[str]:
    """The stacks in which most functions are told of all that they may use, or the only one is not."""
    told: dict[str, list[bool]] = defaultdict(list)
    for function in configuration.of(_FUNCTION):
        if _usable(function, configuration) and not isinstance(function.get(_WHOLE), str):
            told[function.stack].append(not _untold(function, configuration))
    return frozenset(stack for stack, each in told.items() if sum(each) * 2 > len(each) or len(each) == 1)


def _used(holder: Resource, text: str, configuration: Configuration) -> Iterator[Resource]:
    """What a statement's resource is, or is a part of, as an index or an object."""
    found = _PART.match(text)
    named = _named(holder, found["whole"], configuration) if found is not None else ()
    yield from (each for each in named if each.type in _USED)


def _named(holder: Resource, value: object, configuration: Configuration) -> Iterator[Resource]:
    """What a text in an element names; of a global table there is one in each region of its replicas."""
    yield from configuration.named(holder, value)
    name = str(value).rpartition("/")[2]
    if (holder.region, name) in replicas(configuration):
        yield from configuration.having(_TABLE, "name", name)


def _known(function: Resource, configuration: Configuration) -> Iterator[Resource]:
    for holder, value in variables(function, configuration).values():
        yield from _named(holder, value, configuration)
    for beside in (function, *_beside(configuration).get(function, ())):
        for _, text in beside.strings():
            yield from configuration.named(beside, text)


@recalled
def _beside(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """What says from where each function's events come and where its failures go, and what it rotates."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for kind, attribute in _BESIDE.items():
        for each in configuration.of(kind):
            function = function_of(each, each.get(attribute), configuration)
            if function is not None:
                found[function].append(each)
    return found


def _function(variables: Mapping[str, str] | str | None, **more: object) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Action": ["dynamodb:GetItem", "dynamodb:Query"],
        "Resource": ["${aws_dynamodb_table.ledger.arn}", "${aws_dynamodb_table.ledger.arn}/index/*"],
    }
    own = {"environment": {"variables": variables}} if variables is not None else {}
    return {
        "resource": {
            **role("pay", {**statement, **more}),
            _FUNCTION: {"example": {"role": "${aws_iam_role.pay.arn}", **own}},
            "aws_dynamodb_table": {"ledger": {"name": "ledger-zq7"}, "other": {"name": "other-zq7"}},
        }
    }


RULE = Rule(
    id="functions-unused-rights",
    title="Functions may use what they are told of, and no more",
    severity=Severity.MEDIUM,
    types=(_FUNCTION,),
    scope="configuration",
    check=check,
    rationale=(
        "A right to a table of which no variable tells is one that the code does not need, or its variable "
        "is gone and the code ends at its first event."
    ),
    remediation="Name it in the function's environment, or take the right from its role.",
    controls=("pci-dss-4.0.1:7.2.2", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6"),
    requirements=("R40",),
    examples=Examples(
        passing=(
            _function({"LEDGER_TABLE": "${aws_dynamodb_table.ledger.name}"}),
            _function({"LEDGER_TABLE": "ledger-zq7"}),
            _function(
                {"LEDGER_TABLE": "${aws_dynamodb_table.ledger.name}"},
                Action=["dynamodb:GetItem", "dynamodb:GetRecords"],
            ),
        ),
        failing=(
            _function({}),
            _function({"LEDGER_TABLE": "${aws_dynamodb_table.other.name}"}),
            _function({"LEDGER_TABLE": "elsewhere"}),
        ),
        absent=(Status.FAIL, _function(None)),
        unknown=(Status.UNKNOWN, _function("${var.variables}")),
    ),
)
