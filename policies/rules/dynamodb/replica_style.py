"""Replicas are declared in one style, and that style keeps their tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.dynamodb._replicas import replicas
from policies.values import is_known


def check(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Replica resources exclude inline replicas and need the table to ignore changes to `replica`.

    Terraform registry, aws_dynamodb_table_replica: the two are mutually exclusive. Without replica
    resources, inline replicas must propagate the tags.
    """
    separate = replicas(table, configuration)
    inline = tuple(expect.each_block(table, "replica", "region_name", _tagged))
    if not separate:
        yield from inline
        if not inline and not table.blocks("replica"):
            yield NOT_APPLICABLE
        return
    ignored = table.get("lifecycle.ignore_changes")
    if not is_known(ignored):
        yield unknown(f"lifecycle.ignore_changes is {ignored}, which only the plan can tell")
    elif ignored != "all" and "replica" not in (ignored if isinstance(ignored, list) else [ignored]):
        yield fail(f"{separate[0].address} replicates it, and lifecycle.ignore_changes lacks 'replica'")
    if expect.written_blocks(table, "replica"):
        yield fail(f"it has inline replicas beside {separate[0].address}")
    yield from expect.written_out(table, "replica")


def _tagged(replica: Resource) -> Iterator[Judgement]:
    yield from expect.true(replica, "propagate_tags")


IGNORES = {"name": "ledger-zq7", "lifecycle": {"ignore_changes": ["replica"]}}


def _replicated(table: Mapping[str, object], by: str = "${aws_dynamodb_table.example.arn}") -> Terraform:
    return {
        "resource": {
            "aws_dynamodb_table": {"example": table},
            "aws_dynamodb_table_replica": {"peer": {"global_table_arn": by}},
        }
    }


RULE = Rule(
    id="dynamodb-replica-style",
    title="Replicas are declared in one style, with their tags",
    severity=Severity.HIGH,
    types=("aws_dynamodb_table",),
    scope="configuration",
    check=check,
    rationale=(
        "A table that does not ignore `replica` deletes, in its next apply, every replica that a "
        "resource of its own made. An inline replica that does not propagate tags has none."
    ),
    remediation=(
        "Declare replicas as DynamodbTableReplicaA, each with its own tags, and give the table "
        "lifecycle=TerraformResourceLifecycle(ignore_changes=['replica']) and no replica struct."
    ),
    controls=("pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-8"),
    requirements=("R62", "C19"),
    examples=Examples(
        passing=(
            _replicated(IGNORES),
            _replicated({"name": "ledger-zq7", "lifecycle": [{"ignore_changes": ["ttl", "replica"]}]}),
            resources(aws_dynamodb_table={"replica": [{"region_name": "xx-test-2", "propagate_tags": True}]}),
        ),
        failing=(
            _replicated({"name": "ledger-zq7", "lifecycle": {"ignore_changes": ["read_capacity"]}}),
            _replicated({**IGNORES, "replica": {"region_name": "xx-test-3", "propagate_tags": True}}),
            _replicated(
                {"name": "ledger-zq7"}, by="arn:aws:dynamodb:xx-test-1:999988887777:table/ledger-zq7"
            ),
            resources(
                aws_dynamodb_table={
                    "replica": [
                        {"region_name": "xx-test-2", "propagate_tags": True},
                        {"region_name": "xx-test-3"},
                    ]
                }
            ),
        ),
        absent=(Status.FAIL, _replicated({"name": "ledger-zq7"})),
        unknown=(
            Status.UNKNOWN,
            _replicated({**IGNORES, "dynamic": {"replica": {"for_each": "${var.regions}", "content": {}}}}),
        ),
    ),
)
