"""How the objects of a bucket age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload,
    S3BucketLifecycleConfigurationRuleExpiration,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
    S3BucketLifecycleConfigurationRuleTransition,
)

if TYPE_CHECKING:
    from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA

    from infra.place import Place


@dataclass(frozen=True, slots=True)
class Ageing:
    """Days after which current objects move to the archive tier and are deleted; None: never.

    Versions that were replaced, and uploads that were not finished, always go.
    """

    archive_after: int | None = None
    expire_after: int | None = None


@dataclass(frozen=True, slots=True)
class LifecycleSpec:
    """The lifecycle of the bucket called `bucket`: `id` is its Terraform id. It waits for the bucket's
    versioning, which it speaks of.
    """

    id: str
    bucket: str
    versioning: S3BucketVersioningA
    ageing: Ageing


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A lifecycle that was added: its Terraform id, and the name of its bucket as a token."""

    id: str
    bucket: str


def add_lifecycle(place: Place, spec: LifecycleSpec) -> Lifecycle:
    """Add the one lifecycle rule of a bucket."""
    ageing = spec.ageing
    rule = S3BucketLifecycleConfigurationRule(
        id="ageing",
        status="Enabled",
        filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
        abort_incomplete_multipart_upload=[
            S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(
                days_after_initiation=place.defaults.incomplete_upload_days
            )
        ],
        noncurrent_version_expiration=[
            S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(
                noncurrent_days=place.defaults.noncurrent_days
            )
        ],
        transition=[
            S3BucketLifecycleConfigurationRuleTransition(days=ageing.archive_after, storage_class="GLACIER")
        ]
        if ageing.archive_after
        else None,
        expiration=[S3BucketLifecycleConfigurationRuleExpiration(days=ageing.expire_after)]
        if ageing.expire_after
        else None,
    )
    S3BucketLifecycleConfiguration(
        place.stack,
        spec.id,
        bucket=spec.bucket,
        rule=[rule],
        depends_on=[spec.versioning],
        provider=place.provider,
    )
    return Lifecycle(spec.id, spec.bucket)
