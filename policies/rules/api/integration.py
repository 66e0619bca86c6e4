"""Where an API sends its requests is known, encrypted and on no public way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_V2: Final = "aws_apigatewayv2_integration"
_CALLER: Final = "arn:aws:iam::*:user/*"


def check(integration: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """HTTP backends are reached by https through a VPC link, whose certificate is verified; none is called
    with the caller's own rights.

    What a function may do, and who may call it, is judged at the function.
    """
    second = integration.type == _V2
    kind = integration.get("integration_type" if second else "type")
    if not is_known(kind):
        yield unknown(f"its type is {kind}, which only the plan can tell")
    elif str(kind).startswith("HTTP"):
        yield from _backend(integration, "integration_uri" if second else "uri")
    credentials = "credentials_arn" if second else "credentials"
    if integration.get(credentials) == _CALLER:
        yield fail(f"{credentials} is {_CALLER}, so the backend is called with whatever its caller may do")


def _backend(integration: Resource, attribute: str) -> Iterator[Judgement]:
    uri, connection = integration.get(attribute), integration.get("connection_type")
    private = connection == "VPC_LINK"
    if not is_known(connection):
        yield unknown(f"connection_type is {connection}, which only the plan can tell")
    elif not private:
        yield fail(f"requests go to {uri} over the internet: connection_type is not VPC_LINK")
    if isinstance(uri, str) and uri.startswith("https://"):
        pass
    elif integration.type == _V2 and private:
        # A private integration of version 2 names a listener; it is https where tls_config says so.
        if not integration.blocks("tls_config"):
            yield fail("tls_config is not set, so the listener is called without TLS")
    elif is_known(uri):
        yield fail(f"{attribute} is {uri}, not https")
    else:
        yield unknown(f"{attribute} is {uri}, of which only the plan can tell whether it is https")
    for block in integration.blocks("tls_config"):
        if expect.is_true(block.get("insecure_skip_verification")):
            yield fail("insecure_skip_verification is true: any certificate will do")


def _http(**changes: object) -> dict[str, object]:
    linked = {"type": "HTTP_PROXY", "connection_type": "VPC_LINK", "connection_id": "${aws_x.link.id}"}
    return {**linked, "uri": "https://pay.example.com/payments", **changes}


RULE = Rule(
    id="api-integration",
    title="An API reaches its backends over TLS, privately and with permissions of its own",
    severity=Severity.HIGH,
    types=("aws_api_gateway_integration", _V2),
    check=check,
    rationale=(
        "An integration takes every request, card data included, to wherever its address says: in clear "
        "text, over the internet, or to a service that is called with the caller's own rights."
    ),
    remediation=(
        "Call a function (AWS_PROXY), or set connection_type='VPC_LINK' with an https:// uri whose name is "
        "on the backend's certificate; leave insecure_skip_verification out."
    ),
    controls=(
        *("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:1.4.1"),
        *("nist-800-53-r5:SC-8", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-4"),
    ),
    requirements=("R72", "R87"),
    examples=Examples(
        passing=(
            resources(
                aws_api_gateway_integration={"type": "AWS_PROXY", "uri": "${aws_lambda_alias.live.arn}"}
            ),
            resources(aws_api_gateway_integration={"type": "MOCK"}),
            resources(aws_api_gateway_integration=_http()),
            resources(aws_api_gateway_integration=_http(uri="https://${local.host}/payments")),
            resources(
                aws_apigatewayv2_integration={
                    "integration_type": "HTTP_PROXY",
                    "connection_type": "VPC_LINK",
                    "integration_uri": "${aws_lb_listener.https.arn}",
                    "tls_config": {"server_name_to_verify": "pay.example.com"},
                }
            ),
        ),
        failing=(
            resources(aws_api_gateway_integration=_http(uri="http://pay.example.com/payments")),
            resources(aws_api_gateway_integration=_http(connection_type="INTERNET")),
            resources(aws_api_gateway_integration=_http(connection_type=None)),
            resources(aws_api_gateway_integration=_http(tls_config=[{"insecure_skip_verification": "true"}])),
            resources(aws_api_gateway_integration={"type": "AWS", "credentials": _CALLER}),
            resources(
                aws_apigatewayv2_integration={
                    "integration_type": "HTTP_PROXY",
                    "connection_type": "VPC_LINK",
                    "integration_uri": "${aws_lb_listener.http.arn}",
                }
            ),
            resources(
                aws_apigatewayv2_integration={
                    "integration_type": "HTTP_PROXY",
                    "integration_uri": "https://pay.example.com",
                }
            ),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_integration={"type": "HTTP"})),
        unknown=(Status.UNKNOWN, resources(aws_api_gateway_integration=_http(uri="${var.backend}"))),
    ),
)
