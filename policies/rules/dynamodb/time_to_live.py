"""What a table keeps expires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
    unspecified,
)
from policies.resource import Resource
from policies.values import is_known

_BEGINS: Final = re.compile(
    r"^_?(?:(?:creat|insert|updat|modifi|receiv|record|regist|captur|written|writ|post|last|add|start)[a-z]*"
    r"|timestamp|ts|date|time|now)(?:[-_]?(?:at|on|time|timestamp|date|ts|epoch|updated|modified|seen))*$",
    re.IGNORECASE,
)
"""Names of a time that is past when the item is written."""


def check(table: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Time to live is on and names the attribute, where the system says which, that one: an item without it
    stays for ever. It is a number, and no time at which the item was made or changed: DynamoDB deletes what
    is past it. A table of which nobody says that its items end may have none.

    Replicas have the setting of their table (DynamoDB Developer Guide, "Using time to live (TTL)").
    """
    if not table.blocks("ttl"):
        yield from expect.whichever(table, "promises", (Promises(), Promises(expires="expires_at")), _none)
        return
    yield from expect.true(table, "ttl.enabled")
    name = table.get("ttl.attribute_name")
    if not is_known(name):
        yield unknown(f"ttl.attribute_name is {name}, which only the plan can tell")
    elif not name:
        yield fail("ttl.attribute_name is not set")
    elif any(
        block.get("name") == name and block.get("type") not in (None, "N")
        for block in expect.written_blocks(table, "attribute")
    ):
        yield fail(f"ttl.attribute_name is '{name}', which is no number: nothing ever expires")
    elif _BEGINS.search(str(name)):
        yield fail(
            f"ttl.attribute_name is '{name}', when an item was made: each expires as soon as it is written"
        )
    elif (promises := table.context.promises) is None:
        yield unspecified("promises")
    elif name != (promises.expires or name):
        yield fail(f"ttl.attribute_name is '{name}', and items expire by '{promises.expires}'")


def _none(table: Resource) -> Iterator[Judgement]:
    """What is said of a table without the block."""
    if table.context.promises is not None and table.context.promises.expires:
        yield fail(f"ttl is not set, and items expire by '{table.context.promises.expires}'")
    else:
        yield NOT_APPLICABLE


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
            resources(
                aws_dynamodb_table={
                    "attribute": [{"name": "expires_at", "type": "S"}],
                    "ttl": {"attribute_name": "expires_at", "enabled": True},
                }
            ),
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "created_at", "enabled": True}}),
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "lastUpdated", "enabled": True}}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_dynamodb_table={"name": "ledger-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_dynamodb_table={"ttl": {"attribute_name": "${var.name}", "enabled": True}}),
        ),
    ),
)
