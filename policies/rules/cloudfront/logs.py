"""What viewers ask a distribution for is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_SOURCE: Final = "aws_cloudwatch_log_delivery_source"
_BUCKET: Final = "logging_config.bucket"


def check(distribution: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """logging_config names a bucket, or a delivery of CloudWatch Logs has the distribution for its source
    (CloudFront Developer Guide, "Standard logging").
    """
    if not distribution.get(_BUCKET):
        yield from expect.named_by(distribution, configuration, "resource_arn", _SOURCE)


def _delivered(arn: str) -> Terraform:
    return {
        "resource": {
            "aws_cloudfront_distribution": {"example": {"enabled": True}, "other": {}},
            _SOURCE: {"edge": {"log_type": "ACCESS_LOGS", "resource_arn": arn}},
        }
    }


RULE = Rule(
    id="cloudfront-logs",
    title="Distributions write access logs",
    severity=Severity.MEDIUM,
    types=("aws_cloudfront_distribution",),
    scope="configuration",
    check=check,
    rationale=(
        "What is answered from the cache reaches no origin and no log of one: an attack on the pages that "
        "take payments leaves no trace."
    ),
    remediation="Set logging_config with a bucket of logs, or add a CloudwatchLogDeliverySource for its ARN.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.2.2", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-2"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            resources(
                aws_cloudfront_distribution={
                    "logging_config": [{"bucket": "${aws_s3_bucket.logs.bucket_domain_name}"}]
                }
            ),
            _delivered("${aws_cloudfront_distribution.example.arn}"),
        ),
        failing=(_delivered("${aws_cloudfront_distribution.other.arn}"),),
        absent=(Status.FAIL, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, _delivered("${var.distribution}")),
    ),
)
