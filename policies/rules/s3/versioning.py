"""Every bucket keeps versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.related.buckets import each_setting, receives_logs, settings
from policies.resource import Resource

_KIND: Final = "aws_s3_bucket_versioning"


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A versioning resource names the bucket, and each that does enables it. Buckets into which logs are
    delivered, of which each object is written once, are left out where none of them is versioned.
    """
    is_bucket = bucket.type == "aws_s3_bucket"
    if is_bucket and receives_logs(bucket, configuration) and not _versions_logs(configuration):
        yield NOT_APPLICABLE
        return
    yield from each_setting(bucket, configuration, _KIND, _enabled)


@recalled
def _versions_logs(configuration: Configuration) -> bool:
    """Whether any of the buckets into which logs are delivered says something of versions."""
    return any(
        settings(bucket, configuration, _KIND)
        for bucket in configuration.of("aws_s3_bucket")
        if receives_logs(bucket, configuration)
    )


def _enabled(related: Resource) -> Iterator[Judgement]:
    yield from expect.one_of(related, "versioning_configuration.status", ("Enabled",))


def _logs() -> dict[str, Any]:
    """Two buckets into which load balancers deliver."""
    names = ("example", "other")
    balancers = {name: {"access_logs": {"bucket": f"${{aws_s3_bucket.{name}.id}}"}} for name in names}
    return {"aws_s3_bucket": {name: {"bucket": f"{name}-zq7"} for name in names}, "aws_lb": balancers}


def _versioned(configuration: dict[str, object]) -> dict[str, object]:
    return {"bucket": "${aws_s3_bucket.example.id}", "versioning_configuration": configuration}


_OTHER: Final = {
    "bucket": "${aws_s3_bucket.other.id}",
    "versioning_configuration": {"status": "Enabled"},
}

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
            {"resource": {**_logs(), "aws_s3_bucket_versioning": {"other": _OTHER}}},
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
