"""What each class of data is, which resources are stores, and where copies of them go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.expect import is_true
from policies.model import NOT_APPLICABLE, Judgement, fail, unknown
from policies.resource import Resource
from policies.values import is_known

PERSONAL: Final = "personal"

CLASSES: Final[Mapping[str, str]] = {
    PERSONAL: "names, card numbers, addresses: never leaves its region",
    "tokenised": "opaque tokens, amounts and states: may be replicated",
    "audit": "the record of who did what, kept for auditors",
    "logs": "access, flow and application logs",
    "code": "what is deployed: archives, images, signed artefacts",
    "operational": "what the platform needs to run and no person's data: locks, offsets, caches of settings",
    "public": "what the public may read: assets of a web site",
}
"""The values of the tag DataClass, and what each means."""

STORES: Final = frozenset(
    {
        *("aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_s3_bucket"),
        *("aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"),
        *("aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster"),
        *("aws_opensearch_domain", "aws_redshift_cluster", "aws_efs_file_system", "aws_kinesis_stream"),
    }
)
"""What keeps data at rest of which somebody must know the class."""

_COPIES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "aws_db_instance": (("aws_db_instance_automated_backups_replication", "source_db_instance_arn"),),
    "aws_docdb_cluster": (("aws_docdb_global_cluster", "source_db_cluster_identifier"),),
    "aws_dynamodb_table": (
        ("aws_dynamodb_table_replica", "global_table_arn"),
        ("aws_dynamodb_global_table", "name"),
        ("aws_dynamodb_kinesis_streaming_destination", "table_name"),
    ),
    "aws_efs_file_system": (("aws_efs_replication_configuration", "source_file_system_id"),),
    "aws_elasticache_replication_group": (
        ("aws_elasticache_global_replication_group", "primary_replication_group_id"),
    ),
    "aws_neptune_cluster": (("aws_neptune_global_cluster", "source_db_cluster_identifier"),),
    "aws_rds_cluster": (("aws_rds_global_cluster", "source_db_cluster_identifier"),),
    "aws_redshift_cluster": (("aws_redshift_snapshot_copy", "cluster_identifier"),),
    "aws_s3_bucket": (("aws_s3_bucket_replication_configuration", "bucket"),),
}
"""By store: the related resources that make a copy elsewhere, and the attribute that names the store."""

_READ_REPLICAS: Final[Mapping[str, str]] = {
    "aws_db_instance": "replicate_source_db",
    "aws_rds_cluster": "replication_source_identifier",
    "aws_neptune_cluster": "replication_source_identifier",
}


def data_class(resource: Resource) -> object:
    """The tag DataClass, the expression that all the tags are, or None."""
    tags = resource.values.get("tags")
    return tags.get("DataClass") if isinstance(tags, Mapping) else tags


def if_personal(resource: Resource, said: Iterable[Judgement]) -> Iterator[Judgement]:
    """What is said of the resource, if it is personal; unknown instead, where only the plan can tell."""
    label = data_class(resource)
    if not is_known(label):
        yield from (unknown(f"if its DataClass is {PERSONAL}: {item.message}") for item in said)
    elif str(label).lower() == PERSONAL:
        yield from said
    else:
        yield NOT_APPLICABLE


def copies(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What takes the store's data elsewhere: replicas, replication, streams, copied backups."""
    if store.blocks("replica"):
        yield fail("it has replica blocks")
    if store.type == "aws_s3_bucket" and store.blocks("replication_configuration"):
        yield fail("its replication_configuration copies it")
    if not is_known(store.get("stream_enabled")):
        yield unknown(f"stream_enabled is {store.get('stream_enabled')}, which only the plan can tell")
    elif is_true(store.get("stream_enabled")):
        yield fail("stream_enabled is true: its stream carries the data out of the table")
    for attribute in ("global_cluster_identifier", "global_replication_group_id"):
        if store.get(attribute):
            yield fail(f"{attribute} makes it a member of a global database")
    yield from _copied_by_others(store, configuration)
    yield from _copied_backups(store, configuration)


def _copied_by_others(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for kind, attribute in _COPIES.get(store.type, ()):
        for related in configuration.naming(store, kind, attribute):
            yield fail(f"{related.address} copies it")
    for replica in configuration.naming(store, store.type, _READ_REPLICAS.get(store.type, "none")):
        if replica.region != store.region:
            yield fail(f"{replica.address} is its replica in {replica.region or 'an unknown region'}")


def _copied_backups(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for selection in configuration.naming(store, "aws_backup_selection", "resources"):
        plan = configuration.target(selection, selection.get("plan_id"))
        if plan is None:
            continue
        for copy in plan.blocks("rule.copy_action"):
            vault = configuration.target(plan, copy.get("destination_vault_arn"))
            if vault is None or vault.region != store.region:
                yield fail(f"{plan.address} copies its backups to {copy.get('destination_vault_arn')}")
