"""A distribution speaks TLS 1.2 with its origins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.values import as_list, is_known

_POLICY: Final = "custom_origin_config.origin_protocol_policy"
_VERSIONS: Final = "custom_origin_config.origin_ssl_protocols"


def check(distribution: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Origins that are no buckets are asked by HTTPS, and by no TLS before 1.2."""
    if not distribution.blocks("origin"):
        yield NOT_APPLICABLE
    yield from expect.each_block(distribution, "origin", "origin_id", _asked)


def _asked(origin: Resource) -> Iterator[Judgement]:
    if not origin.blocks("custom_origin_config"):
        return
    yield from expect.apart(_POLICY, expect.one_of(origin, _POLICY, ("https-only",)))
    for version in as_list(origin.get(_VERSIONS)):
        if is_known(version) and version != "TLSv1.2":
            yield fail(f"{_VERSIONS} has {version}", str(version))


def _distribution(policy: str, *versions: str) -> Terraform:
    custom = {"origin_protocol_policy": policy, "origin_ssl_protocols": [*versions]}
    origin = {"origin_id": "api", "custom_origin_config": [custom]}
    return resources(aws_cloudfront_distribution={"origin": [origin, {"origin_id": "bucket"}]})


RULE = Rule(
    id="cloudfront-origin-tls",
    title="Distributions ask their origins by TLS 1.2 alone",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution",),
    check=check,
    rationale=(
        "Between CloudFront and an origin lies the internet: where the origin is asked without TLS, or as "
        "the viewer came, all that viewers sent by TLS goes on in the clear."
    ),
    remediation="Set origin_protocol_policy='https-only' and origin_ssl_protocols=['TLSv1.2'].",
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.5", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(_distribution("https-only", "TLSv1.2"),),
        failing=(
            _distribution("http-only", "TLSv1.2"),
            _distribution("match-viewer", "TLSv1.2"),
            _distribution("https-only", "TLSv1.2", "TLSv1"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, _distribution("${var.policy}", "TLSv1.2")),
    ),
)
