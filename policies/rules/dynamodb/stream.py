"""A table that is replicated streams its changes."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.dynamodb._replicas import replicas


def check(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A table with replicas, inline or as resources, streams new and old images."""
    inline = bool(table.blocks("replica")) or any(expect.written_out(table, "replica"))
    if not inline and not replicas(table, configuration):
        yield NOT_APPLICABLE
        return
    yield from expect.true(table, "stream_enabled")
    yield from expect.one_of(table, "stream_view_type", ("NEW_AND_OLD_IMAGES",))


STREAM = {"name": "ledger-zq7", "stream_enabled": True, "stream_view_type": "NEW_AND_OLD_IMAGES"}
INLINE = {"replica": [{"region_name": "xx-test-2"}]}


def _replicated(table: dict[str, object], by: str = "${aws_dynamodb_table.example.arn}") -> Terraform:
    return {
        "resource": {
            "aws_dynamodb_table": {"example": table},
            "aws_dynamodb_table_replica": {"peer": {"global_table_arn": by}},
        }
    }


RULE = Rule(
    id="dynamodb-stream",
    title="Replicated tables stream new and old images",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table",),
    scope="configuration",
    check=check,
    rationale=(
        "Change data capture reads the stream. Without both images it can tell neither what a deletion "
        "removed nor in which region a change began, and global tables demand both."
    ),
    remediation="Set stream_enabled=True and stream_view_type='NEW_AND_OLD_IMAGES' on the DynamodbTable.",
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:SC-36(2)"),
    requirements=("R63",),
    examples=Examples(
        passing=(
            resources(aws_dynamodb_table={**STREAM, **INLINE}),
            _replicated({**STREAM, "stream_enabled": "true"}),
        ),
        failing=(
            resources(aws_dynamodb_table={**STREAM, **INLINE, "stream_enabled": False}),
            resources(aws_dynamodb_table={**STREAM, **INLINE, "stream_view_type": "NEW_IMAGE"}),
            _replicated({**STREAM, "stream_view_type": "KEYS_ONLY"}),
            _replicated(
                {"name": "ledger-zq7"}, by="arn:aws:dynamodb:xx-test-1:999988887777:table/ledger-zq7"
            ),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table=INLINE)),
        unknown=(Status.UNKNOWN, _replicated({**STREAM, "stream_view_type": "${var.view}"})),
    ),
)
