"""A record leads to what answers to its name, in the region that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import TWO_REGIONS
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
from policies.rules.route53._records import RECORD
from policies.values import is_known

_DOMAINS: Final = ("aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name")
_REGION: Final = re.compile(r"\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:elb\.)?amazonaws\.com")
_LATENCY: Final = "latency_routing_policy.region"


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The name and the zone of an alias are of one element; a domain's is the record's own; and the region of
    a record by latency is that of what it leads to.
    """
    value, zone = record.get("alias.name"), record.get("alias.zone_id")
    if value is None:
        yield NOT_APPLICABLE
        return
    target, of_zone = configuration.target(record, value), configuration.target(record, zone)
    if target is not None and of_zone is not None and target is not of_zone:
        yield fail(f"alias.name is of {target.address}, and alias.zone_id of {of_zone.address}", "zone_id")
    if target is not None and target.type in _DOMAINS:
        yield from _same_name(record, target)
    found = _REGION.search(str(value))
    region = target.region if target is not None else found[1] if found is not None else ""
    said = record.get(_LATENCY)
    if said is None or (not region and is_known(value)):
        return
    if not all(map(is_known, (said, region or value))):
        yield unknown(f"only the plan can tell whether {value} is of {said}")
    elif region != said:
        yield fail(f"{_LATENCY} is {said}, and it leads to {region}", _LATENCY)


def _same_name(record: Resource, domain: Resource) -> Iterator[Judgement]:
    name, wanted = (str(each).rstrip(".") for each in (record.get("name"), domain.get("domain_name")))
    if name == wanted or wanted.startswith(f"{name}."):  # one may be told without its zone
        return
    if is_known(name) and is_known(wanted):
        yield fail(f"it is {name}, and {domain.address} answers to {wanted} alone", "name")


def _record(
    alias: str = "here", zone: str = "here", region: str = "xx-test-1", name: str = "api.example.com"
) -> Terraform:
    domain = "aws_api_gateway_domain_name"
    value = f"${{{domain}.{alias}.regional_domain_name}}" if alias.isalpha() else alias
    return {
        **TWO_REGIONS,
        "resource": {
            RECORD: {
                "example": {
                    "name": name,
                    "alias": [{"name": value, "zone_id": f"${{{domain}.{zone}.regional_zone_id}}"}],
                    "latency_routing_policy": [{"region": region}],
                }
            },
            domain: {
                "here": {"domain_name": "api.example.com"},
                "there": {"domain_name": "api.example.com", "provider": "aws.other"},
            },
        },
    }


RULE = Rule(
    id="route53-leads",
    title="Records lead to what answers to their name, in their region",
    severity=Severity.HIGH,
    types=(RECORD,),
    scope="configuration",
    check=check,
    rationale=(
        "A record that leads to another region's API looks right and answers: callers are slow, and when "
        "that region is lost, this one is lost with it."
    ),
    remediation="Take alias.name and alias.zone_id from one domain or load balancer of the record's region.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-20", "nist-800-53-r5:CP-10"),
    requirements=("R72", "R107"),
    told_by=("route53-alias",),
    examples=Examples(
        passing=(_record(), _record("there", "there", "xx-test-2")),
        failing=(
            _record("there", "there"),
            _record(region="xx-test-2"),
            _record(zone="there"),
            _record(name="pay.example.com"),
            _record("d-1.execute-api.xx-test-2.amazonaws.com"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {RECORD: {"example": {"name": "a", "records": ["b"]}}}}),
        unknown=(Status.UNKNOWN, _record("${var.api}")),
    ),
)
