"""Policies of identities name the resources they open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.arn import has_wildcard, read_arn
from policies.configuration import Configuration
from policies.examples import ACCOUNT, resources, role_policy
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.policy_document import Statement
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.rules.iam._identities import IDENTITY, is_variable
from policies.service_reference import knows_no_resource, spans_a_type

CONDITIONED: Final = {"cloudwatch:PutMetricData": "cloudwatch:namespace"}
"""Actions without a resource type which a condition key narrows instead."""

INTERFACES: Final = frozenset(
    f"ec2:{verb}"
    for verb in (
        *("CreateNetworkInterface", "DeleteNetworkInterface", "DescribeNetworkInterfaces"),
        *("DescribeSubnets", "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses"),
    )
)
"""What AWSLambdaVPCAccessExecutionRole gives on everything."""

_TOKEN: Final = re.compile(r"\$\{[^}]*\}")


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No Allow spans all resources of a service or type, save for actions that know no resources.

    A type of ec2 (`network-interface/*`) may be spanned: its ids are made up by the service when a
    function is attached. That takes rights which AWS's own policy gives on `*` (Lambda Developer Guide,
    "Giving Lambda functions access to a VPC"); `iam-exact-resources` judges these.
    """
    yield from expect.statements(holder, configuration, _named, without=(TRUST,))


def _named(statement: Statement) -> Iterator[Judgement]:
    if not statement.allows:
        return
    if statement.not_resources:
        yield fail(
            f"{statement.label} allows on everything except {statement.not_resources[0]} (NotResource)"
        )
    bare = [action for action in statement.actions if not knows_no_resource(action) or action in CONDITIONED]
    for resource in statement.resources:
        if spans(resource):
            if statement.not_actions:
                excluded = ", ".join(statement.not_actions)
                yield fail(f"{statement.label} allows every action but {excluded} on '{resource}'")
            for action in bare:
                if action not in INTERFACES:
                    yield from _without_resource(statement, action, resource)
        elif is_variable(resource):
            yield unknown(f"{statement.label} allows on {resource}, which only the plan can tell")


def _without_resource(statement: Statement, action: str, resource: str) -> Iterator[Judgement]:
    key = CONDITIONED.get(action)
    if key is None:
        yield fail(f"{statement.label} allows {action} on '{resource}'", f"{action} on {resource}")
    else:
        what = f"{action} on '{resource}'"
        yield from expect.confined(statement, f"allows {what}", [key], f"{action} on {resource}")


def spans(resource: str) -> bool:
    """Whether it is every resource of a service, or every one of a type."""
    if resource.startswith("${"):  # what follows a reference lies within what it refers to
        return False
    arn = read_arn(_TOKEN.sub("token", resource))
    if arn is None:
        return has_wildcard(resource)
    if arn.service == "ec2":
        return has_wildcard(arn.resource.partition("/")[0])
    return has_wildcard(arn.service) or spans_a_type(arn)


def _allow(action: object, resource: object, **more: object) -> dict[str, object]:
    return {"Sid": "Use", "Effect": "Allow", "Action": action, "Resource": resource, **more}


_TABLE = "${aws_dynamodb_table.ledger.arn}"
_EC2 = f"arn:aws:ec2:xx-test-1:{ACCOUNT}"

RULE = Rule(
    id="iam-wildcard-resources",
    title="Policies name the resources on which they allow",
    severity=Severity.HIGH,
    types=IDENTITY,
    check=check,
    rationale=(
        "A role that may read every table reads also the one with cardholder names. Only actions that know "
        "no resources need '*', and AWS lists them."
    ),
    remediation="Name the ARNs, for example table.arn; split off actions that know no resources.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6"),
    requirements=("R41", "R76", "C20"),
    told_by=("iam-pass-role",),
    examples=Examples(
        passing=(
            role_policy(_allow("dynamodb:GetItem", [_TABLE, f"{_TABLE}/index/*"])),
            role_policy(_allow(["xray:PutTraceSegments", "logs:CreateLogDelivery"], "*")),
            role_policy(_allow(["ec2:DescribeInstanceTypes", "Organizations:describeorganization"], "*")),
            role_policy(_allow("s3:GetObject", "arn:aws:s3:::receipts/*")),
            role_policy(_allow("s3:GetObject", "${aws_s3_bucket.receipts.arn}/*")),
            role_policy(
                _allow("ec2:CreateNetworkInterface", [f"{_EC2}:subnet/*", f"{_EC2}:network-interface/*"])
            ),
            role_policy(
                _allow("states:StartExecution", f"arn:aws:states:xx-test-1:{ACCOUNT}:stateMachine:pay-zq7")
            ),
            role_policy(_allow(["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], "*")),
            role_policy({"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}),
            role_policy(
                _allow(
                    "cloudwatch:PutMetricData",
                    "*",
                    Condition={"StringEquals": {"cloudwatch:namespace": "Payments"}},
                )
            ),
        ),
        failing=(
            role_policy(_allow("dynamodb:GetItem", "*")),
            role_policy(_allow(["xray:PutTraceSegments", "dynamodb:GetItem"], "*")),
            role_policy(_allow("dynamodb:GetItem", [_TABLE, "*"])),
            role_policy(_allow("s3:GetObject", "arn:aws:s3:::*")),
            role_policy(_allow("s3:GetObject", "arn:aws:s3:::*/*")),
            role_policy(_allow("s3:GetObject", "arn:*")),
            role_policy(_allow("sqs:SendMessage", f"arn:aws:*:xx-test-1:{ACCOUNT}:payments-zq7")),
            role_policy(_allow("sqs:SendMessage", f"arn:aws:sqs:xx-test-1:{ACCOUNT}:*")),
            role_policy(_allow("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*")),
            role_policy(_allow("lambda:InvokeFunction", f"arn:aws:lambda:xx-test-1:{ACCOUNT}:function:*")),
            role_policy(
                _allow("states:StartExecution", f"arn:aws:states:xx-test-1:{ACCOUNT}:stateMachine:*")
            ),
            role_policy(_allow("apigateway:GET", "arn:aws:apigateway:xx-test-1::/restapis/*")),
            role_policy(_allow("lambda:InvokeFunction", f"arn:aws:lambda:xx-test-1:{ACCOUNT}:f*")),
            role_policy(_allow("ec2:RunInstances", f"{_EC2}:*")),
            role_policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            role_policy(_allow("cloudwatch:PutMetricData", "*")),
            role_policy(
                _allow(
                    "cloudwatch:PutMetricData",
                    "*",
                    Condition={"StringEqualsIfExists": {"cloudwatch:namespace": "Payments"}},
                )
            ),
            role_policy(
                _allow(
                    "cloudwatch:PutMetricData", "*", Condition={"StringLike": {"cloudwatch:namespace": "*"}}
                )
            ),
            role_policy(
                {"Effect": "Allow", "Action": "sqs:SendMessage", "NotResource": "arn:aws:sqs:::other"}
            ),
            resources(
                aws_iam_role={
                    "inline_policy": [
                        {
                            "policy": '{"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", '
                            '"Resource": "*"}}'
                        }
                    ]
                }
            ),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(
                aws_iam_role={
                    "assume_role_policy": '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"}}'
                }
            ),
        ),
        unknown=(Status.UNKNOWN, role_policy(_allow("dynamodb:GetItem", "${var.table}"))),
    ),
)
