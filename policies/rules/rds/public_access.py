"""Databases have no public address."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(instance: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The instance is not publicly accessible. The default depends on its subnets, so it is said."""
    yield from expect.one_of(instance, "publicly_accessible", (False,))


RULE = Rule(
    id="rds-public-access",
    title="Instances of databases are not publicly accessible, and say so",
    severity=Severity.CRITICAL,
    types=("aws_rds_cluster_instance", "aws_db_instance"),
    check=check,
    rationale="A database with a public name and address is tried by everybody, day and night.",
    remediation="Set publicly_accessible=False.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-3"),
    requirements=("R45",),
    examples=Examples(
        passing=(
            resources(aws_rds_cluster_instance={"publicly_accessible": False}),
            resources(aws_db_instance={"publicly_accessible": "false"}),
        ),
        failing=(
            resources(aws_rds_cluster_instance={"publicly_accessible": True}),
            resources(aws_db_instance={"publicly_accessible": "true"}),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster_instance={"instance_class": "db.serverless"})),
        unknown=(Status.UNKNOWN, resources(aws_rds_cluster_instance={"publicly_accessible": "${var.open}"})),
    ),
)
