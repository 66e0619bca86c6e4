"""No behavior of a distribution takes what a later one is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
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
from policies.related.patterns import covers
from policies.resource import Resource
from policies.values import is_known

_ORDERED: Final = "ordered_cache_behavior"
_PATH: Final = "path_pattern"


def check(distribution: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No pattern takes every path of one that stands after it: the first that fits decides (CloudFront API,
    CacheBehaviors).
    """
    if not distribution.blocks(_ORDERED):
        yield NOT_APPLICABLE
    yield from expect.written_out(distribution, _ORDERED)
    before: list[str] = []
    for block in expect.written_blocks(distribution, _ORDERED):
        path = str(block.get(_PATH))
        if not is_known(path):
            yield unknown(f"{_PATH} is {path}, which only the plan can tell")
            continue
        wide = next((each for each in before if covers(each.lstrip("/"), path.lstrip("/"))), None)
        if wide is not None:
            yield fail(
                f"the behavior for {path} is never reached: {wide} before it takes every path of it", path
            )
        before.append(path)


def _distribution(*paths: str) -> Terraform:
    return resources(aws_cloudfront_distribution={_ORDERED: [{_PATH: path} for path in paths]})


RULE = Rule(
    id="cloudfront-behavior-order",
    title="No behavior of a distribution takes what a later one is for",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution",),
    check=check,
    rationale=(
        "Behind a behavior for every path, the one that does not cache the API, or asks viewers for a "
        "signature, is written and never used."
    ),
    remediation="Put the narrower ordered_cache_behavior before the wider one.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:AC-3"),
    requirements=("R72",),
    examples=Examples(
        passing=(_distribution("/api/v1/*", "/api/*"), _distribution("/api/*", "/files/*.png")),
        failing=(
            _distribution("*", "/api/*"),
            _distribution("/api/*", "/api/payments/*"),
            _distribution("*.png", "/files/?.png"),
            _distribution("/api/*", "/api/*"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, _distribution("${var.path}")),
    ),
)
