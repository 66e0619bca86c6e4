"""ACLs are off: the bucket's owner owns every object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_CONTROLS: Final = "aws_s3_bucket_ownership_controls"


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A related resource names the bucket and says BucketOwnerEnforced, so that ACLs have no effect."""
    yield from expect.each_related(bucket, configuration, expect.Related(_CONTROLS), _enforced)


def _enforced(related: Resource) -> Iterator[Judgement]:
    yield from expect.one_of(related, "rule.object_ownership", ("BucketOwnerEnforced",))


def _owned(ownership: object, bucket: str = "${aws_s3_bucket.example.id}") -> Terraform:
    return resources(
        aws_s3_bucket={},
        aws_s3_bucket_ownership_controls={"bucket": bucket, "rule": {"object_ownership": ownership}},
    )


RULE = Rule(
    id="s3-ownership",
    title="Buckets enforce that their owner owns every object",
    severity=Severity.MEDIUM,
    types=("aws_s3_bucket", _CONTROLS),
    scope="configuration",
    check=check,
    rationale=(
        "With ACLs in force, each object carries permissions of its own that no bucket policy shows, and one "
        "written by another account is not even ours to read."
    ),
    remediation="Add an S3BucketOwnershipControls with rule object_ownership 'BucketOwnerEnforced'.",
    controls=("pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R43",),
    examples=Examples(
        passing=(
            _owned("BucketOwnerEnforced"),
            resources(
                aws_s3_bucket={"bucket": "receipts-zq7"},
                aws_s3_bucket_ownership_controls={
                    "bucket": "receipts-zq7",
                    "rule": [{"object_ownership": "BucketOwnerEnforced"}],
                },
            ),
        ),
        failing=(
            resources(aws_s3_bucket={}),
            _owned("BucketOwnerPreferred"),
            _owned("ObjectWriter"),
            _owned("BucketOwnerEnforced", "${aws_s3_bucket.another.id}"),
        ),
        absent=(Status.FAIL, _owned(None)),
        unknown=(Status.UNKNOWN, _owned("${var.ownership}")),
    ),
)
