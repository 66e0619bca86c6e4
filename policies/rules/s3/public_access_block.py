"""Every bucket blocks public access, whatever its policy comes to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_BLOCK: Final = "aws_s3_bucket_public_access_block"
_FLAGS: Final = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A related resource names the bucket and sets all four flags; each is false where it is not set."""
    yield from expect.each_related(bucket, configuration, expect.Related(_BLOCK), _all_four)


def _all_four(related: Resource) -> Iterator[Judgement]:
    for flag in _FLAGS:
        yield from expect.true(related, flag)


def _blocked(bucket: str = "${aws_s3_bucket.example.id}", **flags: object) -> Terraform:
    return resources(
        aws_s3_bucket={"bucket": "receipts-zq7"},
        aws_s3_bucket_public_access_block={"bucket": bucket} | dict.fromkeys(_FLAGS, True) | flags,
    )


RULE = Rule(
    id="s3-public-access-block",
    title="Every bucket blocks public access in all four ways",
    severity=Severity.CRITICAL,
    types=("aws_s3_bucket", _BLOCK),
    scope="configuration",
    check=check,
    rationale=(
        "Three flags leave one way open: ACLs that are set later, or a policy that was public before. With "
        "all four, no mistake elsewhere makes a receipt public."
    ),
    remediation="Add an S3BucketPublicAccessBlock for the bucket with all four flags True.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:7.3.3", "nist-800-53-r5:AC-3", "nist-800-53-r5:SC-7"),
    requirements=("R43", "R144"),
    waivable=False,
    examples=Examples(
        passing=(_blocked(), _blocked("receipts-zq7"), _blocked(block_public_acls="true")),
        failing=(
            resources(aws_s3_bucket={}),
            _blocked("${aws_s3_bucket.another.id}"),
            _blocked("receipts-zq70"),
            _blocked(restrict_public_buckets=False),
            _blocked(ignore_public_acls="false"),
            _blocked(block_public_policy=None),
        ),
        absent=(
            Status.FAIL,
            resources(
                aws_s3_bucket={},
                aws_s3_bucket_public_access_block={"bucket": "${aws_s3_bucket.example.id}"},
            ),
        ),
        unknown=(Status.UNKNOWN, _blocked(block_public_acls="${var.block}")),
    ),
)
