"""Users are made by who may, and do not make themselves."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.cognito.sign_up import ADMIN_ONLY


def check(pool: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Administrators alone create users, whomever the pool is for."""
    yield from expect.stands(pool, ADMIN_ONLY, (True,), default=False)


def _pool(only: object) -> Terraform:
    return resources(
        aws_cognito_user_pool={"admin_create_user_config": [{"allow_admin_create_user_only": only}]}
    )


RULE = Rule(
    id="cognito-closed",
    title="User pools let administrators alone create users",
    severity=Severity.MEDIUM,
    types=("aws_cognito_user_pool",),
    check=check,
    rationale="A pool for customers that is meant to be open gets a waiver that says so.",
    remediation="Set admin_create_user_config with allow_admin_create_user_only=True.",
    controls=("pci-dss-4.0.1:8.2.4", "pci-dss-4.0.1:7.2.3", "nist-800-53-r5:AC-2", "nist-800-53-r5:IA-4"),
    requirements=("R42",),
    examples=Examples(
        passing=(_pool(only=True), _pool("true")),
        failing=(_pool(only=False),),
        absent=(Status.FAIL, resources(aws_cognito_user_pool={"name": "customers-zq7"})),
        unknown=(Status.UNKNOWN, _pool("${var.closed}")),
    ),
)
