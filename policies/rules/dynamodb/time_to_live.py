"""What a table keeps expires."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource, is_known
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, resources, unknown


def check(table: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Time to live is on and names the attribute; an item without that attribute stays all the same.

    Replicas have the setting of their table (DynamoDB Developer Guide, "Using time to live (TTL)").
    """
    yield from expect.true(table, "ttl.enabled")
    name = table.get("ttl.attribute_name")
    if not is_known(name):
        yield unknown(f"ttl.attribute_name is {name}, which only the plan can tell")
    elif not name:
        yield fail("ttl.attribute_name is not set")


RULE = Rule(
    id="dynamodb-time-to-live",
    title="Tables let what they keep expire",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table",),
    check=check,
    rationale=(
        "A table from which nothing ever expires keeps payments and personal data beyond their retention, "
        "and nobody deletes by hand from three regions."
    ),
    remediation="Set ttl=DynamodbTableTtl(attribute_name='expires_at', enabled=True).",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12"),
    rows=("R62", "R80"),
    examples=Examples(
        passing=(
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "expires_at", "enabled": True}}),
            resources(aws_dynamodb_table={"ttl": [{"attribute_name": "expires_at", "enabled": "true"}]}),
        ),
        failing=(
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "expires_at", "enabled": False}}),
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "expires_at"}}),
            resources(aws_dynamodb_table={"ttl": {"enabled": True}}),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={"name": "ledger-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "${var.name}", "enabled": True}}),
        ),
    ),
)
