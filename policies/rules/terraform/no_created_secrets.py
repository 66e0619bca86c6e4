"""Secrets are fetched, not created."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

CREATES: Final = {
    "aws_iam_access_key": "an access key",
    "aws_iam_service_specific_credential": "a service password",
    "aws_iam_user_login_profile": "a console password",
    "aws_lightsail_key_pair": "a private key",
    "aws_secretsmanager_secret": "a secret",
    "aws_secretsmanager_secret_version": "a secret's value",
    "random_password": "a password",
    "tls_private_key": "a private key",
}
"""Types that create a credential."""

_KEPT_ELSEWHERE: Final = {
    "aws_iam_access_key": "pgp_key",
    "aws_iam_user_login_profile": "pgp_key",
    "aws_lightsail_key_pair": "public_key",
    "aws_secretsmanager_secret_version": "secret_string_wo",
}
"""The argument with which no readable credential gets into the state (Terraform registry, provider 6)."""


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No resource creates a credential; a SecureString parameter holds no literal value.

    Rotation of an existing secret (aws_secretsmanager_secret_rotation) is no creation.
    """
    if resource.type in CREATES:
        yield fail(f"it creates {CREATES[resource.type]}{_what_follows(resource)}")
        return
    kind = resource.get("type")
    for attribute in ("value", "value_wo", "insecure_value"):
        value = resource.get(attribute)
        if value is None or kind in ("String", "StringList"):
            continue
        if not is_known(kind) or not is_known(value):
            yield unknown(f"only the plan can tell whether {attribute} is a credential")
        elif kind == "SecureString":
            yield fail(f"{attribute} of this SecureString is written into the stack", attribute)


def _what_follows(resource: Resource) -> str:
    """What is wrong with that: a secret itself holds no value, only its version does."""
    if resource.type == "aws_secretsmanager_secret":
        return ", which goes when its environment does"
    is_kept_elsewhere = resource.get(_KEPT_ELSEWHERE.get(resource.type, "")) is not None
    return ", which goes when its environment does" if is_kept_elsewhere else ", which then lies in the state"


def _parameter(kind: str, **values: object) -> Terraform:
    return resources(aws_ssm_parameter={"type": kind, **values})


RULE = Rule(
    id="terraform-no-created-secrets",
    title="Secrets are fetched from Secrets Manager, never created by a stack",
    severity=Severity.HIGH,
    types=("aws_ssm_parameter", *CREATES),
    check=check,
    rationale=(
        "What Terraform creates it also remembers: a password lies readable in the state and in every plan "
        "file. Even a secret without a value dies with the environment that made it."
    ),
    remediation=(
        "Read an existing secret by its configured name: DataAwsSecretsmanagerSecret(name=...). For a "
        "database set manage_master_user_password=True."
    ),
    controls=(
        "pci-dss-4.0.1:8.6.2",
        "pci-dss-4.0.1:8.3.2",
        "nist-800-53-r5:IA-5(7)",
        "nist-800-53-r5:IA-5(6)",
    ),
    requirements=("R29", "R9"),
    waivable=False,
    examples=Examples(
        passing=(
            _parameter("String", value="2500"),
            _parameter("StringList", value="${aws_subnet.a.id},${aws_subnet.b.id}"),
        ),
        failing=(
            *(resources(**{kind: {"name": "payments-zq7"}}) for kind in CREATES),
            _parameter("SecureString", value="hunter2"),
            _parameter("SecureString", value_wo="hunter2", value_wo_version=1),
        ),
        absent=(Status.PASS, _parameter("SecureString")),
        unknown=(Status.UNKNOWN, _parameter("SecureString", value="${var.token}")),
    ),
)
