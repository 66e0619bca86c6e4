"""No data source brings a secret's value into the state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_READS: Final = (
    "data.aws_secretsmanager_secret_version",
    "data.aws_secretsmanager_secret_versions",
    "data.aws_secretsmanager_random_password",
)
_FORGETS: Final = "ephemeral.aws_secretsmanager_secret_version"


def check(source: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The value of a secret is read by an ephemeral block, or by whoever runs: what a data source has read
    stands in the state, whether anything uses it or not.
    """
    if source.type in _READS:
        yield fail("it puts the secret's value into the state")


def _reads(kind: str, section: str = "data") -> Terraform:
    return {section: {kind: {"example": {"secret_id": "pay/database"}}}}


RULE = Rule(
    id="terraform-secret-reads",
    title="No data source reads the value of a secret",
    severity=Severity.CRITICAL,
    types=(*_READS, "data.aws_secretsmanager_secret", _FORGETS),
    check=check,
    rationale=(
        "Even where a write-only argument takes the value, the data source that read it keeps it in the "
        "state, in every version of the state's bucket."
    ),
    remediation=(
        "Read the value by an ephemeral aws_secretsmanager_secret_version, or give the data source "
        "aws_secretsmanager_secret's ARN to what runs."
    ),
    controls=(
        "pci-dss-4.0.1:8.6.2",
        "pci-dss-4.0.1:8.3.2",
        "nist-800-53-r5:IA-5(6)",
        "nist-800-53-r5:IA-5(7)",
    ),
    requirements=("R29", "R30", "R143", "C2", "C26"),
    examples=Examples(
        passing=(
            _reads("aws_secretsmanager_secret_version", "ephemeral"),
            _reads("aws_secretsmanager_secret"),
        ),
        failing=(_reads("aws_secretsmanager_secret_version"),),
        absent=(Status.FAIL, {"data": {_READS[1].removeprefix("data."): {"example": {}}}}),
        unknown=(Status.FAIL, _reads("aws_secretsmanager_random_password")),
    ),
)
