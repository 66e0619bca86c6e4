"""Environment variables are encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function with variables names a key. One without variables has nothing to encrypt."""
    if not function.get("environment.variables"):
        yield NOT_APPLICABLE
        return
    yield from expect.customer_key(function, configuration, "kms_key_arn")


VARIABLES = {"variables": {"TABLE": "ledger-zq7"}}


def _function(environment: object = VARIABLES, **values: object) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_lambda_function": {"example": {"environment": environment, **values}},
        }
    }


RULE = Rule(
    id="functions-environment-key",
    title="Environment variables are encrypted with a customer-managed key",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever may read a function's configuration reads its variables, unless a key of one's own says "
        "who may decrypt them."
    ),
    remediation="Set kms_key_arn to the KmsKey of the function's region.",
    controls=("pci-dss-4.0.1:3.6.1", "pci-dss-4.0.1:8.3.2", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    examples=Examples(
        passing=(
            _function(kms_key_arn="${aws_kms_key.ops.arn}"),
            _function([VARIABLES], kms_key_arn="arn:aws:kms:xx-test-1:999988887777:key/ops"),
        ),
        failing=(
            _function(kms_key_arn="alias/aws/lambda"),
            _function(source_kms_key_arn="${aws_kms_key.ops.arn}"),
            _function({"variables": "${var.environment}"}),
        ),
        absent=(Status.FAIL, _function()),
        unknown=(Status.UNKNOWN, _function(kms_key_arn="${var.key}")),
    ),
)
