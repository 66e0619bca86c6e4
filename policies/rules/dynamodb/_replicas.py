"""The replicas of a table."""

from __future__ import annotations

from policies.estate import Estate, Resource


def replicas(table: Resource, estate: Estate) -> tuple[Resource, ...]:
    """The replicas of a table that are resources of their own."""
    return estate.naming(table, "aws_dynamodb_table_replica", "global_table_arn")
