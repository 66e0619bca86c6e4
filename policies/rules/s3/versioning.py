"""Every bucket keeps versions."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.related.buckets import each_setting
from policies.resource import Resource


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A versioning resource names the bucket, and each that does enables it."""
    yield from each_setting(bucket, configuration, "aws_s3_bucket_versioning", _enabled)


def _enabled(related: Resource) -> Iterator[Judgement]:
    yield from expect.one_of(related, "versioning_configuration.status", ("Enabled",))


def _versioned(configuration: dict[str, object]) -> dict[str, object]:
    return {"bucket": "${aws_s3_bucket.example.id}", "versioning_configuration": configuration}


RULE = Rule(
    id="s3-versioning",
    title="Buckets keep every version of an object",
    severity=Severity.HIGH,
    types=("aws_s3_bucket", "aws_s3_bucket_versioning"),
    scope="configuration",
    check=check,
    rationale=(
        "Without versions an overwrite or a delete loses a receipt for good, and nothing can be replicated."
    ),
    remediation="Add an S3BucketVersioningA for the bucket, in the same stack, with status 'Enabled'.",
    controls=("pci-dss-4.0.1:10.3.4", "nist-800-53-r5:CP-9"),
    requirements=("R44", "R74", "R144"),
    examples=Examples(
        passing=(
            resources(aws_s3_bucket={}, aws_s3_bucket_versioning=_versioned({"status": "Enabled"})),
            resources(
                aws_s3_bucket={"bucket": "receipts"},
                aws_s3_bucket_versioning={
                    "bucket": "receipts",
                    "versioning_configuration": [{"status": "Enabled"}],
                },
            ),
        ),
        failing=(
            resources(aws_s3_bucket={}),
            resources(aws_s3_bucket={}, aws_s3_bucket_versioning=_versioned({"status": "Suspended"})),
            resources(
                aws_s3_bucket={"bucket": "receipts"},
                aws_s3_bucket_versioning={
                    "bucket": "another",
                    "versioning_configuration": {"status": "Enabled"},
                },
            ),
        ),
        absent=(Status.FAIL, resources(aws_s3_bucket={}, aws_s3_bucket_versioning=_versioned({}))),
        unknown=(
            Status.UNKNOWN,
            resources(aws_s3_bucket={}, aws_s3_bucket_versioning=_versioned({"status": "${var.status}"})),
        ),
    ),
)
