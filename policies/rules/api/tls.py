"""Domain names of APIs take no TLS older than 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_ATTRIBUTES: Final = {
    "aws_api_gateway_domain_name": "security_policy",
    "aws_apigatewayv2_domain_name": "domain_name_configuration.security_policy",
}
_MODERN: Final = re.compile(r"TLS_1_[23]|SecurityPolicy_TLS1[23](?:_1_[23])?(?:_[A-Z]+)*_20\d\d(?:_\w+)?")
"""The names say the oldest version that they take (API Gateway Developer Guide, "Security policies")."""


def check(domain: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The policy takes TLS 1.2 or newer, said so: what API Gateway takes by default is its own decision."""
    attribute = _ATTRIBUTES[domain.type]
    policy = domain.get(attribute)
    if not policy:
        yield fail(f"{attribute} is not set; it must be TLS_1_2 or a policy of TLS 1.2 or 1.3")
    elif not is_known(policy):
        yield unknown(f"{attribute} is {policy}, which only the plan can tell")
    elif not _MODERN.fullmatch(str(policy)):
        yield fail(f"{attribute} is '{policy}', which is no policy of TLS 1.2 or 1.3 alone")


def _rest(policy: str) -> Terraform:
    return resources(aws_api_gateway_domain_name={"security_policy": policy})


def _v2(policy: str) -> Terraform:
    return resources(
        aws_apigatewayv2_domain_name={"domain_name_configuration": [{"security_policy": policy}]}
    )


RULE = Rule(
    id="api-tls",
    title="Domain names of APIs accept TLS 1.2 or newer only",
    severity=Severity.HIGH,
    types=tuple(_ATTRIBUTES),
    check=check,
    rationale="Card numbers cross the internet to these names; PCI DSS counts early TLS as no encryption.",
    remediation="Set security_policy='TLS_1_2', or a policy of TLS 1.3, on the domain name.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-13"),
    requirements=("R39", "R72"),
    examples=Examples(
        passing=(
            *(_rest("TLS_1_2"), _v2("TLS_1_2"), _rest("SecurityPolicy_TLS13_1_3_2025_09")),
            *(_rest("SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09"), _rest("SecurityPolicy_TLS13_2025_EDGE")),
            _rest("SecurityPolicy_TLS12_2018_EDGE"),
        ),
        failing=(
            *(_rest("TLS_1_0"), _v2("TLS_1_0"), _rest(""), _rest("tls_1_2")),
            *(_rest("SecurityPolicy_TLS13_1_0_2025_09"), _rest("SecurityPolicy_TLS10_2018_EDGE")),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_domain_name={"domain_name": "api-zq7.example.com"})),
        unknown=(Status.UNKNOWN, _rest("${var.tls}")),
    ),
)
