"""What is of one customer is shown to who has a signed address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import as_list, is_known

_PRIVATE: Final = re.compile(
    r"(?<![a-z])(?:contracts?|documents?|evidence|exports?|identit(?:y|ies)|invoices?|kyc|payslips?|receipts?"
    r"|reports?|statements?)(?![a-z])"
)
"""What in the name of a bucket tells of papers of single customers."""
_KEYS: Final = ("trusted_key_groups", "trusted_signers")
_CODE: Final = ("function_association", "lambda_function_association")


def check(distribution: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each behavior that leads to a bucket whose name tells of papers of customers asks for signed URLs or
    cookies, or runs code before it answers (CloudFront Developer Guide, "Serve private content with signed
    URLs and signed cookies"). That the bucket is private keeps from nobody what the distribution shows.
    """
    origins = {}
    for origin in distribution.blocks("origin"):
        bucket = configuration.target(distribution, origin.get("domain_name"))
        if bucket is not None and bucket.type == "aws_s3_bucket":
            told = _PRIVATE.search(f"{bucket.name} {bucket.get('bucket') or ''}".replace("_", "-"))
            if told is not None:
                origins[origin.get("origin_id")] = (bucket, told[0])
    if not origins:
        yield NOT_APPLICABLE
    for name in ("default_cache_behavior", "ordered_cache_behavior"):
        for behavior in distribution.blocks(name):
            if behavior.get("target_origin_id") in origins:
                yield from _asked(behavior, *origins[behavior.get("target_origin_id")])


def _asked(behavior: Mapping[str, Any], bucket: Resource, told: str) -> Iterator[Judgement]:
    keys = [value for name in _KEYS for value in as_list(behavior.get(name))]
    code = [
        block
        for name in _CODE
        for block in as_list(behavior.get(name))
        if isinstance(block, Mapping) and str(block.get("event_type")) in ("viewer-request", "origin-request")
    ]
    hidden = [behavior.get(name) for name in (*_KEYS, *_CODE) if not is_known(behavior.get(name))]
    if hidden:
        yield unknown(f"only the plan can tell whether it asks for signatures: {hidden[0]}")
    elif not keys and not code:
        where = behavior.get("path_pattern") or "everything"
        yield fail(
            f"for {where} it asks for no signed URL or cookie (trusted_key_groups), and {bucket.address} has "
            f"{told} of customers: whoever has or guesses an address reads them",
            str(where),
        )


def _site(bucket: str = "statements-zq7", **behavior: object) -> Terraform:
    said = {"target_origin_id": "papers", **behavior}
    origin = {"origin_id": "papers", "domain_name": "${aws_s3_bucket.example.bucket_regional_domain_name}"}
    return resources(
        aws_s3_bucket={"bucket": bucket},
        aws_cloudfront_distribution={"origin": [origin], "default_cache_behavior": [said]},
    )


RULE = Rule(
    id="cloudfront-signed",
    title="Distributions show papers of customers to signed requests alone",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution",),
    scope="configuration",
    check=check,
    rationale=(
        "A distribution answers whoever asks. Without a signature that ends, one address that was forwarded, "
        "logged or guessed is a customer's statement in the hands of strangers."
    ),
    remediation="Set trusted_key_groups=[key_group.id] in the behavior, and let the application sign.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:8.2.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:IA-9"),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _site(trusted_key_groups=["${aws_cloudfront_key_group.app.id}"]),
            _site(function_association=[{"event_type": "viewer-request", "function_arn": "f"}]),
        ),
        failing=(
            _site(),
            _site(trusted_key_groups=[]),
            _site("customer-invoices-zq7", function_association=[{"event_type": "viewer-response"}]),
        ),
        absent=(Status.NOT_APPLICABLE, _site("assets-zq7")),
        unknown=(Status.UNKNOWN, _site(trusted_key_groups="${var.groups}")),
    ),
)
