"""Every table and every replica can be restored to any second."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(table: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Recovery is on for the table and for each replica: a replica does not inherit it.

    AWS, "Point-in-time recovery for DynamoDB": it is enabled replica by replica, and a restored table
    starts without it, so none is exempt.
    """
    if table.type == "aws_dynamodb_table_replica":
        yield from expect.true(table, "point_in_time_recovery")
        return
    yield from expect.true(table, "point_in_time_recovery.enabled")
    yield from expect.each_block(
        table, "replica", "region_name", lambda replica: expect.true(replica, "point_in_time_recovery")
    )


def _table(*replicas: dict[str, object], enabled: object = True) -> Terraform:
    return resources(
        aws_dynamodb_table={"point_in_time_recovery": {"enabled": enabled}, "replica": list(replicas)}
    )


RULE = Rule(
    id="dynamodb-point-in-time-recovery",
    title="Tables and their replicas have point-in-time recovery",
    severity=Severity.HIGH,
    types=("aws_dynamodb_table", "aws_dynamodb_table_replica"),
    check=check,
    rationale=(
        "A faulty writer corrupts all replicas within a second. Only recovery to the second before "
        "brings the ledger back, and a region without it cannot be the one that survives."
    ),
    remediation=(
        "Set point_in_time_recovery=DynamodbTablePointInTimeRecovery(enabled=True) on the table and "
        "point_in_time_recovery=True on each DynamodbTableReplicaA or DynamodbTableReplica struct."
    ),
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10"),
    requirements=("R52",),
    examples=Examples(
        passing=(
            _table(),
            _table({"region_name": "xx-test-2", "point_in_time_recovery": "true"}, enabled="true"),
            resources(aws_dynamodb_table={"point_in_time_recovery": [{"enabled": True}]}),
            resources(aws_dynamodb_table_replica={"point_in_time_recovery": True}),
        ),
        failing=(
            _table(enabled=False),
            _table({"region_name": "xx-test-2"}),
            _table(
                {"region_name": "xx-test-2", "point_in_time_recovery": True},
                {"region_name": "xx-test-3", "point_in_time_recovery": False},
            ),
            resources(
                aws_dynamodb_table={
                    "restore_source_name": "ledger-zq7",
                    "restore_to_latest_time": True,
                    "replica": {"region_name": "xx-test-2", "point_in_time_recovery": True},
                }
            ),
            resources(aws_dynamodb_table_replica={"point_in_time_recovery": "false"}),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={}, aws_dynamodb_table_replica={})),
        unknown=(
            Status.UNKNOWN,
            resources(
                aws_dynamodb_table={
                    "point_in_time_recovery": {"enabled": True},
                    "dynamic": {"replica": {"for_each": "${var.regions}", "content": {}}},
                }
            ),
        ),
    ),
)
