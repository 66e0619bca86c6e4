"""A name of a distribution leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.rules.route53._records import RECORD, leads_to
from policies.values import as_list, is_expression

_DISTRIBUTION: Final = "aws_cloudfront_distribution"
_ADDRESSES: Final = ("A", "AAAA", "CNAME")


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A record of addresses with one of the names that a distribution answers to leads to a distribution."""
    fronts = _fronts(configuration)
    front = fronts.get((record.stack, str(record.get("name")))) or fronts.get(("", str(record.get("name"))))
    if front is None or record.get("type") not in _ADDRESSES:
        yield NOT_APPLICABLE
        return
    value = leads_to(record)
    target = configuration.target(record, value)
    if target is None and is_expression(value):
        yield unknown(f"it leads to {value}, which only the plan can tell")
    elif target is not None and target.type != _DISTRIBUTION and target.is_managed:
        yield fail(
            f"it leads to {target.address}, past {front.address}, which answers to {record.get('name')}: "
            "its firewall and its cache are gone round"
        )


@recalled
def _fronts(configuration: Configuration) -> Mapping[tuple[str, str], Resource]:
    """By its stack and the name, for those that are expressions, the distribution that answers to it."""
    return {
        (front.stack if is_expression(name) else "", str(name)): front
        for front in configuration.of(_DISTRIBUTION)
        for name in as_list(front.get("aliases"))
    }


def _name(target: str, name: str = "pay.${var.domain}", kind: str = "A") -> Terraform:
    return {
        "resource": {
            _DISTRIBUTION: {"front": {"aliases": ["pay.${var.domain}", "pay.example.com"]}},
            "aws_lb": {"pay": {}},
            RECORD: {"example": {"name": name, "type": kind, "alias": {"name": target}}},
        }
    }


_FRONT: Final = "${aws_cloudfront_distribution.front.domain_name}"
_ORIGIN: Final = "${aws_lb.pay.dns_name}"

RULE = Rule(
    id="route53-edge-name",
    title="Names that a distribution answers to lead to it",
    severity=Severity.HIGH,
    types=(RECORD,),
    scope="configuration",
    check=check,
    rationale=(
        "Callers who are led to the origin come past the firewall, the certificate and the headers of the "
        "edge, and the origin is open to everybody in order to answer them."
    ),
    remediation="Point the alias of the Route53Record at domain_name and hosted_zone_id of the distribution.",
    controls=("pci-dss-4.0.1:6.4.2", "pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:SC-20"),
    requirements=("R72", "R105"),
    examples=Examples(
        passing=(_name(_FRONT), _name(_FRONT, "pay.example.com")),
        failing=(_name(_ORIGIN), _name(_ORIGIN, "pay.example.com", "AAAA")),
        absent=(Status.NOT_APPLICABLE, _name(_ORIGIN, "origin.${var.domain}")),
        unknown=(Status.UNKNOWN, _name("${var.target}")),
    ),
)
