"""Stolen passwords and odd sign-ins are noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_MODE: Final = "user_pool_add_ons.advanced_security_mode"


def check(pool: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Threat protection records or acts; by default it is off (Cognito API, UserPoolAddOnsType)."""
    yield from expect.stands(pool, _MODE, ("ENFORCED", "AUDIT"), "OFF")


def _pool(mode: str) -> Terraform:
    return resources(aws_cognito_user_pool={"user_pool_add_ons": [{"advanced_security_mode": mode}]})


RULE = Rule(
    id="cognito-threats",
    title="User pools watch for stolen passwords and odd sign-ins",
    severity=Severity.MEDIUM,
    types=("aws_cognito_user_pool",),
    check=check,
    rationale=(
        "Lists of stolen passwords are tried against every sign-in page; without threat protection a success "
        "looks like any other."
    ),
    remediation="Set user_pool_tier='PLUS' and user_pool_add_ons with advanced_security_mode='ENFORCED'.",
    controls=(
        "pci-dss-4.0.1:8.3.4",
        "pci-dss-4.0.1:11.5.1",
        "nist-800-53-r5:AC-2(12)",
        "nist-800-53-r5:SI-4",
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(_pool("ENFORCED"), _pool("AUDIT")),
        failing=(_pool("OFF"),),
        absent=(Status.FAIL, resources(aws_cognito_user_pool={"name": "merchants-zq7"})),
        unknown=(Status.UNKNOWN, _pool("${var.mode}")),
    ),
)
