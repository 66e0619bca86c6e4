"""A password alone lets in no user."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(pool: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A second factor is demanded of every user; by default of none (Terraform registry)."""
    yield from expect.stands(pool, "mfa_configuration", ("ON",), "OFF")


RULE = Rule(
    id="cognito-mfa",
    title="User pools demand a second factor",
    severity=Severity.HIGH,
    types=("aws_cognito_user_pool",),
    check=check,
    rationale=(
        "Passwords are guessed, reused and stolen; where the second factor is off or each user's choice, one "
        "of them is enough to act as somebody."
    ),
    remediation="Set mfa_configuration='ON' and software_token_mfa_configuration with enabled=True.",
    controls=(
        *("pci-dss-4.0.1:8.4.2", "pci-dss-4.0.1:8.3.1", "pci-dss-4.0.1:8.5.1"),
        *("nist-800-53-r5:IA-2(1)", "nist-800-53-r5:IA-2(2)"),
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(resources(aws_cognito_user_pool={"mfa_configuration": "ON"}),),
        failing=(
            resources(aws_cognito_user_pool={"mfa_configuration": "OFF"}),
            resources(aws_cognito_user_pool={"mfa_configuration": "OPTIONAL"}),
        ),
        absent=(Status.FAIL, resources(aws_cognito_user_pool={"name": "merchants-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_cognito_user_pool={"mfa_configuration": "${var.mfa}"})),
    ),
)
