"""Where users are let in by somebody, they do not let themselves in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.words import alike, words
from policies.resource import Resource
from policies.values import is_known

ADMIN_ONLY: Final = "admin_create_user_config.allow_admin_create_user_only"
_LET_IN: Final = (
    *("admin", "administrator", "agent", "analyst", "backoffice", "employee", "internal", "merchant"),
    *("operator", "operations", "partner", "staff", "supplier", "support", "vendor", "workforce"),
)
"""Words for people whom somebody has to know before they come in."""


def check(pool: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Administrators alone create the users of a pool that is named for staff, merchants or partners; by
    default whoever asks does (Cognito API, AdminCreateUserConfig).

    Of a pool for customers nobody else could create them: `cognito-closed` is about all pools.
    """
    name = pool.get("name")
    named = words(pool.name, *([str(name)] if is_known(name) and name else []))
    if not any(alike(word, each) for word in named for each in _LET_IN):
        yield NOT_APPLICABLE
        return
    yield from expect.stands(pool, ADMIN_ONLY, (True,), default=False)


def _pool(only: object, name: str = "merchants-zq7") -> Terraform:
    config = [{"allow_admin_create_user_only": only}]
    return resources(aws_cognito_user_pool={"name": name, "admin_create_user_config": config})


RULE = Rule(
    id="cognito-sign-up",
    title="Pools of staff, merchants and partners let administrators alone create users",
    severity=Severity.MEDIUM,
    types=("aws_cognito_user_pool",),
    check=check,
    rationale=(
        "Where the public signs itself up, every API that trusts the pool's tokens has users that no one "
        "approved, and takes them for staff or merchants."
    ),
    remediation="Set admin_create_user_config with allow_admin_create_user_only=True.",
    controls=("pci-dss-4.0.1:8.2.4", "pci-dss-4.0.1:7.2.3", "nist-800-53-r5:AC-2", "nist-800-53-r5:IA-4"),
    requirements=("R42",),
    examples=Examples(
        passing=(_pool(only=True), _pool("true")),
        failing=(
            _pool(only=False),
            resources(aws_cognito_user_pool={"name": "merchants-zq7"}),
            _pool(only=False, name="back-office-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cognito_user_pool={"name": "customers-zq7"})),
        unknown=(Status.UNKNOWN, _pool("${var.closed}")),
    ),
)
