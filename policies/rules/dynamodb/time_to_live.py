"""What a table keeps expires."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown, unspecified
from policies.resource import Resource
from policies.values import is_known


def check(table: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Time to live is on and names the attribute, where the system says which, that one: an item without it
    stays for ever.

    Replicas have the setting of their table (DynamoDB Developer Guide, "Using time to live (TTL)").
    """
    yield from expect.true(table, "ttl.enabled")
    name = table.get("ttl.attribute_name")
    if not is_known(name):
        yield unknown(f"ttl.attribute_name is {name}, which only the plan can tell")
    elif not name:
        yield fail("ttl.attribute_name is not set")
    elif (promises := table.context.promises) is None:
        yield unspecified("promises")
    elif name != (promises.expires or name):
        yield fail(f"ttl.attribute_name is '{name}', and items expire by '{promises.expires}'")


RULE = Rule(
    id="dynamodb-time-to-live",
    title="Tables let what they keep expire",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table",),
    check=check,
    rationale=(
        "A table from which nothing ever expires keeps payments and personal data beyond their retention, "
        "and nobody deletes by hand from three regions. One that looks at an attribute that no item has does "
        "the same, and looks sound."
    ),
    remediation="Set ttl=DynamodbTableTtl(attribute_name='expires_at', enabled=True).",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12"),
    requirements=("R62", "R80"),
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
