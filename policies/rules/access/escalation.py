"""No role can raise its own rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.access.escalation import raised
from policies.access.holders import holder_of
from policies.configuration import Configuration
from policies.examples import ACCOUNT, policy_text, role
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.access._found import judgements


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It can neither change its policies, nor act as a role that may do what it may not.

    The ways are the published ones; see `policies.access.escalation`.
    """
    yield from judgements(raised(holder_of(holder, configuration), configuration))


def _allow(action: object, resource: object = "*", **more: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def _trusting(name: str, principal: object, *statements: dict[str, Any]) -> dict[str, Any]:
    trust = policy_text({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal})
    made = role(name, *statements)
    made["aws_iam_role"][name]["assume_role_policy"] = trust
    return made


def _beside(*parts: dict[str, Any]) -> Terraform:
    """The roles of each part, and what else there is, in one stack."""
    found: dict[str, Any] = {}
    for part in parts:
        for kind, named in part.items():
            found.setdefault(kind, {}).update(named)
    return {"resource": found}


_LAMBDA: Final = {"Service": "lambda.amazonaws.com"}
_ITSELF: Final = {"AWS": "${aws_iam_role.example.arn}"}
_ADMIN: Final = _allow("s3:*")
_STRONG: Final = _trusting("strong", _LAMBDA, _ADMIN)
_PASS: Final = _allow(
    "iam:PassRole",
    "${aws_iam_role.strong.arn}",
    Condition={"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}},
)
_FUNCTION: Final = {
    "aws_lambda_function": {"other": {"function_name": "other-zq7", "role": "${aws_iam_role.strong.arn}"}}
}
_UPDATE: Final = _allow("lambda:UpdateFunctionCode", "${aws_lambda_function.other.arn}")

RULE = Rule(
    id="access-escalation",
    title="No role can raise its own rights",
    severity=Severity.CRITICAL,
    types=("aws_iam_group", "aws_iam_role", "aws_iam_user"),
    scope="configuration",
    check=check,
    rationale=(
        "A role that may write a policy, pass a stronger role or replace the code that runs under one has "
        "that one's rights, whatever its own policy says."
    ),
    remediation=(
        "Take the action away, or narrow its resource: no writes to IAM, iam:PassRole for roles that may no "
        "more, and code replaced by who deploys alone."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6(10)", "nist-800-53-r5:AC-6"),
    requirements=("R41",),
    examples=Examples(
        passing=(
            _beside(role("example", _allow("dynamodb:GetItem"))),
            _beside(role("example", _allow("iam:PutRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/other"))),
            _beside(role("example", _PASS, _allow("lambda:InvokeFunction")), _STRONG),
            _beside(role("example", _PASS, _allow("lambda:CreateFunction"), _ADMIN), _STRONG),
            _beside(role("example", _allow("sts:AssumeRole", "${aws_iam_role.strong.arn}")), _STRONG),
            _beside(role("example", _UPDATE, _ADMIN), _STRONG, _FUNCTION),
        ),
        failing=(
            _beside(role("example", _allow("iam:PutRolePolicy"))),
            _beside(role("example", _allow("iam:*", "${aws_iam_role.example.arn}"))),
            _beside(role("example", _allow("iam:UpdateAssumeRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/o*"))),
            _beside(role("example", _allow("iam:CreateAccessKey", f"arn:aws:iam::{ACCOUNT}:user/*"))),
            _beside(role("example", _PASS, _allow("lambda:Create*")), _STRONG),
            _beside(role("example", _UPDATE), _STRONG, _FUNCTION),
            _beside(
                role("example", _allow("sts:AssumeRole", "*")),
                _trusting("strong", {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, _ADMIN),
            ),
            _beside(role("example", _allow("s3:GetObject")), _trusting("strong", _ITSELF, _ADMIN)),
            _beside(role("example", {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"})),
        ),
        absent=(Status.PASS, {"resource": {"aws_iam_role": {"example": {"name": "clerk-zq7"}}}}),
        unknown=(
            Status.UNKNOWN,
            _beside(role("example", _allow("iam:PutRolePolicy", "${var.roles}"))),
        ),
    ),
)
