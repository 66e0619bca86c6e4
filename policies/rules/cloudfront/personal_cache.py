"""What is answered to one viewer is not kept for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
from policies.values import as_list, is_known, texts

_POLICY: Final = "cache_policy_id"
_REQUEST: Final = "origin_request_policy_id"
_OPTIMIZED: Final[Mapping[str, str]] = {
    "658327ea-f89d-4fab-a63d-7e88639e58f6": "Managed-CachingOptimized",
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": "Managed-CachingOptimizedForUncompressedObjects",
}
"""They keep an answer for a day, whoever got it: no cookie and no header of the viewer tells one from another
(CloudFront Developer Guide, "Use managed cache policies")."""
_TOLD: Final[Mapping[str, str]] = {
    "216adef6-5c7f-47e4-b989-5492eafa07d3": "Managed-AllViewer",
    "33f36d7e-f396-46d9-90e0-52428a34d9dc": "Managed-AllViewerAndCloudFrontHeaders-2022-06",
    "b689b0a8-53d0-40ab-baf2-68738e2966ac": "Managed-AllViewerExceptHostHeader",
}
"""With them the origin gets every cookie (the same, "Use managed origin request policies")."""
_KEY: Final = "parameters_in_cache_key_and_forwarded_to_origin"
_BUCKET: Final = re.compile(r"\baws_s3_bucket\.|\.s3[.-][\w.-]*amazonaws\.com")


def check(distribution: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No behavior keeps answers of an origin that is told who asks, without that being a part of the key; nor
    does one that takes what viewers send, by a policy for files that are the same for all.
    """
    hidden = tuple(expect.written_out(distribution, "origin"))
    if hidden:
        yield from hidden
        return
    buckets = {
        origin.get("origin_id")
        for origin in distribution.blocks("origin")
        if _BUCKET.search(str(origin.get("domain_name"))) or origin.get("s3_origin_config")
    }
    behaviors = ("default_cache_behavior", "ordered_cache_behavior")
    if not any(distribution.blocks(name) for name in behaviors):
        yield NOT_APPLICABLE
    for name in behaviors:
        yield from expect.each_block(
            distribution,
            name,
            "path_pattern",
            lambda behavior: (
                () if behavior.get("target_origin_id") in buckets else _kept(behavior, configuration)
            ),
        )


def _kept(behavior: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = behavior.get(_POLICY)
    policy = configuration.target(behavior, value)
    if policy is None and not is_known(value):
        yield unknown(f"{_POLICY} is {value}, which only the plan can tell")
        return
    managed = _called(value, policy, _OPTIMIZED)
    if not managed and not (policy is not None and _keeps_for_all(policy)):
        return
    name = managed or f"{policy.address}" if policy is not None else managed
    told = _is_told(behavior, configuration)
    if told:
        yield fail(
            f"{name} keeps for all what the origin answers to the cookies that {told} tells it", _POLICY
        )
    elif {"POST", "PUT", "DELETE"} & {*texts(behavior.get("allowed_methods"))}:
        said = (
            "without cookies or Authorization in its key, keeps the answers of what takes orders of viewers"
        )
        yield fail(f"{name}, {said}", _POLICY)


def _called(value: object, policy: Resource | None, names: Mapping[str, str]) -> str:
    """The managed policy that an id or a data source names; empty where it is none of these."""
    if policy is None or policy.is_managed:
        return names.get(str(value), "")
    said = {str(policy.get("name")), names.get(str(policy.get("id")), "")}
    return next((name for name in names.values() if name in said), "")


def _keeps_for_all(policy: Resource) -> bool:
    """Whether a policy of our own keeps answers by a key with no cookie and no login of the viewer."""
    if not policy.is_managed or 0 in (
        expect.number(policy.get("max_ttl")),
        expect.number(policy.get("default_ttl")),
    ):
        return False
    headers = as_list(policy.get(f"{_KEY}.headers_config.headers.items"))
    by_login = any(str(header).lower() in ("authorization", "cookie") for header in headers)
    return policy.get(f"{_KEY}.cookies_config.cookie_behavior") == "none" and not by_login


def _is_told(behavior: Resource, configuration: Configuration) -> str:
    """The policy by which the origin gets cookies; empty where it gets none."""
    value = behavior.get(_REQUEST)
    policy = configuration.target(behavior, value)
    if policy is not None and policy.is_managed:
        tells = policy.get("cookies_config.cookie_behavior") in ("all", "allExcept", "whitelist")
        return policy.address if tells else ""
    return _called(value, policy, _TOLD)


def _distribution(cache: str, request: str = "", **behavior: object) -> Terraform:
    said = {
        "target_origin_id": "shop",
        _POLICY: cache,
        **({_REQUEST: request} if request else {}),
        "allowed_methods": ["GET", "HEAD"],
        **behavior,
    }
    origins = [
        {"origin_id": "shop", "domain_name": "shop.example.com"},
        {"origin_id": "files", "domain_name": "${aws_s3_bucket.files.bucket_regional_domain_name}"},
    ]
    key = {"cookies_config": {"cookie_behavior": "none"}, "headers_config": {"header_behavior": "none"}}
    return {
        "data": {"aws_cloudfront_cache_policy": {"optimized": {"name": "Managed-CachingOptimized"}}},
        "resource": {
            "aws_cloudfront_distribution": {"example": {"origin": origins, "default_cache_behavior": [said]}},
            "aws_cloudfront_cache_policy": {"pages": {"default_ttl": 60, _KEY: [key]}},
            "aws_cloudfront_origin_request_policy": {
                "session": {"cookies_config": [{"cookie_behavior": "whitelist"}]}
            },
        },
    }


_FILES: Final = "${data.aws_cloudfront_cache_policy.optimized.id}"
_OFF: Final = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_ALL: Final = "216adef6-5c7f-47e4-b989-5492eafa07d3"
_OWN_POLICY: Final = "${aws_cloudfront_cache_policy.pages.id}"
_SESSION: Final = "${aws_cloudfront_origin_request_policy.session.id}"

RULE = Rule(
    id="cloudfront-personal-cache",
    title="Distributions do not keep for all what one viewer is answered",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution",),
    scope="configuration",
    check=check,
    rationale=(
        "The origin answers by the viewer's session, and the cache knows no sessions: the page of the first "
        "shopper, with name, address and basket, is shown to the next."
    ),
    remediation=(
        "Set cache_policy_id of pages and APIs to Managed-CachingDisabled, or to a policy whose key has the "
        "cookies or the Authorization header that the origin answers by."
    ),
    controls=("pci-dss-4.0.1:6.2.4", "pci-dss-4.0.1:7.2.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:SC-4"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _distribution(_OFF, _ALL),
            _distribution(_FILES),
            _distribution(_FILES, _ALL, target_origin_id="files"),
            _distribution(_OWN_POLICY),
        ),
        failing=(
            _distribution(_FILES, _ALL),
            _distribution("658327ea-f89d-4fab-a63d-7e88639e58f6", _SESSION),
            _distribution(_OWN_POLICY, _SESSION),
            _distribution(_FILES, allowed_methods=["GET", "HEAD", "POST"]),
            _distribution(_OWN_POLICY, allowed_methods=["GET", "HEAD", "PUT"]),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, _distribution("${var.policy}", _ALL)),
    ),
)
