"""What is said of a bucket is said in resources of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.buckets import INLINE
from policies.resource import Resource

_BLOCKS: Final = (
    *INLINE.values(),
    *("acl", "cors_rule", "grant", "object_lock_configuration", "policy", "website"),
    *("acceleration_status", "request_payer"),
)


def check(bucket: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No setting stands inline: the provider calls each deprecated (Terraform registry, aws_s3_bucket).

    What they say is judged all the same, by the rules that judge the resources.
    """
    for attribute in _BLOCKS:
        if bucket.get(attribute):
            yield fail(f"{attribute} is inline, deprecated: a resource of its own says it")


RULE = Rule(
    id="s3-inline-blocks",
    title="Buckets are configured by resources of their own",
    severity=Severity.LOW,
    types=("aws_s3_bucket",),
    check=check,
    rationale=(
        "The provider will drop the blocks of old style, and with them what they protect. Beside a resource "
        "that says the same, each takes the other's setting back at every apply."
    ),
    remediation="Move each to its resource, such as S3BucketVersioningA, that names the bucket.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:SA-22"),
    requirements=("R74",),
    examples=Examples(
        passing=(resources(aws_s3_bucket={"bucket": "receipts-zq7", "force_destroy": True}),),
        failing=(
            resources(aws_s3_bucket={"versioning": {"enabled": True}}),
            resources(aws_s3_bucket={"lifecycle_rule": [{"enabled": True}]}),
            resources(aws_s3_bucket={"acl": "private"}),
        ),
        absent=(Status.PASS, resources(aws_s3_bucket={})),
        unknown=(Status.FAIL, resources(aws_s3_bucket={"versioning": {"enabled": "${var.versions}"}})),
    ),
)
