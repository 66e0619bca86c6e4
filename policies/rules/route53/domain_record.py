"""The domain of an API leads to it."""

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
from policies.rules.route53._records import RECORD, leads_to, led_to
from policies.values import is_known

_DOMAINS: Final = ("aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name")


def check(domain: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where the configuration has records of its own, one of them leads to the domain.

    Of several regions with one domain name each has a record of its own. A record of that name may lead to
    something that stands before the API.
    """
    if not configuration.of(RECORD):
        yield NOT_APPLICABLE
        return
    if domain in led_to(configuration):
        return
    for record in configuration.having(RECORD, "name", domain.get("domain_name")):
        value = leads_to(record)
        target = configuration.target(record, value)
        if not is_known(value) and (target is None or not target.is_managed):
            yield unknown(f"{record.address} leads to {value}, which only the plan can tell")
            return
        if target is None or target.type not in _DOMAINS:
            return
    yield fail(f"no {RECORD} leads to it")


def _domain(kind: str = _DOMAINS[0], **record: object) -> Terraform:
    named = {"name": "api.example.com", "type": "A", **record}
    return {
        "resource": {
            kind: {
                "example": {"domain_name": "api.example.com"},
                "other": {"domain_name": "other.example.com"},
            },
            RECORD: {"record": named},
        }
    }


_REGIONAL: Final = "${aws_api_gateway_domain_name.example.regional_domain_name}"
_OTHER: Final = "${aws_api_gateway_domain_name.other.regional_domain_name}"
_V2: Final = "${aws_apigatewayv2_domain_name.example.domain_name_configuration[0].target_domain_name}"

RULE = Rule(
    id="route53-domain-record",
    title="A record leads to each domain of an API",
    severity=Severity.MEDIUM,
    types=_DOMAINS,
    scope="configuration",
    check=check,
    rationale=(
        "A region whose domain no record leads to gets no callers: it looks healthy, and is not there "
        "when the others fail."
    ),
    remediation="Add a Route53Record with an alias to the domain's regional_domain_name and zone.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10"),
    requirements=("R72", "R78"),
    examples=Examples(
        passing=(
            _domain(alias={"name": _REGIONAL}),
            _domain(type="CNAME", records=[_REGIONAL]),
            _domain(_DOMAINS[1], alias=[{"name": _V2}]),
            _domain(alias={"name": "d-abcdefghij.execute-api.xx-test-1.amazonaws.com"}),
        ),
        failing=(
            _domain(alias={"name": _OTHER}),
            _domain(name="other.example.com", alias={"name": "d-abcdefghij.example.com"}),
            _domain(name="_proof.example.com", type="CNAME", records=["proof.example.com"]),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_api_gateway_domain_name={"domain_name": "api.example.com"}),
        ),
        unknown=(Status.UNKNOWN, _domain(alias={"name": "${var.target}"})),
    ),
)
