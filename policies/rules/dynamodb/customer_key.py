"""Every table and every replica is encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The table and each replica name a key. Enabled without a key means aws/dynamodb."""
    if table.type == "aws_dynamodb_table_replica":
        yield from expect.customer_key(table, configuration, "kms_key_arn")
        return
    yield from expect.true(table, "server_side_encryption.enabled")
    yield from expect.customer_key(table, configuration, "server_side_encryption.kms_key_arn")
    yield from expect.each_block(
        table,
        "replica",
        "region_name",
        lambda replica: expect.customer_key(replica, configuration, "kms_key_arn"),
    )


KEY = "${aws_kms_key.data.arn}"


def _stack(*, replica: object = (), alias: str = "alias/data-zq7", **encryption: object) -> Terraform:
    return {
        **resources(aws_dynamodb_table={"server_side_encryption": encryption, "replica": replica}),
        "data": {"aws_kms_alias": {"peer": {"name": alias}}},
    }


RULE = Rule(
    id="dynamodb-customer-key",
    title="Tables and their replicas are encrypted with a customer-managed key",
    severity=Severity.HIGH,
    types=("aws_dynamodb_table", "aws_dynamodb_table_replica"),
    scope="configuration",
    check=check,
    rationale=(
        "The keys of AWS have policies that nobody can edit, so they cannot keep a role, a region or an "
        "account out of the ledger. A replica that names no key falls back to such a key."
    ),
    remediation=(
        "Set server_side_encryption with enabled=True and kms_key_arn of the region's KmsKey on the "
        "table, and kms_key_arn of the replica's region on each replica."
    ),
    controls=("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35", "R36", "R102"),
    waivable=False,
    examples=Examples(
        passing=(
            _stack(enabled=True, kms_key_arn="arn:aws:kms:xx-test-1:999988887777:key/data"),
            _stack(
                enabled="true",
                kms_key_arn="${data.aws_kms_alias.peer.target_key_arn}",
                replica=[{"region_name": "xx-test-2", "kms_key_arn": "arn:aws:kms:xx-test-2:1:key/data"}],
            ),
            {
                "resource": {
                    "aws_kms_key": {"data": {}},
                    "aws_dynamodb_table_replica": {"example": {"kms_key_arn": KEY}},
                }
            },
        ),
        failing=(
            _stack(enabled=True),
            _stack(enabled=False, kms_key_arn="arn:aws:kms:xx-test-1:999988887777:key/data"),
            _stack(
                enabled=True,
                kms_key_arn="${data.aws_kms_alias.peer.target_key_arn}",
                alias="alias/aws/dynamodb",
            ),
            _stack(
                enabled=True,
                kms_key_arn="arn:aws:kms:xx-test-1:999988887777:key/data",
                replica=[
                    {"region_name": "xx-test-2", "kms_key_arn": "arn:aws:kms:xx-test-2:1:key/data"},
                    {"region_name": "xx-test-3"},
                ],
            ),
            resources(aws_dynamodb_table_replica={"kms_key_arn": "alias/aws/dynamodb"}),
            {
                "resource": {
                    "aws_s3_bucket": {"data": {}},
                    "aws_dynamodb_table_replica": {"example": {"kms_key_arn": "${aws_s3_bucket.data.arn}"}},
                }
            },
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={}, aws_dynamodb_table_replica={})),
        unknown=(Status.UNKNOWN, resources(aws_dynamodb_table_replica={"kms_key_arn": "${var.key}"})),
    ),
)
