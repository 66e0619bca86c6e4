"""The keys of a table and of its indexes are its attributes, and no others are defined."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known


def check(table: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """What keys name is defined, and what is defined is in a key of the table or of an index.

    DynamoDB refuses both (API reference, CreateTable, AttributeDefinitions). A definition that no key
    uses is what is left when an index or a sort key is lost.
    """
    yield from expect.written_out(table, "attribute")
    yield from expect.written_out(table, "global_secondary_index")
    if not table.get("hash_key"):
        yield fail("hash_key is not set")
    indexes = (*table.blocks("global_secondary_index"), *table.blocks("local_secondary_index"))
    keys = {
        str(block[name])
        for block in (table.values, *indexes)
        for name in ("hash_key", "range_key")
        if block.get(name)
    }
    defined = {str(block.get("name")) for block in table.blocks("attribute")}
    if not all(map(is_known, keys | defined)):
        yield unknown("a key or an attribute has a name that only the plan can tell")
        return
    for key in sorted(keys - defined):
        yield fail(f"the key {key} is no attribute")
    for name in sorted(defined - keys):
        yield fail(f"the attribute {name} is in no key: an index or a sort key is missing")


_KEYS = {"hash_key": "pk", "range_key": "sk", "attribute": [{"name": "pk"}, {"name": "sk"}]}
_INDEXED = {**_KEYS, "attribute": [{"name": "pk"}, {"name": "sk"}, {"name": "merchant"}]}

RULE = Rule(
    id="dynamodb-key-schema",
    title="Keys and indexes of a table fit its attributes",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table",),
    check=check,
    rationale=(
        "A ledger that lost its index answers every question about a merchant by reading everything, and "
        "a change of its keys replaces the table."
    ),
    remediation="Define with DynamodbTableAttribute exactly what hash_key, range_key and the indexes name.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2"),
    requirements=("R62",),
    examples=Examples(
        passing=(
            resources(aws_dynamodb_table=_KEYS),
            resources(
                aws_dynamodb_table={
                    **_INDEXED,
                    "global_secondary_index": [
                        {"name": "by_merchant", "hash_key": "merchant", "range_key": "sk"}
                    ],
                }
            ),
        ),
        failing=(
            resources(aws_dynamodb_table=_INDEXED),
            resources(aws_dynamodb_table={**_KEYS, "range_key": None}),
            resources(aws_dynamodb_table={**_KEYS, "hash_key": None}),
            resources(aws_dynamodb_table={**_KEYS, "attribute": [{"name": "pk"}]}),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={"name": "ledger-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_dynamodb_table={**_KEYS, "hash_key": "${var.key}"})),
    ),
)
