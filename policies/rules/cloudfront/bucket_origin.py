"""A bucket behind a distribution is asked in the distribution's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_CONTROLS: Final = "aws_cloudfront_origin_access_control"
_CONTROL: Final = "origin_access_control_id"
_IDENTITY: Final = "s3_origin_config.origin_access_identity"
_BUCKET: Final = re.compile(r"\baws_s3_bucket\.|\.s3[.-][\w.-]*amazonaws\.com")


def check(distribution: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each origin that is a bucket has an origin access control that always signs, or an identity of the
    older kind.
    """
    if distribution.type == _CONTROLS:
        yield from expect.one_of(distribution, "signing_behavior", ("always",))
        return
    if not distribution.blocks("origin"):
        yield NOT_APPLICABLE
    yield from expect.each_block(distribution, "origin", "origin_id", _signed)


def _signed(origin: Resource) -> Iterator[Judgement]:
    is_bucket = _BUCKET.search(str(origin.get("domain_name"))) or origin.blocks("s3_origin_config")
    if is_bucket and not origin.get(_CONTROL) and not origin.get(_IDENTITY):
        yield fail(f"{_CONTROL} is not set: the bucket has to let in everybody for it")


def _distribution(**origin: object) -> Terraform:
    said = {"origin_id": "assets", "domain_name": "${aws_s3_bucket.assets.bucket_regional_domain_name}"}
    return resources(aws_cloudfront_distribution={"origin": [{**said, **origin}]})


RULE = Rule(
    id="cloudfront-bucket-origin",
    title="Distributions sign what they ask of buckets",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution", _CONTROLS),
    check=check,
    rationale=(
        "CloudFront without an identity of its own gets from a bucket what the public gets: the bucket is "
        "opened for it, and read past the distribution, its firewall and its logs."
    ),
    remediation=(
        "Add a CloudfrontOriginAccessControl (sigv4, always), name it in origin_access_control_id, and let "
        "the bucket's policy admit cloudfront.amazonaws.com with the distribution's ARN in aws:SourceArn."
    ),
    controls=("pci-dss-4.0.1:7.3.3", "pci-dss-4.0.1:1.4.4", "nist-800-53-r5:AC-3", "nist-800-53-r5:SC-7(8)"),
    requirements=("R43",),
    examples=Examples(
        passing=(
            _distribution(origin_access_control_id="${aws_cloudfront_origin_access_control.assets.id}"),
            _distribution(
                s3_origin_config=[{"origin_access_identity": "origin-access-identity/cloudfront/E1"}]
            ),
            _distribution(domain_name="api.example.test"),
        ),
        failing=(
            _distribution(),
            resources(aws_cloudfront_origin_access_control={"signing_behavior": "no-override"}),
            _distribution(s3_origin_config=[{"origin_access_identity": ""}]),
            _distribution(domain_name="assets-zq7.s3.xx-test-1.amazonaws.com"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_cloudfront_distribution={"origin": "${var.origins}"}),
        ),
    ),
)
