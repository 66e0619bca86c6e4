"""A domain leads to an API."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_MAPPINGS = ("aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping")


def check(domain: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A mapping names the domain; those of HTTP APIs and those of REST APIs serve domains of either make."""
    yield from expect.named_by(domain, configuration, "domain_name", *_MAPPINGS)


def _domain(named: str, kind: str = "aws_api_gateway_domain_name", mapping: str = _MAPPINGS[0]) -> Terraform:
    return {
        "resource": {
            kind: {
                "example": {"domain_name": "api.example.com"},
                "other": {"domain_name": "other.example.com"},
            },
            mapping: {"mapped": {"domain_name": named}},
        }
    }


_V2 = "aws_apigatewayv2_domain_name"

RULE = Rule(
    id="api-mapped",
    title="Custom domains are mapped to an API",
    severity=Severity.MEDIUM,
    types=("aws_api_gateway_domain_name", _V2),
    scope="configuration",
    check=check,
    rationale=(
        "A domain without a mapping answers 403 to every caller, and its health check takes the region out "
        "of the latency records."
    ),
    remediation="Add an ApiGatewayBasePathMapping (or Apigatewayv2ApiMapping) with the domain's domain_name.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-5(2)"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _domain("${aws_api_gateway_domain_name.example.domain_name}"),
            _domain("api.example.com"),
            _domain("${aws_apigatewayv2_domain_name.example.id}", _V2, _MAPPINGS[1]),
            _domain("${aws_api_gateway_domain_name.example.domain_name}", mapping=_MAPPINGS[1]),
        ),
        failing=(
            _domain("${aws_api_gateway_domain_name.other.domain_name}"),
            _domain("other.example.com"),
            _domain("${aws_apigatewayv2_domain_name.other.id}", _V2, _MAPPINGS[1]),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_domain_name={"domain_name": "api.example.com"})),
        unknown=(Status.UNKNOWN, _domain("${var.domain}")),
    ),
)
