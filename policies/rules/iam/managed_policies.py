"""Permissions are written out here, not taken from AWS-managed policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import ACCOUNT, resources
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
from policies.policy_document import statements
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.values import is_known

_ATTRIBUTES: Final = {
    "aws_iam_role_policy_attachment": "policy_arn",
    "aws_iam_user_policy_attachment": "policy_arn",
    "aws_iam_group_policy_attachment": "policy_arn",
    "aws_iam_policy_attachment": "policy_arn",
    "aws_iam_role": "managed_policy_arns",
    "aws_iam_role_policy_attachments_exclusive": "policy_arns",
    "aws_iam_user_policy_attachments_exclusive": "policy_arns",
    "aws_iam_group_policy_attachments_exclusive": "policy_arns",
    "aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
}
"""Where policies are attached. A permissions boundary grants nothing, so it may be AWS-managed."""

_CONFIG: Final = "service-role/AWS_ConfigRole"
_CONFIG_SERVICE: Final = "config.amazonaws.com"


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What is attached is a policy of ours, or AWS_ConfigRole on a role for AWS Config alone."""
    attribute = _ATTRIBUTES[holder.type]
    value = holder.get(attribute)
    arns = value if isinstance(value, list) else [] if value is None else [value]
    if not arns:
        yield NOT_APPLICABLE
    for arn in arns:
        yield from _own(holder, configuration, attribute, arn)


def _own(holder: Resource, configuration: Configuration, attribute: str, value: Any) -> Iterator[Judgement]:  # noqa: ANN401
    target = configuration.target(holder, value)
    if target is not None and target.type == "aws_iam_policy":
        return
    if target is not None and target.type == "data.aws_iam_policy":
        value = target.get("arn") or value
    arn = read_arn(value)
    name = arn.resource.removeprefix("policy/") if arn is not None and arn.account == "aws" else ""
    if not name:
        # An ARN that is spelled out up to its name is that of a policy of some account.
        if not is_known(value) and (arn is None or not arn.resource.startswith("policy/")):
            yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif name != _CONFIG:
        yield fail(f"{attribute} attaches the AWS-managed policy {name}", name)
    elif (role := _role(holder, configuration)) is None and not is_known(holder.get("role")):
        yield unknown(f"{attribute} attaches {_CONFIG} to {holder.get('role')}, which only the plan can tell")
    elif not _is_config_role(role, configuration):
        yield fail(f"{attribute} attaches {_CONFIG} to what is no role for {_CONFIG_SERVICE} alone", _CONFIG)


def _role(holder: Resource, configuration: Configuration) -> Resource | None:
    if holder.type == "aws_iam_role":
        return holder
    value = holder.get("role") or holder.get("role_name") or holder.get("roles")
    named = value[0] if isinstance(value, list) and len(value) == 1 else value
    return next((role for role in configuration.named(holder, named) if role.type == "aws_iam_role"), None)


def _is_config_role(role: Resource | None, configuration: Configuration) -> bool:
    trusted = (
        {
            (principal.kind, principal.value)
            for attribute, statement in statements(role, configuration)
            if attribute == TRUST and statement.allows
            for principal in (*statement.principals, *statement.not_principals)
        }
        if role is not None
        else set()
    )
    return trusted == {("Service", _CONFIG_SERVICE)}


def _config(arn: str, *services: str) -> Terraform:
    trusted = '", "'.join(services)
    return resources(
        aws_iam_role={
            "assume_role_policy": '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", '
            f'"Principal": {{"Service": ["{trusted}"]}}}}}}'
        },
        aws_iam_role_policy_attachment={"role": "${aws_iam_role.example.name}", "policy_arn": arn},
    )


def _attached(arn: object) -> Terraform:
    return resources(aws_iam_role_policy_attachment={"role": "settlement", "policy_arn": arn})


_AWS: Final = "arn:aws:iam::aws:policy"

RULE = Rule(
    id="iam-managed-policies",
    title="No AWS-managed policy is attached",
    severity=Severity.HIGH,
    types=tuple(_ATTRIBUTES),
    scope="configuration",
    check=check,
    rationale=(
        "AWS widens its managed policies when it likes, and most of them allow on every resource. Nobody "
        "approves those changes, and no rule here can read them."
    ),
    remediation="List the needed actions in an IamRolePolicy with policy=json.dumps({...}).",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R32", "R76"),
    examples=Examples(
        passing=(
            {
                "resource": {
                    "aws_iam_policy": {"settlement": {}},
                    "aws_iam_role_policy_attachment": {
                        "example": {"policy_arn": "${aws_iam_policy.settlement.arn}"}
                    },
                }
            },
            _attached(f"arn:aws:iam::{ACCOUNT}:policy/settlement-zq7"),
            _config(f"{_AWS}/service-role/AWS_ConfigRole", "config.amazonaws.com"),
            _config(
                "arn:${data.aws_partition.here.partition}:iam::aws:policy/service-role/AWS_ConfigRole",
                "config.amazonaws.com",
            ),
        ),
        failing=(
            _attached(f"{_AWS}/AdministratorAccess"),
            _attached(f"{_AWS}/service-role/AWSLambdaBasicExecutionRole"),
            _attached("arn:${data.aws_partition.here.partition}:iam::aws:policy/ReadOnlyAccess"),
            _attached(f"{_AWS}/service-role/AWS_ConfigRole"),
            _config(f"{_AWS}/service-role/AWS_ConfigRole", "lambda.amazonaws.com"),
            _config(f"{_AWS}/service-role/AWS_ConfigRole", "config.amazonaws.com", "lambda.amazonaws.com"),
            _config(f"{_AWS}/service-role/ConfigRole", "config.amazonaws.com"),
            _config(f"{_AWS}/AWS_ConfigRole", "config.amazonaws.com"),
            resources(aws_iam_role={"managed_policy_arns": ["${local.own}", f"{_AWS}/AmazonS3FullAccess"]}),
            resources(aws_iam_policy_attachment={"roles": ["pay"], "policy_arn": f"{_AWS}/PowerUserAccess"}),
            resources(aws_iam_role_policy_attachments_exclusive={"policy_arns": [f"{_AWS}/ReadOnlyAccess"]}),
            {
                **_attached("${data.aws_iam_policy.reader.arn}"),
                "data": {"aws_iam_policy": {"reader": {"arn": f"{_AWS}/ReadOnlyAccess"}}},
            },
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_iam_role={"permissions_boundary": f"{_AWS}/PowerUserAccess"}),
        ),
        unknown=(Status.UNKNOWN, _attached("${data.aws_iam_policy.reader.arn}")),
    ),
)
