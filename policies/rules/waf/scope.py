"""A web firewall stands where what it protects is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import TWO_REGIONS
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.firewalls import ASSOCIATION
from policies.related.regions import OF_THE_WORLD
from policies.resource import Resource
from policies.values import is_known

_ACL: Final = "aws_wafv2_web_acl"
_DISTRIBUTION: Final = "aws_cloudfront_distribution"
_EDGE: Final = "CLOUDFRONT"
_EDGE_REGION: Final = OF_THE_WORLD
"""AWS WAF Developer Guide, "Resources that you can protect with AWS WAF"."""
_USES: Final = {ASSOCIATION: ("web_acl_arn", "REGIONAL"), _DISTRIBUTION: ("web_acl_id", _EDGE)}


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An ACL of the edge is made in the one region of the world, and protects distributions alone; one of a
    region protects what is in that region. The sets of addresses and patterns that it names have its scope.
    """
    if element.type == _ACL:
        yield from _placed(element, configuration)
        return
    attribute, wanted = _USES[element.type]
    acl = configuration.target(element, element.get(attribute))
    if acl is None or acl.type != _ACL:
        return
    scope = acl.get("scope")
    if not is_known(scope):
        yield unknown(f"only the plan can tell whether {acl.address} is for {wanted}")
    elif scope != wanted:
        yield fail(f"{attribute} is {acl.address}, whose scope is {scope} and not {wanted}", "scope")
    guarded = configuration.target(element, element.get("resource_arn"))
    regions = {each.region for each in (acl, guarded) if each is not None and each.region}
    if guarded is not None and guarded.is_managed and len(regions) > 1 and all(map(is_known, regions)):
        yield fail(f"{guarded.address} is in {guarded.region}, and {acl.address} in {acl.region}", "region")


def _placed(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    scope = acl.get("scope")
    known = is_known(acl.region) and acl.region
    if scope == _EDGE and known and acl.region != _EDGE_REGION:
        yield fail(f"its scope is {_EDGE}, and it is made in {acl.region}, not in {_EDGE_REGION}", "region")
    for path, text in acl.strings():
        named = configuration.target(acl, text) if path.endswith(".arn") else None
        if (
            named is not None
            and named.type.startswith("aws_wafv2_")
            and named.get("scope") not in (None, scope)
        ):
            yield fail(f"it names {named.address}, whose scope is {named.get('scope')}", named.address)


def _guarded(scope: str = "REGIONAL", where: str = "example", **acl: object) -> Terraform:
    association = {"resource_arn": "${aws_lb.pay.arn}", "web_acl_arn": f"${{{_ACL}.front.arn}}"}
    front = {"scope": scope, **acl}
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_lb": {"pay": {}},
            _ACL: {"front": front, **({"example": front} if where == "acl" else {})},
            "aws_wafv2_ip_set": {"office": {"scope": "REGIONAL", "addresses": ["192.0.2.0/24"]}},
            ASSOCIATION: {where: association},
            _DISTRIBUTION: {
                ("example" if where == "edge" else "front"): {"web_acl_id": f"${{{_ACL}.front.arn}}"}
            },
        },
    }


_NAMED: Final = {"statement": {"ip_set_reference_statement": {"arn": "${aws_wafv2_ip_set.office.arn}"}}}

RULE = Rule(
    id="waf-scope",
    title="Web firewalls are of the scope and the region of what they protect",
    severity=Severity.HIGH,
    types=(_ACL, ASSOCIATION, _DISTRIBUTION),
    scope="configuration",
    check=check,
    rationale=(
        "AWS refuses an association across scopes and regions: what was to be protected is on the internet, "
        "without a firewall."
    ),
    remediation=(
        "Set scope to CLOUDFRONT and the provider to that of the world for a distribution's ACL, and scope "
        "to REGIONAL and the provider of the region for all else."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R72", "R140"),
    examples=Examples(
        passing=(_guarded(), _guarded("CLOUDFRONT", "edge"), _guarded(where="acl", rule=[_NAMED])),
        failing=(
            _guarded("CLOUDFRONT"),
            _guarded(where="edge"),
            _guarded(provider="aws.other"),
            _guarded("CLOUDFRONT", "acl"),
            _guarded("CLOUDFRONT", "acl", rule=[_NAMED]),
        ),
        absent=(Status.PASS, {"resource": {_ACL: {"example": {"name": "pay-zq7"}}}}),
        unknown=(Status.UNKNOWN, _guarded("${var.scope}")),
    ),
)
