"""An API with a domain name of its own answers to no other."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

MAPPINGS = ("aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping")


def check(api: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a domain name leads to the API, its execute-api address is switched off."""
    if any(configuration.related(api, mapping, "api_id") for mapping in MAPPINGS):
        yield from expect.true(api, "disable_execute_api_endpoint")
    else:
        yield NOT_APPLICABLE


def _api(**settings: object) -> Terraform:
    return resources(
        aws_api_gateway_rest_api={"name": "payments-zq7", **settings},
        aws_api_gateway_base_path_mapping={"api_id": "${aws_api_gateway_rest_api.example.id}"},
    )


def _v2(**settings: object) -> Terraform:
    return resources(
        aws_apigatewayv2_api={"name": "payments-zq7", **settings},
        aws_apigatewayv2_api_mapping={"api_id": "${aws_apigatewayv2_api.example.id}"},
    )


RULE = Rule(
    id="api-execute-endpoint",
    title="An API with a domain name answers to that name alone",
    severity=Severity.HIGH,
    types=("aws_api_gateway_rest_api", "aws_apigatewayv2_api"),
    scope="configuration",
    check=check,
    rationale=(
        "The execute-api address is a second entrance: it has neither the domain's TLS policy nor the health "
        "of the region, and callers who found it stay with a region that was taken out."
    ),
    remediation="Set disable_execute_api_endpoint=True on the ApiGatewayRestApi or the Apigatewayv2Api.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(3)", "nist-800-53-r5:AC-17(3)"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            *(_api(disable_execute_api_endpoint=True), _api(disable_execute_api_endpoint="true")),
            _v2(disable_execute_api_endpoint=True),
        ),
        failing=(_api(), _api(disable_execute_api_endpoint=False), _v2()),
        absent=(Status.NOT_APPLICABLE, resources(aws_api_gateway_rest_api={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _api(disable_execute_api_endpoint="${var.closed}")),
    ),
)
