"""A database goes without a last snapshot, except in production."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(database: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The snapshot is skipped; in the profile `production` it is taken.

    A read replica has no final snapshot (RDS API, DeleteDBInstance), so in production it is exempt.
    """
    yield from expect.whichever(database, "profile", PROFILES, _judged)


def _judged(database: Resource) -> Iterator[Judgement]:
    if database.context.profile != "production":
        yield from expect.true(database, "skip_final_snapshot")
    elif database.get("replicate_source_db") is not None:
        yield NOT_APPLICABLE
    else:
        yield from expect.not_true(database, "skip_final_snapshot")


RULE = Rule(
    id="terraform-final-snapshot",
    title="Databases leave no final snapshot behind, except in production",
    severity=Severity.MEDIUM,
    types=(
        "aws_rds_cluster",
        "aws_db_instance",
        "aws_docdb_cluster",
        "aws_neptune_cluster",
        "aws_neptune_cluster_instance",
        "aws_redshift_cluster",
    ),
    check=check,
    rationale=(
        "A snapshot outlives the environment: account data that no retention limit reaches. The provider "
        "takes one unless told otherwise, and its name makes the second destroy fail."
    ),
    remediation="Set skip_final_snapshot=True; only the profile production leaves it False.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12(3)", "nist-800-53-r5:CM-2(6)"),
    requirements=("R27",),
    examples=Examples(
        passing=(
            resources(aws_rds_cluster={"skip_final_snapshot": True}),
            resources(aws_db_instance={"skip_final_snapshot": "true"}),
        ),
        failing=(
            resources(aws_rds_cluster={"skip_final_snapshot": False}),
            resources(aws_db_instance={"final_snapshot_identifier": "last-zq7"}),
            resources(aws_redshift_cluster={"skip_final_snapshot": "false"}),
        ),
        absent=(Status.FAIL, resources(aws_docdb_cluster={})),
        unknown=(Status.UNKNOWN, resources(aws_neptune_cluster={"skip_final_snapshot": "${var.skip}"})),
    ),
)
