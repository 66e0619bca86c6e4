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


def add_lifecycle(
    place: Place, resource_id: str, versioning: S3BucketVersioningA, bucket: str, ageing: Ageing
) -> None:
    """Add the one lifecycle rule of `bucket`; it waits for versioning, which it speaks of."""
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
        resource_id,
        bucket=bucket,
        rule=[rule],
        depends_on=[versioning],
        provider=place.provider,
    )
