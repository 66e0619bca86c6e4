"""A secret is replaced from time to time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.words import words
from policies.resource import Resource

_ISSUED: Final = frozenset({"issued", "issues", "issuer", "oauth", "oauth2", "cognito", "okta", "auth0"})
"""Words for what another party, or a service of identities, gives out and renews."""
_ROTATION: Final = "aws_secretsmanager_secret_rotation"


def check(secret: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rotation names the secret; how often it runs is judged by secrets-rotation. What
    somebody else issues, as its name or description says, only they can replace.

    What a service makes and rotates for itself, such as the password of a database's master, is no resource
    of Terraform.
    """
    said = words(*(str(secret.get(name) or "") for name in ("name", "name_prefix", "description")))
    if not _ISSUED.isdisjoint(said):
        yield NOT_APPLICABLE
        return
    yield from expect.named_by(secret, configuration, "secret_id", _ROTATION)


def _stack(name: str) -> Terraform:
    return {
        "resource": {
            "aws_secretsmanager_secret": {
                "example": {"name": "pay/acquirer"},
                "other": {"name": "pay/other"},
                "scheme": {"name": "pay/scheme", "description": "Client certificate, issued by the scheme"},
            },
            _ROTATION: {"monthly": {"secret_id": name}},
        }
    }


RULE = Rule(
    id="secrets-rotated",
    title="Secrets are rotated",
    severity=Severity.MEDIUM,
    types=("aws_secretsmanager_secret",),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever once read a secret that never changes, in a log, in a memory dump or in the last job, "
        "signs in with it for ever."
    ),
    remediation=(
        "Add a SecretsmanagerSecretRotation with secret_id of the secret and its own rotation function."
    ),
    controls=("pci-dss-4.0.1:8.6.3", "pci-dss-4.0.1:8.3.9", "nist-800-53-r5:IA-5", "nist-800-53-r5:IA-5(1)"),
    requirements=("R30",),
    examples=Examples(
        passing=(_stack("${aws_secretsmanager_secret.example.id}"), _stack("pay/acquirer")),
        failing=(_stack("${aws_secretsmanager_secret.other.id}"),),
        absent=(Status.FAIL, resources(aws_secretsmanager_secret={"name": "pay/acquirer"})),
        unknown=(Status.UNKNOWN, _stack("${var.secret}")),
    ),
)
