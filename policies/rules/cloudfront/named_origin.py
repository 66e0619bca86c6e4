"""A behavior asks an origin that there is, and tells an error as one."""

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
from policies.resource import Resource
from policies.values import is_known

_TARGET: Final = "target_origin_id"
_ERRORS: Final = "custom_error_response"
_OF_SERVERS: Final = 500


def check(distribution: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each behavior names one of the origins or groups of origins; an error of the server is not answered
    with a code of success.
    """
    ids = [
        block.get("origin_id") for name in ("origin", "origin_group") for block in distribution.blocks(name)
    ]
    behaviors = [
        block
        for name in ("default_cache_behavior", "ordered_cache_behavior")
        for block in distribution.blocks(name)
    ]
    if not behaviors:
        yield NOT_APPLICABLE
    for block in behaviors:
        value = block.get(_TARGET)
        if value in ids:
            continue
        said = f"{_TARGET} is {value}, and no origin has that id"
        told = is_known(value) and all(map(is_known, ids))
        yield fail(said, str(value)) if told else unknown(f"only the plan can tell whether {said}")
    for block in expect.written_blocks(distribution, _ERRORS):
        code, answered = expect.number(block.get("error_code")), expect.number(block.get("response_code"))
        if code is not None and answered is not None and code >= _OF_SERVERS and answered < 400:
            yield fail(
                f"an error {code:g} is answered with {answered:g}: no viewer and no alarm sees it", "errors"
            )


def _distribution(origin: str, target: str = "shop", **values: object) -> Terraform:
    said = {"origin": [{"origin_id": origin}], "default_cache_behavior": [{_TARGET: target}]}
    return resources(aws_cloudfront_distribution={**said, **values})


RULE = Rule(
    id="cloudfront-named-origin",
    title="Behaviors of distributions ask an origin that there is, and errors stay errors",
    severity=Severity.MEDIUM,
    types=("aws_cloudfront_distribution",),
    check=check,
    rationale=(
        "A behavior for an origin that there is not is refused when it is deployed; an error that is "
        "answered with 200 is kept in caches, and counted as success."
    ),
    remediation="Name the origin_id of an origin or a group, and do not answer errors 5xx with success.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-11"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _distribution("shop"),
            _distribution("shop", custom_error_response=[{"error_code": 404, "response_code": 200}]),
            _distribution("shop", custom_error_response=[{"error_code": 503, "response_code": "503"}]),
        ),
        failing=(
            _distribution("api"),
            _distribution("shop", custom_error_response=[{"error_code": "500", "response_code": 200}]),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, _distribution("shop", "${var.origin}")),
    ),
)
