"""Databases let in by IAM, not by passwords alone."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource

_ATTRIBUTE = "iam_database_authentication_enabled"


def check(database: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Tokens of IAM, which live for 15 minutes, are accepted."""
    yield from expect.true(database, _ATTRIBUTE)


RULE = Rule(
    id="rds-iam-authentication",
    title="Databases accept IAM authentication",
    severity=Severity.MEDIUM,
    types=("aws_rds_cluster", "aws_db_instance"),
    check=check,
    rationale=(
        "Where only passwords count, people share one: nobody can say who was in, and it stays valid when "
        "they leave. A token of IAM is a person's or a role's own and soon expires."
    ),
    remediation="Set iam_database_authentication_enabled=True.",
    controls=("pci-dss-4.0.1:8.2.2", "pci-dss-4.0.1:8.3.1", "nist-800-53-r5:IA-2", "nist-800-53-r5:AC-2"),
    requirements=("R42", "R84"),
    examples=Examples(
        passing=(
            resources(aws_rds_cluster={_ATTRIBUTE: True}),
            resources(aws_db_instance={_ATTRIBUTE: "true"}),
        ),
        failing=(resources(aws_rds_cluster={_ATTRIBUTE: False}),),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, resources(aws_rds_cluster={_ATTRIBUTE: "${var.tokens}"})),
    ),
)
