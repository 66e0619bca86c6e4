"""A stack has no section that this project does not use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.types.table import table

REFUSED: Final = {
    "import": "it takes over something that another hand made, in a state that no rule has seen",
    "moved": "it renames what is deployed, so that a later reader takes one resource for another",
    "removed": "it takes something out of the state, or destroys it, where no resource says so",
    "check": "it reads at every plan and fails nothing; an alarm or a rule is what holds",
}
"""Sections by what they do."""


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """None of these sections is there; an `ephemeral` block is of a type that somebody reviewed."""
    if element.type in REFUSED:
        yield fail(f"{REFUSED[element.type]}; this project has no such section")
    elif element.type.startswith("ephemeral.") and element.type not in table().types:
        yield fail(
            "it is an ephemeral type that this project does not use, and that policies/types does not class"
        )


def _ephemeral(kind: str) -> Terraform:
    return {"ephemeral": {kind: {"example": {"secret_id": "${data.aws_secretsmanager_secret.db.id}"}}}}


RULE = Rule(
    id="terraform-unused-sections",
    title="A stack has only the sections that this project uses",
    severity=Severity.HIGH,
    types=(*REFUSED, "ephemeral.*"),
    check=check,
    rationale=(
        "These sections change the state or read the world beside the resources that are judged: what is "
        "imported keeps the settings that it had, what is removed is forgotten and runs on."
    ),
    remediation=(
        "Remove the section. Move state by command, with a second pair of eyes; read a secret by the one "
        "ephemeral type that is classed, aws_secretsmanager_secret_version."
    ),
    controls=(
        *("pci-dss-4.0.1:6.5.1", "pci-dss-4.0.1:12.5.1"),
        *("nist-800-53-r5:CM-3", "nist-800-53-r5:CM-8"),
    ),
    requirements=("R6", "R14"),
    examples=Examples(
        passing=(_ephemeral("aws_secretsmanager_secret_version"),),
        failing=(
            {"import": [{"to": "aws_s3_bucket.example", "id": "receipts"}]},
            {"import": {"to": "${aws_s3_bucket.example}", "id": "receipts"}},
            {"moved": [{"from": "aws_s3_bucket.example", "to": "aws_s3_bucket.b"}]},
            {"moved": {"from": "aws_s3_bucket.example", "to": "module.a.aws_s3_bucket.b"}},
            {"removed": [{"from": "aws_s3_bucket.example", "lifecycle": {"destroy": False}}]},
            {"check": {"example": {"assert": [{"condition": True, "error_message": "no"}]}}},
            _ephemeral("aws_lambda_invocation_of_tomorrow"),
            _ephemeral("random_password"),
        ),
        absent=(Status.FAIL, {"check": {"example": {}}}),
        unknown=(Status.FAIL, {"import": [{"to": "aws_s3_bucket.example", "id": "${var.id}"}]}),
    ),
)
