"""A web firewall believes no address that callers write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.firewalls import ASSOCIATION
from policies.resource import Resource
from policies.values import as_list

_ACL: Final = "aws_wafv2_web_acl"
_CONFIGS: Final = ("forwarded_ip_config", "ip_set_forwarded_ip_config")
_BY_LISTS: Final = "x-forwarded-for"


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule goes by the address in X-Forwarded-For where nothing of ours stands before the firewall to
    write it: the first address in it is what the caller says, and to a request without it the rule does not
    apply (AWS WAF API Reference, "ForwardedIPConfig").
    """
    believed = sorted({name for rule in expect.written_blocks(acl, "rule") for name in _believed(rule)})
    if not believed:
        return
    said = f"its rules {', '.join(believed)} believe an address that any caller writes into a header"
    if acl.get("scope") == "CLOUDFRONT":
        yield fail(f"{said}: distributions are called by everybody", "header")
        return
    guarded = [
        configuration.target(each, each.get("resource_arn"))
        for each in configuration.related(acl, ASSOCIATION, "web_acl_arn")
    ]
    if configuration.of("aws_cloudfront_distribution") or any(
        each is not None and expect.is_true(each.get("internal")) for each in guarded
    ):
        return
    front = next((each for each in guarded if each is not None), None)
    yield (
        fail(f"{said}, and {front.address} is called by everybody", "header")
        if front
        else unknown(f"only the plan can tell whether {said}")
    )


def _believed(rule: Mapping[str, Any]) -> Iterator[str]:
    """The name of a rule that goes by such a header, wherever in its statement."""
    if any(
        str(block.get("header_name")).lower() == _BY_LISTS and block.get("position") != "LAST"
        for block in _within(rule.get("statement"))
    ):
        yield str(rule.get("name"))


def _within(value: object) -> Iterator[Mapping[str, Any]]:
    for item in as_list(value):
        for key, inner in item.items() if isinstance(item, Mapping) else ():
            if key in _CONFIGS:
                yield from (each for each in as_list(inner) if isinstance(each, Mapping))
            elif isinstance(inner, Mapping | list):
                yield from _within(inner)


def _limit(front: str | None = "aws_lb", scope: str = "REGIONAL", **header: object) -> Terraform:
    config = {"header_name": "X-Forwarded-For", "fallback_behavior": "MATCH", **header}
    limit = {"limit": 2000, "aggregate_key_type": "FORWARDED_IP", "forwarded_ip_config": config}
    rule = {"name": "rate", "statement": [{"rate_based_statement": [limit]}]}
    stack: dict[str, Any] = {_ACL: {"example": {"scope": scope, "rule": [rule]}}}
    if front is not None:
        stack[front] = {"pay": {}}
        guarded = {"resource_arn": f"${{{front}.pay.arn}}", "web_acl_arn": f"${{{_ACL}.example.arn}}"}
        stack[ASSOCIATION] = {"pay": guarded} if front != "aws_cloudfront_distribution" else {}
    return {"resource": stack}


RULE = Rule(
    id="waf-believed-address",
    title="Web firewalls believe no address that callers write",
    severity=Severity.MEDIUM,
    types=(_ACL,),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever sends another X-Forwarded-For with each request is another caller with each: no limit is "
        "ever reached, no country is the wrong one, and every list of addresses is open."
    ),
    remediation=(
        "Set aggregate_key_type to IP and leave forwarded_ip_config out; behind a distribution, put the rule "
        "into the distribution's ACL."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-5", "nist-800-53-r5:SC-7"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _limit("aws_cloudfront_distribution"),
            _limit(header_name="CF-Connecting-IP"),
            _limit(position="LAST"),
        ),
        failing=(_limit(), _limit(scope="CLOUDFRONT"), _limit("aws_api_gateway_stage")),
        absent=(Status.PASS, {"resource": {_ACL: {"example": {"name": "pay-zq7"}}}}),
        unknown=(Status.UNKNOWN, _limit(None)),
    ),
)
