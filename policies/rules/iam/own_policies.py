"""Permissions are written out here, not taken from AWS-managed policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.rules.iam._attached import ATTRIBUTES, managed
from policies.values import is_known

_CONFIG: Final = "service-role/AWS_ConfigRole"
_CONFIG_SERVICE: Final = "config.amazonaws.com"


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What is attached is a policy of ours, or AWS_ConfigRole on a role for AWS Config alone."""
    if not holder.get(ATTRIBUTES[holder.type]):
        yield NOT_APPLICABLE
    for name in managed(holder, configuration):
        if isinstance(name, Judgement):
            yield name
        else:
            yield from _own(holder, configuration, name)


def _own(holder: Resource, configuration: Configuration, name: str) -> Iterator[Judgement]:
    if name != _CONFIG:
        yield fail(f"it attaches the AWS-managed policy {name}", name)
    elif (role := _role(holder, configuration)) is None and not is_known(holder.get("role")):
        yield unknown(f"it attaches {_CONFIG} to {holder.get('role')}, which only the plan can tell")
    elif not _is_config_role(role, configuration):
        yield fail(f"it attaches {_CONFIG} to what is no role for {_CONFIG_SERVICE} alone", _CONFIG)


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
    id="iam-own-policies",
    title="No AWS-managed policy is attached",
    severity=Severity.MEDIUM,
    types=tuple(ATTRIBUTES),
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
