"""Buckets: what is said of one, in related resources or in blocks of old style, and which one is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import NOT_APPLICABLE, Judgement
from policies.resource import Resource
from policies.values import UnknownBlock, is_known

LOGGING: Final = "aws_s3_bucket_logging"
POLICY: Final = "aws_s3_bucket_policy"
REPLICATION: Final = "aws_s3_bucket_replication_configuration"
INLINE: Final = {
    "aws_s3_bucket_versioning": "versioning",
    "aws_s3_bucket_server_side_encryption_configuration": "server_side_encryption_configuration",
    "aws_s3_bucket_lifecycle_configuration": "lifecycle_rule",
    LOGGING: "logging",
    REPLICATION: "replication_configuration",
}
"""The blocks of old style that say in a bucket what related resources say now (Terraform registry,
aws_s3_bucket)."""


def settings(bucket: Resource, configuration: Configuration, kind: str) -> tuple[Resource, ...]:
    """What says one thing of a bucket: its related resources of a type, and its own block of old style."""
    inline = _inline(bucket, kind)
    return (*(() if inline is None else (inline,)), *configuration.related(bucket, kind, "bucket"))


def each_setting(
    element: Resource,
    configuration: Configuration,
    kind: str,
    check: Callable[[Resource], Iterable[Judgement]],
) -> Iterator[Judgement]:
    """As `expect.each_related`, of a bucket that may say it in a block of old style."""
    inline = _inline(element, kind) if element.type == "aws_s3_bucket" else None
    yield from expect.each_related(element, configuration, expect.Related(kind), check, inline)


def in_bucket(
    bucket: Resource, kind: str, check: Callable[[Resource], Iterable[Judgement]]
) -> Iterator[Judgement]:
    """What `check` says of a bucket's block of old style; a bucket without one is not concerned."""
    inline = _inline(bucket, kind)
    if inline is None:
        yield NOT_APPLICABLE
        return
    for judgement in check(inline):
        yield replace(judgement, message=f"{inline.address}: {judgement.message}")


def _inline(bucket: Resource, kind: str) -> Resource | None:
    """A bucket's block of old style as the related resource that says the same; None where there is none."""
    attribute = INLINE[kind]
    blocks = bucket.blocks(attribute)
    if not blocks:
        return None
    said = replace(bucket, address=f"{attribute} (inline, deprecated)", type=kind, values=blocks[0])
    if attribute == "versioning":
        status = _status(said.get("enabled"), "Suspended")
        return replace(said, values={"versioning_configuration": {"status": status}})
    if attribute == "lifecycle_rule":
        return replace(said, values={"rule": [_lifecycle_rule(block) for block in blocks]})
    if attribute == "replication_configuration":
        rules = [_replication_rule(block) for block in bucket.blocks(f"{attribute}.rules")]
        own = f"${{{bucket.address}.id}}"
        return replace(said, values={"role": said.get("role"), "bucket": own, "rule": rules})
    return said


def _replication_rule(block: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(block, UnknownBlock):
        return block
    destination = next(iter(_listed(block.get("destination"))), {})
    criteria = next(iter(_listed(block.get("source_selection_criteria"))), {})
    encrypted = next(iter(_listed(criteria.get("sse_kms_encrypted_objects"))), {})
    key = {"replica_kms_key_id": destination.get("replica_kms_key_id")}
    return {
        **block,
        "delete_marker_replication": {"status": block.get("delete_marker_replication_status")},
        "source_selection_criteria": {
            "sse_kms_encrypted_objects": {"status": _status(encrypted.get("enabled"))}
        },
        "destination": {**destination, "encryption_configuration": key},
    }


def _listed(value: object) -> list[Mapping[str, Any]]:
    """The blocks of an attribute of a block."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, Mapping)]


def _status(enabled: object, otherwise: str = "Disabled") -> object:
    """What a related resource says for the boolean of old style."""
    return enabled if not is_known(enabled) else "Enabled" if expect.is_true(enabled) else otherwise


def _lifecycle_rule(block: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(block, UnknownBlock):
        return block
    expiration = next(iter(_listed(block.get("noncurrent_version_expiration"))), {})
    return {
        "status": _status(block.get("enabled")),
        "filter": {"prefix": block.get("prefix"), "tags": block.get("tags")},
        "expiration": block.get("expiration"),
        "noncurrent_version_expiration": {"noncurrent_days": expiration.get("days")},
        "abort_incomplete_multipart_upload": {
            "days_after_initiation": block.get("abort_incomplete_multipart_upload_days")
        },
    }


def flow_log_bucket(log: Resource, configuration: Configuration) -> Resource | None:
    """The bucket into which a flow log is written, behind whose ARN a folder may stand."""
    arn, _, _ = str(log.get("log_destination")).partition("/")
    return bucket_of(log, configuration, arn)


@recalled
def flow_logs(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """The flow logs that are written into a bucket, by bucket."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for log in configuration.of("aws_flow_log"):
        bucket = flow_log_bucket(log, configuration) if log.get("log_destination_type") == "s3" else None
        if bucket is not None:
            found[bucket].append(log)
    return dict(found)


def bucket_of(user: Resource, configuration: Configuration, value: object) -> Resource | None:
    """The bucket that `value`, standing in `user`, names: by reference, ARN or name; None if none is known.

    It may be a `data.aws_s3_bucket`; where the value refers to something else, that is returned.
    """
    tail = str(value).rpartition(":s3:::")[2]
    for found in (*configuration.named(user, value), *configuration.named(user, tail)):
        if found.type == "aws_s3_bucket":
            return found
    return configuration.target(user, value)


def receives_logs(bucket: Resource, configuration: Configuration) -> bool:
    """Whether S3 or a load balancer delivers its logs into this one."""
    return receives_access_logs(bucket, configuration) or any(
        configuration.related(bucket, "aws_lb", attribute)
        for attribute in ("access_logs.bucket", "connection_logs.bucket")
    )


def is_served(bucket: Resource, configuration: Configuration) -> bool:
    """Whether a distribution serves what is in it: the distribution's own log tells who read it."""
    return bool(configuration.related(bucket, "aws_cloudfront_distribution", "origin.domain_name"))


def receives_access_logs(bucket: Resource, configuration: Configuration) -> bool:
    """Whether S3 delivers the access logs of another bucket into this one."""
    return any(
        bucket_of(logging, configuration, logging.get("bucket")) is not bucket
        for logging in configuration.related(bucket, LOGGING, "target_bucket")
    ) or any(
        other is not bucket
        for other in configuration.related(bucket, "aws_s3_bucket", "logging.target_bucket")
    )
