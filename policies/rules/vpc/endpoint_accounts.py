"""Endpoints serve accounts of ours and reach accounts of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, resources
from policies.policy_document import Statement

_CALLERS: Final = (
    *("aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
)
_TARGETS: Final = ("aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths")


def check(holder: Resource, estate: Estate) -> Iterator[Judgement]:
    """Each Allow to everybody names whose callers, and each on more than resources of ours names whose.

    Both, as a data perimeter asks (IAM User Guide, "Data perimeter"): the one keeps stolen credentials of
    others out, the other keeps our data out of the resources of others.
    """
    yield from expect.statements(holder, estate, _bound)


def _bound(statement: Statement) -> Iterator[Judgement]:
    if not statement.allows:
        return
    if any(principal.is_anyone for principal in statement.principals) or statement.not_principals:
        yield from expect.confined(statement, "serves everybody", _CALLERS, f"everybody: {statement.subject}")
    if not all(resource.startswith("${") for resource in statement.resources) or statement.not_resources:
        yield from expect.confined(
            statement,
            "reaches what it does not name by reference",
            _TARGETS,
            f"everything: {statement.subject}",
        )


def _endpoint(condition: object, **changed: object) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": "*",
        "Condition": condition,
        **changed,
    }
    return resources(aws_vpc_endpoint={"policy": json.dumps({"Statement": [statement]})})


_OURS: Final = "${data.aws_caller_identity.here.account_id}"
_CALLER: Final = {"aws:PrincipalAccount": _OURS}
_TARGET: Final = {"aws:ResourceAccount": _OURS}

RULE = Rule(
    id="vpc-endpoint-accounts",
    title="VPC endpoints serve and reach our own accounts only",
    severity=Severity.HIGH,
    types=("aws_vpc_endpoint", "aws_vpc_endpoint_policy"),
    check=check,
    rationale=(
        "A private subnet without a way to the internet still has its endpoints: through them data goes "
        "into a bucket of any account, with credentials of that account."
    ),
    remediation=(
        'Add {"StringEquals": {"aws:PrincipalAccount": account, "aws:ResourceAccount": account}} to the '
        "Condition of each statement, or name the resources."
    ),
    controls=("pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(10)", "nist-800-53-r5:AC-4"),
    rows=("R40", "R67"),
    examples=Examples(
        passing=(
            _endpoint({"StringEquals": _CALLER | _TARGET}),
            _endpoint({"StringEquals": _CALLER}, Resource="${aws_s3_bucket.receipts.arn}/*"),
            _endpoint({"StringEquals": _TARGET}, Principal={"AWS": "${aws_iam_role.writer.arn}"}),
            _endpoint({}, Effect="Deny"),
        ),
        failing=(
            _endpoint({}),
            _endpoint({"StringEquals": _CALLER}),
            _endpoint({"StringEquals": _TARGET}),
            _endpoint({"StringEquals": _CALLER}, Resource="arn:aws:s3:::payments-*"),
            _endpoint({"StringEqualsIfExists": _CALLER | _TARGET}),
            _endpoint({"StringLike": {**_CALLER, "aws:ResourceAccount": "*"}}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_vpc_endpoint={"service_name": "s3"})),
        unknown=(
            Status.UNKNOWN,
            _endpoint({"StringEquals": {**_CALLER, "aws:ResourceAccount": "${var.account}"}}),
        ),
    ),
)
