"""A private bucket: versioned, encrypted, logged, with a lifecycle and TLS only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_logging import S3BucketLoggingA
from cdktf_cdktf_provider_aws.s3_bucket_notification import S3BucketNotification
from cdktf_cdktf_provider_aws.s3_bucket_ownership_controls import (
    S3BucketOwnershipControls,
    S3BucketOwnershipControlsRule,
)
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)
from cdktf_cdktf_provider_aws.s3_bucket_versioning import (
    S3BucketVersioningA,
    S3BucketVersioningVersioningConfiguration,
)

from infra.blocks.labels import DataClass, store_labels
from infra.blocks.policy_document import Statement, policy
from infra.blocks.storage.bucket_policy import never_replicated, tls_only
from infra.blocks.storage.lifecycle import Ageing, LifecycleSpec, add_lifecycle
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from infra.place import Place


@dataclass(frozen=True, slots=True)
class LogTarget:
    """The bucket that takes access logs. `policy`, which admits them, is None where another stack made
    it: that stack is deployed first.
    """

    name: str
    policy: S3BucketPolicy | None = None


@dataclass(frozen=True, slots=True)
class BucketSpec:
    """A bucket.

    `id` prefixes the Terraform ids of the bucket and of what belongs to it; `what` goes into its
    name. Without `key_arn` S3's own key encrypts it, which is right for access logs only: log
    delivery does not write under a customer's key. Without `logs_to` its use is not logged, which
    is right for the log bucket only. `grants` takes the bucket's ARN. Personal data is kept under the
    law of a `jurisdiction`, and never replicated.
    """

    id: str
    what: str
    data_class: DataClass
    ageing: Ageing
    key_arn: str | None
    logs_to: LogTarget | None
    grants: Callable[[str], tuple[Statement, ...]] = lambda _arn: ()
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket that was added: its Terraform id, its name and ARN as tokens, what later ones wait for."""

    id: str
    name: str
    arn: str
    versioning: S3BucketVersioningA
    policy: S3BucketPolicy

    @property
    def as_log_target(self) -> LogTarget:
        """The bucket as one that takes access logs, in the stack that makes it."""
        return LogTarget(self.name, self.policy)

    @property
    def outputs(self) -> Iterator[Output]:
        """Its name."""
        yield Output(f"{self.id}_name", self.name)


def add_bucket(place: Place, spec: BucketSpec) -> Bucket:
    """Add a bucket and everything that makes it private and durable."""
    stack, provider = place.stack, place.provider
    bucket = S3Bucket(
        stack,
        spec.id,
        bucket=place.bucket_name(spec.what),
        force_destroy=not place.defaults.deletion_protection,
        tags=store_labels(spec.data_class, spec.jurisdiction),
        provider=provider,
    )
    name, arn = bucket.id, bucket.arn
    versioning = S3BucketVersioningA(
        stack,
        f"{spec.id}_versioning",
        bucket=name,
        versioning_configuration=S3BucketVersioningVersioningConfiguration(status="Enabled"),
        provider=provider,
    )
    _encrypt(place, spec, name)
    S3BucketOwnershipControls(
        stack,
        f"{spec.id}_ownership",
        bucket=name,
        rule=S3BucketOwnershipControlsRule(object_ownership="BucketOwnerEnforced"),
        provider=provider,
    )
    closed = S3BucketPublicAccessBlock(
        stack,
        f"{spec.id}_public_access",
        bucket=name,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        provider=provider,
    )
    pinned = (never_replicated(arn),) if spec.data_class is DataClass.PERSONAL else ()
    access = S3BucketPolicy(
        stack,
        f"{spec.id}_policy",
        bucket=name,
        policy=policy(*tls_only(arn), *pinned, *spec.grants(arn)),
        depends_on=[closed],  # S3 refuses two changes of a bucket's access at the same time
        provider=provider,
    )
    add_lifecycle(place, LifecycleSpec(f"{spec.id}_lifecycle", name, versioning, spec.ageing))
    S3BucketNotification(stack, f"{spec.id}_events", bucket=name, eventbridge=True, provider=provider)
    if spec.logs_to is not None:
        S3BucketLoggingA(
            stack,
            f"{spec.id}_logging",
            bucket=name,
            target_bucket=spec.logs_to.name,
            target_prefix=f"{spec.what}/",
            depends_on=[spec.logs_to.policy] if spec.logs_to.policy else None,
            provider=provider,
        )
    return Bucket(spec.id, name, arn, versioning, access)


def _encrypt(place: Place, spec: BucketSpec, name: str) -> None:
    by_default = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA(
        sse_algorithm="aws:kms" if spec.key_arn else "AES256",
        kms_master_key_id=spec.key_arn,
    )
    S3BucketServerSideEncryptionConfigurationA(
        place.stack,
        f"{spec.id}_encryption",
        bucket=name,
        rule=[
            S3BucketServerSideEncryptionConfigurationRuleA(
                apply_server_side_encryption_by_default=by_default,
                # One data key for many objects: KMS allows 20,000 requests a second in some regions.
                bucket_key_enabled=True if spec.key_arn else None,
            )
        ],
        provider=place.provider,
    )
