"""A load balancer behind a distribution is reached through it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.rules.vpc._ways import groups_of, ways

_DISTRIBUTION: Final = "aws_cloudfront_distribution"
_BALANCERS: Final = ("aws_lb", "aws_alb")
_RECORD: Final = "aws_route53_record"
_GROUPS: Final = "security_groups"


def check(distribution: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The groups of a load balancer that is an origin let in the ranges of CloudFront, and not everybody; or
    the origin is asked with a header of its own, which the load balancer demands.

    CloudFront Developer Guide, "Restrict access to Application Load Balancers".
    """
    balancers = 0
    for origin in distribution.blocks("origin"):
        balancer = _balancer(distribution, origin.get("domain_name"), configuration)
        if balancer is None:
            continue
        balancers += 1
        if origin.get("custom_header"):
            continue
        groups = groups_of(balancer, balancer.get(_GROUPS), configuration)
        for opening, _ in ways(configuration, "ingress", groups):
            if opening.group is None or opening.anywhere is False:
                continue
            said = f"{opening.group.address} admits {opening.label} to {balancer.address}"
            if opening.anywhere:
                yield fail(f"{said}: the distribution and its firewall are gone round", balancer.address)
            else:
                yield unknown(f"only the plan can tell whether {said}, which may be everybody")
    if not balancers:
        yield NOT_APPLICABLE


def _balancer(distribution: Resource, name: object, configuration: Configuration) -> Resource | None:
    """The load balancer that a domain name is of, or that a record of that name leads to."""
    found = configuration.target(distribution, name)
    if found is None:
        found = next(iter(configuration.having(_RECORD, "name", name)), None)
    if found is not None and found.type == _RECORD:
        found = configuration.target(found, found.get("alias.name"))
    return found if found is not None and found.type in _BALANCERS and not found.get("internal") else None


def _behind(source: dict[str, object], name: str = "${aws_lb.shop.dns_name}", **origin: object) -> Terraform:
    opens = {"protocol": "tcp", "from_port": 443, "to_port": 443, **source}
    listed = {"cloudfront": {"name": "com.amazonaws.global.cloudfront.origin-facing"}}
    return {
        "data": {"aws_ec2_managed_prefix_list": listed},
        "resource": {
            _DISTRIBUTION: {"example": {"origin": [{"origin_id": "shop", "domain_name": name, **origin}]}},
            "aws_lb": {"shop": {_GROUPS: ["${aws_security_group.shop.id}"]}},
            "aws_security_group": {"shop": {"ingress": [opens]}},
            _RECORD: {"shop": {"name": "origin.example.com", "alias": [{"name": "${aws_lb.shop.dns_name}"}]}},
        },
    }


_ALL: Final[dict[str, object]] = {"cidr_blocks": ["0.0.0.0/0"]}
_CLOUDFRONT: Final[dict[str, object]] = {
    "prefix_list_ids": ["${data.aws_ec2_managed_prefix_list.cloudfront.id}"]
}

RULE = Rule(
    id="cloudfront-balancer-origin",
    title="Load balancers behind distributions are reached through them alone",
    severity=Severity.HIGH,
    types=(_DISTRIBUTION,),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever finds the name of the load balancer calls it past the distribution, its firewall, its "
        "limits and its logs."
    ),
    remediation=(
        "Let in the prefix list com.amazonaws.global.cloudfront.origin-facing alone, or demand a header that "
        "the origin sends as its custom_header."
    ),
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7(8)", "nist-800-53-r5:AC-3"),
    requirements=("R43",),
    examples=Examples(
        passing=(
            _behind(_CLOUDFRONT),
            _behind(_ALL, custom_header=[{"name": "X-Origin-Verify", "value": "${var.header}"}]),
        ),
        failing=(
            _behind(_ALL),
            _behind(_ALL, "origin.example.com"),
            _behind(_ALL, "${aws_route53_record.shop.fqdn}"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{_DISTRIBUTION: {"enabled": True}})),
        unknown=(Status.UNKNOWN, _behind({"cidr_blocks": ["${var.callers}"]})),
    ),
)
