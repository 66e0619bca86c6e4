"""Buckets: what is said of one, in companions or in blocks of old style, and which one is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.estate import Estate, Resource, UnknownBlock, is_known
from policies.model import NOT_APPLICABLE, Judgement

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
"""The blocks of old style that say in a bucket what companions say now (Terraform registry,
aws_s3_bucket)."""


def settings(bucket: Resource, estate: Estate, kind: str) -> tuple[Resource, ...]:
    """What says one thing of a bucket: its companions of a type, and its own block of old style."""
    inline = _inline(bucket, kind)
    return (*(() if inline is None else (inline,)), *estate.companions(bucket, kind, "bucket"))


def each_setting(
    element: Resource, estate: Estate, kind: str, check: Callable[[Resource], Iterable[Judgement]]
) -> Iterator[Judgement]:
    """As `expect.each_companion`, of a bucket that may say it in a block of old style."""
    inline = _inline(element, kind) if element.type == "aws_s3_bucket" else None
    yield from expect.each_companion(element, estate, expect.Companions(kind), check, inline)


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
    """A bucket's block of old style as the companion that says the same; None where there is none."""
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
    """What a companion says for the boolean of old style."""
    return enabled if not is_known(enabled) else "Enabled" if expect.is_true(enabled) else otherwise


def _lifecycle_rule(block: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(block, UnknownBlock):
        return block
    expiration = next(iter(_listed(block.get("noncurrent_version_expiration"))), {})
    return {
        "status": _status(block.get("enabled")),
        "filter": {"prefix": block.get("prefix"), "tags": block.get("tags")},
        "noncurrent_version_expiration": {"noncurrent_days": expiration.get("days")},
        "abort_incomplete_multipart_upload": {
            "days_after_initiation": block.get("abort_incomplete_multipart_upload_days")
        },
    }


def bucket_of(user: Resource, estate: Estate, value: object) -> Resource | None:
    """The bucket that `value`, standing in `user`, names: by reference, ARN or name; None if none is known.

    It may be a `data.aws_s3_bucket`; where the value refers to something else, that is returned.
    """
    tail = str(value).rpartition(":s3:::")[2]
    for found in (*estate.named(user, value), *estate.named(user, tail)):
        if found.type == "aws_s3_bucket":
            return found
    return estate.target(user, value)


def receives_access_logs(bucket: Resource, estate: Estate) -> bool:
    """Whether S3 delivers the access logs of another bucket into this one."""
    return any(
        bucket_of(logging, estate, logging.get("bucket")) is not bucket
        for logging in estate.companions(bucket, LOGGING, "target_bucket")
    ) or any(
        other is not bucket for other in estate.companions(bucket, "aws_s3_bucket", "logging.target_bucket")
    )
