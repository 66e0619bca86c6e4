"""A function's role lets Lambda do its part, and the function's code none of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import examples
from policies.arn import is_arn_of
from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Statement, statements
from policies.related.roles import attachments
from policies.resource import Resource

_LOGS: Final = ("logs:CreateLogStream", "logs:PutLogEvents")
_TRACES: Final = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")
_CONNECTION: Final = (
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
)
_BY_CODE: Final = "lambda:SourceFunctionArn"


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The role allows logs, traces, failed events and the connection to the network, each where the function
    has it, and denies the connection to the code.

    AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role" and "Giving
    Lambda functions access to resources in an Amazon VPC".
    """
    role = configuration.target(function, function.get("role"))
    if role is None or role.type != "aws_iam_role":
        yield unknown("its role is not of this configuration: what it allows, only the account can tell")
        return
    said = [
        statement
        for policy in (role, *configuration.related(role, "aws_iam_role_policy", "role"))
        for _, statement in statements(policy, configuration)
    ]
    elsewhere = attachments(role, configuration)
    for action in _needed(function):
        if not any(statement.allows and statement.names_action(action) for statement in said):
            lacks = f"{role.address} does not allow {action}"
            yield (unknown(f"{lacks}, unless {elsewhere[0][1]} does") if elsewhere else fail(lacks, action))
    if function.get("vpc_config") and not any(map(_keeps_code_out, said)):
        yield fail(
            f"{role.address} lets the function's code make network interfaces: no Deny on {_BY_CODE}", "Deny"
        )


def _needed(function: Resource) -> Iterator[str]:
    yield from _LOGS
    if function.get("tracing_config.mode") == "Active":
        yield from _TRACES
    if function.get("dead_letter_config.target_arn"):
        topic = is_arn_of("sns", function.get("dead_letter_config.target_arn"))
        yield "sns:Publish" if topic else "sqs:SendMessage"
    if function.get("vpc_config"):
        yield from _CONNECTION


def _keeps_code_out(statement: Statement) -> bool:
    return (
        statement.effect == "Deny"
        and statement.names_action(_CONNECTION[0])
        and bool(statement.condition(_BY_CODE))
    )


_ALL: Final = (*_LOGS, *_TRACES, *_CONNECTION, "sqs:SendMessage")
_DENY: Final = {
    "Effect": "Deny",
    "Action": list(_CONNECTION),
    "Resource": "*",
    "Condition": {"ArnEquals": {_BY_CODE: "arn:aws:lambda:xx-test-1:999988887777:function:ingest-zq7"}},
}


def _function(*actions: str, deny: bool = True, role: str = "${aws_iam_role.own.arn}") -> Terraform:
    allow = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return {
        "resource": {
            **examples.role("own", allow, *([_DENY] if deny else [])),
            "aws_lambda_function": {
                "example": {
                    "role": role,
                    "tracing_config": {"mode": "Active"},
                    "dead_letter_config": {"target_arn": "${aws_sqs_queue.failed.arn}"},
                    "vpc_config": {"subnet_ids": ["subnet-1"]},
                }
            },
        }
    }


def _without(action: str) -> Terraform:
    return _function(*(each for each in _ALL if each != action))


RULE = Rule(
    id="functions-platform",
    title="A function's role lets Lambda do its part, and the code none of it",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "Lambda writes logs, traces and failed events in the function's name, and drops them without a word "
        "where the role does not allow it. What it needs for the network, the code must not have."
    ),
    remediation="Make the role with add_role, which adds what Lambda needs and the Deny.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AU-12", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R46", "R67"),
    examples=Examples(
        passing=(_function(*_ALL),),
        failing=(*(_without(action) for action in _ALL), _function(*_ALL, deny=False)),
        absent=(
            Status.FAIL,
            {
                "resource": {
                    "aws_iam_role": {"own": {"name": "ingest-zq7"}},
                    "aws_lambda_function": {"example": {"role": "${aws_iam_role.own.arn}"}},
                }
            },
        ),
        unknown=(Status.UNKNOWN, _function(*_ALL, role="${var.role}")),
    ),
)
