"""Rules for DynamoDB."""

from __future__ import annotations

from policies.estate import Estate, Resource


def replicas(table: Resource, estate: Estate) -> tuple[Resource, ...]:
    """The replicas of a table that are resources of their own."""
    return tuple(
        replica
        for replica in estate.of("aws_dynamodb_table_replica")
        if estate.names(replica, replica.get("global_table_arn"), table)
    )
