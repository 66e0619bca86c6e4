"""Viewers come by TLS 1.2 or newer, to a certificate of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_SECURE: Final = ("https-only", "redirect-to-https")
_POLICY: Final = "viewer_protocol_policy"
_MODERN: Final = re.compile(r"TLSv1\.[23]_(?:2018|2019|2021|2025|202[6-9])")
"""CloudFront Developer Guide, "Supported protocols and ciphers between viewers and CloudFront"."""
_VERSION: Final = "viewer_certificate.minimum_protocol_version"


def check(distribution: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Every behaviour is for HTTPS alone or leads there, and no TLS before 1.2 is spoken.

    With CloudFront's own certificate, or none said, it is TLSv1 (Terraform registry).
    """
    for name in ("default_cache_behavior", "ordered_cache_behavior"):
        yield from expect.each_block(
            distribution, name, "path_pattern", lambda behavior: expect.one_of(behavior, _POLICY, _SECURE)
        )
    yield from expect.apart(_VERSION, _version(distribution))


def _version(distribution: Resource) -> Iterator[Judgement]:
    if expect.is_true(distribution.get("viewer_certificate.cloudfront_default_certificate")):
        yield fail("viewer_certificate is CloudFront's own, with which TLSv1 is spoken")
        return
    value = distribution.get(_VERSION)
    if not is_known(value):
        yield unknown(f"{_VERSION} is {value}, which only the plan can tell")
    elif value is None:
        yield fail(f"{_VERSION} is not set, which means TLSv1")
    elif not _MODERN.fullmatch(str(value)):
        yield fail(f"{_VERSION} is {value}: TLS before 1.2 is spoken, or there is no such policy")


def _distribution(policy: str = "https-only", ordered: str = "https-only", **certificate: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return resources(
        aws_cloudfront_distribution={
            "default_cache_behavior": [{_POLICY: policy}],
            "ordered_cache_behavior": [{"path_pattern": "/api/*", _POLICY: ordered}],
            "viewer_certificate": [{"minimum_protocol_version": "TLSv1.2_2021", **certificate}],
        }
    )


RULE = Rule(
    id="cloudfront-viewer-tls",
    title="Viewers reach distributions by TLS 1.2 or newer alone",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution",),
    check=check,
    rationale=(
        "A page or an API that also answers without TLS, or with TLS 1.0, sends cookies and card data where "
        "whoever is on the way reads them."
    ),
    remediation=(
        "Set viewer_protocol_policy='redirect-to-https' ('https-only' for an API) in every behaviour, and "
        "viewer_certificate with acm_certificate_arn and minimum_protocol_version='TLSv1.2_2021'."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.5", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-23"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _distribution(),
            _distribution("redirect-to-https", minimum_protocol_version="TLSv1.3_2025"),
        ),
        failing=(
            _distribution("allow-all"),
            _distribution(ordered="allow-all"),
            _distribution(minimum_protocol_version="TLSv1.1_2016"),
            _distribution(minimum_protocol_version="TLSv1.2_2022"),
            _distribution(cloudfront_default_certificate=True),
            _distribution(minimum_protocol_version=None),
        ),
        absent=(Status.FAIL, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, _distribution("${var.policy}")),
    ),
)
