"""No policy lets everybody in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, queue_policy, resources
from policies.grants import DESTINATION, UNSPECIFIED
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
)
from policies.policy_document import Statement
from policies.resource import Resource
from policies.rules.iam._identities import is_variable

_CLOSES: Final = (
    *("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn"),
    *("aws:SourceAccount", "aws:SourceOwner", "aws:SourceArn", "aws:SourceOrgID"),
    *("aws:SourceVpce", "aws:SourceVpc", "kms:CallerAccount"),
)
"""S3 User Guide, "The meaning of 'public'", without aws:SourceIp: an address proves no identity."""

FILTERS: Final = frozenset({"aws_vpc_endpoint", "aws_vpc_endpoint_policy"})
"""An endpoint's policy grants nothing, it filters what others grant; for gateway endpoints AWS demands the
principal `*` (AWS PrivateLink Guide, "Control access to VPC endpoints using endpoint policies")."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No Allow to `*` or by NotPrincipal, unless a strict condition closes it to what is ours."""
    if holder.type in FILTERS:
        yield NOT_APPLICABLE
    else:
        yield from expect.statements(holder, configuration, _closed)


def _closed(statement: Statement) -> Iterator[Judgement]:
    if not statement.allows:
        return
    if statement.not_principals:
        yield fail(f"{statement.label} allows everybody except some (NotPrincipal)")
    for principal in statement.principals:
        if principal.spans_accounts:
            whom = "everybody" if principal.is_anyone else f"every account ('{principal.value}')"
            yield from expect.confined(statement, f"allows {whom}", _CLOSES)
        elif principal.kind == UNSPECIFIED or (
            principal.kind != DESTINATION and is_variable(principal.value)
        ):
            yield unknown(f"{statement.label} allows {principal.value}, which only the plan can tell")


def _allow(principal: object, condition: object = None, **more: object) -> dict[str, object]:
    statement = {
        "Effect": "Allow",
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Principal": principal,
        **more,
    }
    return statement if condition is None else {**statement, "Condition": condition}


RULE = Rule(
    id="iam-public-access",
    title="No policy allows everybody",
    severity=Severity.CRITICAL,
    types=("*",),
    check=check,
    rationale=(
        "An Allow to '*' is an Allow to every AWS customer, and for buckets to everyone on the internet. "
        "A condition that does not hold when its key is absent closes nothing."
    ),
    remediation=(
        "Name the principal, or add a StringEquals on aws:PrincipalAccount or aws:SourceAccount, or an "
        "ArnEquals on aws:SourceArn."
    ),
    controls=(
        *("pci-dss-4.0.1:7.3.3", "pci-dss-4.0.1:1.4.4"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6", "nist-800-53-r5:SC-7(5)"),
    ),
    requirements=("R42", "R43", "R38"),
    waivable=False,
    examples=Examples(
        passing=(
            queue_policy(_allow({"AWS": "${aws_iam_role.settlement.arn}"})),
            queue_policy(_allow("*", {"ArnEquals": {"aws:SourceArn": "${aws_sns_topic.alerts.arn}"}})),
            queue_policy(_allow("*", {"StringEquals": {"AWS:PrincipalOrgID": "o-example"}})),
            queue_policy(
                _allow("*", {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/r-a/*"}})
            ),
            queue_policy(
                _allow({"AWS": "*"}, {"StringEquals": {"aws:SourceVpce": "${aws_vpc_endpoint.sqs.id}"}})
            ),
            queue_policy(_allow("*", Effect="Deny")),
            queue_policy(
                {
                    "Effect": "Deny",
                    "Action": "sqs:SendMessage",
                    "NotPrincipal": {"AWS": "${aws_iam_role.a.arn}"},
                }
            ),
            resources(aws_lambda_permission={"principal": "*", "principal_org_id": "o-example"}),
        ),
        failing=(
            queue_policy(_allow("*")),
            resources(
                aws_api_gateway_rest_api={
                    "body": json.dumps({"x-amazon-apigateway-policy": {"Statement": [_allow("*")]}})
                }
            ),
            queue_policy(_allow({"AWS": "*"})),
            queue_policy(_allow({"AWS": ["${aws_iam_role.settlement.arn}", "*"]})),
            queue_policy(_allow({"AWS": "${aws_iam_role.settlement.arn}"}), _allow("*")),
            queue_policy(_allow("*", {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-example"}})),
            queue_policy(_allow("*", {"StringNotEquals": {"aws:PrincipalAccount": ACCOUNT}})),
            queue_policy(_allow("*", {"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-example/"}})),
            queue_policy(_allow("*", {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/settlement"}})),
            queue_policy(_allow("*", {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}})),
            queue_policy(_allow("*", {"ArnLike": {"aws:SourceArn": ["${aws_sns_topic.alerts.arn}", "*"]}})),
            queue_policy(_allow("*", {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::receipts-*"}})),
            queue_policy(_allow("*", {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}})),
            queue_policy(_allow("*", {"Bool": {"aws:SecureTransport": "true"}})),
            queue_policy(_allow("*", Effect="allow")),
            queue_policy(
                {
                    "Effect": "Allow",
                    "Action": "sqs:SendMessage",
                    "NotPrincipal": {"AWS": "${aws_iam_role.a.arn}"},
                }
            ),
            resources(aws_sqs_queue={"policy": '{"Statement": {"Effect": "Allow", "Principal": "*"}}'}),
            resources(aws_lambda_permission={"principal": "*"}),
            resources(aws_lambda_permission={"principal": "*", "source_arn": "*"}),
            resources(aws_lambda_function_url={"authorization_type": "NONE"}),
            resources(aws_db_snapshot={"shared_accounts": ["all"]}),
            resources(aws_vpc_endpoint_service={"allowed_principals": ["arn:aws:iam::*:role/x"]}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "payments-zq7"})),
        unknown=(
            Status.UNKNOWN,
            queue_policy(_allow("*", {"StringEquals": {"aws:PrincipalOrgID": "${var.org}"}})),
        ),
    ),
)
