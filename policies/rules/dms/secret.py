"""What a migration signs in with lies in a secret that exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
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
from policies.resource import Resource
from policies.values import is_known

_FOUND: Final = "data.aws_secretsmanager_secret"
_WRITTEN: Final = ("username", "password", "server_name")
_SERVICES: Final = frozenset({"dynamodb", "kinesis", "s3"})


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The endpoint names a secret that is only looked up, and the role that reads it; it holds no login."""
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
    elif secret.type != _FOUND:
        yield fail(f"secrets_manager_arn refers to {secret.address}, and not to a secret that exists", "made")
    role = endpoint.get("secrets_manager_access_role_arn")
    if not role:
        yield fail("secrets_manager_access_role_arn is not set: DMS cannot read the secret", "role")


def _endpoint(**values: object) -> Terraform:
    said = {
        "secrets_manager_arn": "${data.aws_secretsmanager_secret.legacy.arn}",
        "secrets_manager_access_role_arn": "${aws_iam_role.move.arn}",
        **values,
    }
    return {
        "data": {"aws_secretsmanager_secret": {"legacy": {"name": "pay/legacy"}}},
        "resource": {
            "aws_dms_endpoint": {"example": said},
            "aws_iam_role": {"move": {}},
            "aws_secretsmanager_secret": {"made": {}},
        },
    }


RULE = Rule(
    id="dms-secret",
    title="Migrations sign in with secrets that exist",
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
            _endpoint(secrets_manager_access_role_arn=None),
        ),
        absent=(Status.FAIL, resources(aws_dms_endpoint={"engine_name": "postgres"})),
        unknown=(Status.UNKNOWN, _endpoint(secrets_manager_arn="${var.secret}")),
    ),
)
