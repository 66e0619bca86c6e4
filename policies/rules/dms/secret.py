"""What a migration signs in with lies in a secret that its role may read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text, resources
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
from policies.values import is_known

_SECRETS: Final = ("data.aws_secretsmanager_secret", "aws_secretsmanager_secret")
_ROLE: Final = "secrets_manager_access_role_arn"
_READ: Final = "secretsmanager:GetSecretValue"
_WRITTEN: Final = ("username", "password", "server_name")
_SERVICES: Final = frozenset({"dynamodb", "kinesis", "s3"})


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The endpoint names a secret, and a role that may read that one; it holds no login.

    A secret that the stack itself makes is said of by terraform-no-created-secrets.
    """
    if str(endpoint.get("engine_name")) in _SERVICES:
        yield NOT_APPLICABLE
        return
    for attribute in _WRITTEN:
        if endpoint.get(attribute) is not None:
            yield fail(f"{attribute} is set, and stays in the state", attribute)
    value = endpoint.get("secrets_manager_arn")
    secret = configuration.target(endpoint, value)
    if not value:
        yield fail("secrets_manager_arn is not set", "secrets_manager_arn")
    elif secret is None:
        said = f"secrets_manager_arn is {value}, which no stack here looks up"
        yield unknown(said) if not is_known(value) else fail(said, "secrets_manager_arn")
    elif secret.type not in _SECRETS:
        yield fail(f"secrets_manager_arn refers to {secret.address}, which is no secret", "made")
    named = endpoint.get(_ROLE)
    role = configuration.target(endpoint, named)
    if not named:
        yield fail(f"{_ROLE} is not set: DMS cannot read the secret", "role")
    elif role is not None and role.type == "aws_iam_role" and secret is not None and secret.type in _SECRETS:
        yield from _may_read(role, secret, configuration)


def _may_read(role: Resource, secret: Resource, configuration: Configuration) -> Iterator[Judgement]:
    others = []
    for holder, statement in granted(role, configuration) or ():
        for value in statement.resources if statement.names_action(_READ) else ():
            target = configuration.target(holder, value)
            if target is None or target.type not in _SECRETS or configuration.names(holder, value, secret):
                return  # it may, or only the plan can tell what it may read
            others.append(target.address)
    if others:
        said = f"{role.address} may read {others[0]}, and not {secret.address}"
        yield fail(f"{said}: DMS cannot sign in", "read")


def _allowed(secret: str) -> dict[str, object]:
    return {"Effect": "Allow", "Action": _READ, "Resource": f"${{{secret}.arn}}"}


def _endpoint(reads: str = "data.aws_secretsmanager_secret.legacy", **values: object) -> Terraform:
    said = {
        "secrets_manager_arn": "${data.aws_secretsmanager_secret.legacy.arn}",
        _ROLE: "${aws_iam_role.move.arn}",
        **values,
    }
    return {
        "data": {"aws_secretsmanager_secret": {"legacy": {"name": "pay/legacy"}}},
        "resource": {
            "aws_dms_endpoint": {"example": said},
            "aws_iam_role": {"move": {"name": "move-zq7"}},
            "aws_iam_role_policy": {
                "move": {"role": "${aws_iam_role.move.id}", "policy": policy_text(_allowed(reads))}
            },
            "aws_secretsmanager_secret": {"made": {"name": "pay/made"}},
        },
    }


RULE = Rule(
    id="dms-secret",
    title="Migrations sign in with secrets that their role may read",
    severity=Severity.CRITICAL,
    types=("aws_dms_endpoint",),
    scope="configuration",
    check=check,
    rationale="A password of an endpoint stands in the configuration and in Terraform's state.",
    remediation=(
        "Set secrets_manager_arn to the ARN of a DataAwsSecretsmanagerSecret and "
        "secrets_manager_access_role_arn; leave username, password and server_name out."
    ),
    controls=("pci-dss-4.0.1:8.6.2", "nist-800-53-r5:IA-5(7)"),
    requirements=("R29", "R30"),
    examples=Examples(
        passing=(_endpoint(),),
        failing=(
            _endpoint(password="${var.password}"),  # noqa: S106 (what the rule finds)
            _endpoint(username="mover"),
            _endpoint(secrets_manager_arn=None),
            _endpoint(secrets_manager_arn="${aws_secretsmanager_secret.made.arn}"),
            _endpoint("aws_secretsmanager_secret.made"),
            _endpoint(secrets_manager_arn="${aws_iam_role.move.arn}"),
            _endpoint(secrets_manager_access_role_arn=None),
        ),
        absent=(Status.FAIL, resources(aws_dms_endpoint={"engine_name": "postgres"})),
        unknown=(Status.UNKNOWN, _endpoint(secrets_manager_arn="${var.secret}")),
    ),
)
