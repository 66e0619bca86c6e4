"""Every bucket is encrypted with a customer's key; log buckets with what log delivery can use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.buckets import each_setting, is_served, receives_logs
from policies.resource import Resource

_ENCRYPTION: Final = "aws_s3_bucket_server_side_encryption_configuration"
_DEFAULT: Final = "rule.apply_server_side_encryption_by_default"


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """SSE-KMS with a customer's key and a bucket key; SSE-S3 where S3 or a load balancer delivers its logs.
    Of what a distribution serves, which everybody may read, either.

    Log delivery to a bucket with SSE-KMS fails without a word: S3 User Guide, "Enabling Amazon S3 server
    access logging" (destination buckets take SSE-S3 only); ELB, "Access logs for your Application Load
    Balancer" (only SSE-S3 is supported). Bucket keys do not go with dual-layer encryption (S3 User Guide,
    "Using dual-layer server-side encryption with AWS KMS keys").
    """
    if bucket.type == "aws_s3_bucket" and is_served(bucket, configuration):
        yield from each_setting(bucket, configuration, _ENCRYPTION, _encrypts)
    elif receives_logs(bucket, configuration):
        yield from each_setting(bucket, configuration, _ENCRYPTION, _deliverable)
    else:
        yield from each_setting(
            bucket, configuration, _ENCRYPTION, lambda found: _own_key(found, configuration)
        )


def _encrypts(related: Resource) -> Iterator[Judgement]:
    yield from expect.one_of(related, f"{_DEFAULT}.sse_algorithm", ("AES256", "aws:kms", "aws:kms:dsse"))


def _deliverable(related: Resource) -> Iterator[Judgement]:
    algorithm = f"{_DEFAULT}.sse_algorithm"
    for judgement in expect.one_of(related, algorithm, ("AES256",)):
        why = ": logs are delivered here, and none arrives under a key; they need a bucket of their own"
        yield replace(judgement, message=judgement.message + why)


def _own_key(related: Resource, configuration: Configuration) -> Iterator[Judgement]:
    algorithm = f"{_DEFAULT}.sse_algorithm"
    yield from expect.one_of(related, algorithm, ("aws:kms", "aws:kms:dsse"))
    yield from expect.customer_key(related, configuration, f"{_DEFAULT}.kms_master_key_id")
    if related.get(algorithm) != "aws:kms:dsse":
        yield from expect.true(related, "rule.bucket_key_enabled")


def _encrypted(
    algorithm: str,
    key: str | None = None,
    *,
    bucket_key: object = True,
    bucket: str = "example",
    beside: Mapping[str, object] | None = None,
) -> Terraform:
    by_default = {"sse_algorithm": algorithm} | ({} if key is None else {"kms_master_key_id": key})
    return {
        "resource": {
            "aws_kms_key": {"data": {}},
            "aws_s3_bucket": {"example": {}},
            _ENCRYPTION: {
                "example": {
                    "bucket": f"${{aws_s3_bucket.{bucket}.id}}",
                    "rule": [
                        {
                            "apply_server_side_encryption_by_default": by_default,
                            "bucket_key_enabled": bucket_key,
                        }
                    ],
                }
            },
            **(beside or {}),
        }
    }


_KEY: Final = "${aws_kms_key.data.arn}"
_TARGET: Final = {"target_bucket": "${aws_s3_bucket.example.id}"}
_LOGGED: Final = {
    "aws_s3_bucket_logging": {"receipts": {"bucket": "${aws_s3_bucket.receipts.id}", **_TARGET}}
}
_SERVED: Final = {
    "aws_cloudfront_distribution": {
        "site": {"origin": [{"domain_name": "${aws_s3_bucket.example.bucket_regional_domain_name}"}]}
    }
}
_LOGGED_SELF: Final = {"aws_s3_bucket_logging": {"own": {"bucket": "${aws_s3_bucket.example.id}", **_TARGET}}}

RULE = Rule(
    id="s3-encryption",
    title="Buckets are encrypted with a customer-managed key, log buckets with SSE-S3",
    severity=Severity.HIGH,
    types=("aws_s3_bucket", _ENCRYPTION),
    scope="configuration",
    check=check,
    rationale=(
        "The key aws/s3 cannot be denied to anyone in the account and does not replicate. In a log bucket "
        "any KMS key makes S3 drop the logs."
    ),
    remediation=(
        "Add an S3BucketServerSideEncryptionConfigurationA with sse_algorithm 'aws:kms', kms_master_key_id="
        "key.arn and bucket_key_enabled=True; for a bucket of nothing but logs, sse_algorithm 'AES256'."
    ),
    controls=("pci-dss-4.0.1:3.5.1", "nist-800-53-r5:SC-28", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35", "R74", "R46", "R144"),
    waivable=False,
    examples=Examples(
        passing=(
            _encrypted("aws:kms", _KEY),
            _encrypted("aws:kms", _KEY, bucket_key="true"),
            _encrypted("aws:kms:dsse", _KEY, bucket_key=False),
            _encrypted("AES256", beside=_LOGGED),
            _encrypted("AES256", beside=_SERVED),
            _encrypted(
                "AES256",
                beside={"aws_lb": {"a": {"access_logs": [{"bucket": "${aws_s3_bucket.example.id}"}]}}},
            ),
        ),
        failing=(
            _encrypted("AES256"),
            _encrypted("aws:kms"),
            _encrypted("aws:kms", "alias/aws/s3"),
            _encrypted("aws:kms", "${aws_s3_bucket.example.arn}"),
            _encrypted("aws:kms", _KEY, bucket_key=False),
            _encrypted("aws:kms", _KEY, bucket="another"),
            _encrypted("aws:kms", _KEY, beside=_LOGGED),
            _encrypted("AES256", beside=_LOGGED_SELF),
            _encrypted("none", beside=_SERVED),
        ),
        absent=(Status.FAIL, {"resource": {"aws_s3_bucket": {"example": {}}}}),
        unknown=(Status.UNKNOWN, _encrypted("${var.algorithm}", _KEY)),
    ),
)
