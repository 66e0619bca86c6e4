"""Domain names of APIs take no TLS older than 1.2."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, resources


def check(domain: Resource, _estate: Estate) -> Iterator[Judgement]:
    """The policy is TLS_1_2, said so: what API Gateway takes by default is its own decision."""
    yield from expect.one_of(domain, "security_policy", ("TLS_1_2",))


RULE = Rule(
    id="api-tls",
    title="Domain names of APIs take TLS 1.2 or newer",
    severity=Severity.HIGH,
    types=("aws_api_gateway_domain_name",),
    check=check,
    rationale="Card numbers cross the internet to these names; PCI DSS counts early TLS as no encryption.",
    remediation="Set security_policy='TLS_1_2' on the ApiGatewayDomainName.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-13"),
    rows=("R39", "R72"),
    examples=Examples(
        passing=(resources(aws_api_gateway_domain_name={"security_policy": "TLS_1_2"}),),
        failing=(
            resources(aws_api_gateway_domain_name={"security_policy": "TLS_1_0"}),
            resources(aws_api_gateway_domain_name={"security_policy": ""}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_domain_name={"domain_name": "api-zq7.example.com"})),
        unknown=(Status.UNKNOWN, resources(aws_api_gateway_domain_name={"security_policy": "${var.tls}"})),
    ),
)
