"""The replicas of a table."""

from __future__ import annotations

from policies.configuration import Configuration
from policies.resource import Resource


def replicas(table: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """The replicas of a table that are resources of their own."""
    return configuration.naming(table, "aws_dynamodb_table_replica", "global_table_arn")
