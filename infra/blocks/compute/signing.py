"""Signed code: the package in the region's bucket, its signature, and the demand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf import AssetType, TerraformAsset
from cdktf_cdktf_provider_aws.lambda_code_signing_config import (
    LambdaCodeSigningConfig,
    LambdaCodeSigningConfigAllowedPublishers,
    LambdaCodeSigningConfigPolicies,
)
from cdktf_cdktf_provider_aws.s3_object import S3Object
from cdktf_cdktf_provider_aws.signer_signing_job import (
    SignerSigningJob,
    SignerSigningJobDestination,
    SignerSigningJobDestinationS3,
    SignerSigningJobSource,
    SignerSigningJobSourceS3,
)
from cdktf_cdktf_provider_aws.signer_signing_profile import SignerSigningProfile

from infra.blocks.labels import DataClass, labels

if TYPE_CHECKING:
    from infra.blocks.compute.package import Package
    from infra.place import Place

PLATFORM: Final = "AWSLambda-SHA384-ECDSA"


@dataclass(frozen=True, slots=True)
class SignedCodeSpec:
    """A package to sign, and the bucket for it, which has versions. A stack has one, so it needs no id."""

    package: Package
    bucket: str
    key_arn: str


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A signed package: its Terraform id, where it lies, the digest of what was signed, and who must have
    signed it.
    """

    id: str
    bucket: str
    key: str
    sha256: str
    signing_config_arn: str


def add_signed_code(place: Place, spec: SignedCodeSpec) -> SignedCode:
    """Put the package into the bucket, and sign it there."""
    package, bucket = spec.package, spec.bucket
    stack, provider = place.stack, place.provider
    names = place.names
    asset = TerraformAsset(
        stack,
        "package",
        path=str(package.path.resolve()),
        type=AssetType.FILE,
        asset_hash=package.digest.hex(),  # else cdktf reads the package anew in every region
    )
    unsigned = S3Object(
        stack,
        "code",
        bucket=bucket,
        key=f"unsigned/{names.of('functions')}.zip",
        source=asset.path,
        source_hash=package.sha256,
        server_side_encryption="aws:kms",
        kms_key_id=spec.key_arn,
        bucket_key_enabled=True,
        tags=labels(data_class=DataClass.CODE),
        provider=provider,
    )
    profile = SignerSigningProfile(
        stack,
        "code_signer",
        # A prefix: the name of a profile that was cancelled cannot be used again.
        name_prefix=f"{names.app}_{names.suffix}_".replace("-", "_"),
        platform_id=PLATFORM,
        provider=provider,
    )
    job = SignerSigningJob(
        stack,
        "code_signature",
        profile_name=profile.name,
        source=SignerSigningJobSource(
            s3=SignerSigningJobSourceS3(bucket=bucket, key=unsigned.key, version=unsigned.version_id)
        ),
        destination=SignerSigningJobDestination(
            s3=SignerSigningJobDestinationS3(bucket=bucket, prefix="signed/")
        ),
        provider=provider,
    )
    config = LambdaCodeSigningConfig(
        stack,
        "code_signing",
        description=f"Code that {names.of()} signed, and no other",
        allowed_publishers=LambdaCodeSigningConfigAllowedPublishers(
            signing_profile_version_arns=[profile.version_arn]
        ),
        policies=LambdaCodeSigningConfigPolicies(untrusted_artifact_on_deployment="Enforce"),
        provider=provider,
    )
    signed = job.signed_object.get(0).s3.get(0)
    return SignedCode("code", signed.bucket, signed.key, package.sha256, config.arn)
