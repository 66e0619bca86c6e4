"""Buckets of short-lived environments can be destroyed with what they hold, those of production cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(bucket: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """force_destroy is true, and in production it is not: there a bucket with content resists."""
    yield from expect.whichever(bucket, "profile", PROFILES, _judged)


def _judged(bucket: Resource) -> Iterator[Judgement]:
    if bucket.context.profile == "production":
        for judgement in expect.not_true(bucket, "force_destroy"):
            yield replace(
                judgement, message=f"{judgement.message}: a destroy deletes all objects and versions"
            )
    else:
        yield from expect.true(bucket, "force_destroy")


RULE = Rule(
    id="s3-force-destroy",
    title="Buckets can be destroyed with their content, and in production they cannot",
    severity=Severity.LOW,
    types=("aws_s3_bucket",),
    check=check,
    rationale=(
        "A bucket that is not empty stops the destruction of an environment half-way, and what remains is "
        "neither watched nor cleaned."
    ),
    remediation="Set force_destroy=True on the S3Bucket, and leave it out in the profile production.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12(3)"),
    requirements=("R24", "R144", "R150", "C17"),
    examples=Examples(
        passing=(
            resources(aws_s3_bucket={"force_destroy": True}),
            resources(aws_s3_bucket={"force_destroy": "true"}),
        ),
        failing=(resources(aws_s3_bucket={"force_destroy": False}),),
        absent=(Status.FAIL, resources(aws_s3_bucket={})),
        unknown=(Status.UNKNOWN, resources(aws_s3_bucket={"force_destroy": "${var.destroy}"})),
    ),
)
