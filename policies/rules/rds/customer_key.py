"""Databases are encrypted under a key of ours, and so is what is recorded of their load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.rds._replicas import inherits_encryption

_INSIGHTS: Final = "performance_insights_enabled"


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Storage is encrypted under a customer-managed key; Performance Insights, which keep statements, too.

    A global cluster says that it is encrypted; its clusters name the keys, each of its own region. A replica
    has the key of its source where both are in one region.
    """
    inherits = inherits_encryption(database, configuration)
    if database.type != "aws_rds_cluster_instance" and not inherits:
        yield from expect.apart("storage_encrypted", expect.true(database, "storage_encrypted"))
    if database.type in ("aws_rds_cluster", "aws_db_instance") and not inherits:
        yield from expect.apart("kms_key_id", expect.customer_key(database, configuration, "kms_key_id"))
    if expect.is_true(database.get(_INSIGHTS)):
        key = "performance_insights_kms_key_id"
        yield from expect.apart(key, expect.customer_key(database, configuration, key))


def _replica(**values: object) -> Terraform:
    source = {"identifier": "pay-zq7", "storage_encrypted": True, "kms_key_id": _KEY}
    replica = {"replicate_source_db": "${aws_db_instance.pay.identifier}", **values}
    return {"resource": {"aws_kms_key": {"data": {}}, "aws_db_instance": {"pay": source, "example": replica}}}


def _cluster(**values: object) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"data": {}},
            "aws_rds_cluster": {"example": {"storage_encrypted": True, "kms_key_id": _KEY, **values}},
        }
    }


_KEY: Final = "${aws_kms_key.data.arn}"
_ELSEWHERE: Final = "arn:aws:rds:xx-test-2:999988887777:db:pay-zq7"
_ARN: Final = "arn:aws:kms:xx-test-1:999988887777:key/11111111-2222-3333-4444-555555555555"

RULE = Rule(
    id="rds-customer-key",
    title="Databases are encrypted under customer-managed keys",
    severity=Severity.CRITICAL,
    types=("aws_rds_cluster", "aws_rds_cluster_instance", "aws_rds_global_cluster", "aws_db_instance"),
    scope="configuration",
    check=check,
    rationale=(
        "Under the key that AWS manages nobody of ours says who may decrypt a copy of the disk or a "
        "snapshot, and a database that was made without encryption cannot get it later."
    ),
    remediation=(
        "Set storage_encrypted=True and kms_key_id to a KmsKey of ours, and "
        "performance_insights_kms_key_id where Performance Insights are on."
    ),
    controls=(
        "pci-dss-4.0.1:3.5.1",
        "pci-dss-4.0.1:3.6.1",
        "nist-800-53-r5:SC-28(1)",
        "nist-800-53-r5:SC-12",
    ),
    requirements=("R35", "R36", "R121"),
    examples=Examples(
        passing=(
            _cluster(),
            _cluster(kms_key_id=_ARN),
            _cluster(performance_insights_enabled=True, performance_insights_kms_key_id=_KEY),
            resources(aws_rds_global_cluster={"storage_encrypted": True}),
            _replica(instance_class="db.r8g.large"),
            _replica(replicate_source_db="pay-zq7"),
        ),
        failing=(
            _cluster(storage_encrypted=False),
            _cluster(kms_key_id="alias/aws/rds"),
            _cluster(kms_key_id=None),
            _replica(replicate_source_db=_ELSEWHERE),
            _replica(performance_insights_enabled=True),
            _cluster(performance_insights_enabled=True),
            resources(aws_rds_cluster_instance={_INSIGHTS: True}),
            resources(aws_rds_global_cluster={"engine": "aurora-mysql"}),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _cluster(kms_key_id="${var.key}")),
    ),
)
