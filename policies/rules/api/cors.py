"""No website may use what its visitors are signed in to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
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
from policies.rules.api._operations import DESCRIBED, described
from policies.values import as_list, is_known

_BLOCKS: Final = {"aws_apigatewayv2_api": "cors_configuration", "aws_lambda_function_url": "cors"}
_HEADERS: Final = ("aws_api_gateway_gateway_response", "aws_api_gateway_integration_response")
_ANYONE: Final = ("*", "http://*", "https://*")


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Where credentials or the header Authorization are allowed, origins are named one by one, in whatever
    form CORS is said.

    Browsers refuse `*` with credentials, and a service that names whoever asks in its place gets round that.
    """
    found = tuple(_settings(element))
    if not found:
        yield NOT_APPLICABLE
    for where, origins, credentials, headers in found:
        listed = origins if isinstance(origins, list) else [origins]
        anyone = [str(origin) for origin in listed if origin in _ANYONE]
        if not anyone and all(map(is_known, listed)):
            continue
        bears = any(str(header).lower() == "authorization" for header in as_list(headers))
        takes = bears or expect.is_true(credentials)
        if not is_known(credentials) or (takes and not anyone):
            yield unknown(f"only the plan can tell whether {where} allows credentials to any origin")
        elif takes:
            what = "the header Authorization from" if bears else "credentials to"
            yield fail(f"{where} allows {what} the origin {anyone[0]}, which is every website", where)


def _settings(element: Resource) -> Iterator[tuple[str, Any, Any, Any]]:
    """Each CORS setting of the element: where it stands, its origins, whether it allows credentials, and
    which headers.
    """
    name = _BLOCKS.get(element.type, "")
    if element.get(name) is not None:
        yield name, *(element.get(f"{name}.allow_{each}") for each in ("origins", "credentials", "headers"))
    body = described(element) or {}
    cors = body.get("x-amazon-apigateway-cors")
    if isinstance(cors, Mapping):
        values = replace(element, values=cors)
        said = (values.get(f"allow{each}") for each in ("Origins", "Credentials", "Headers"))
        yield "body: x-amazon-apigateway-cors", *said
    headers = element.get("response_parameters") if element.type in _HEADERS else None
    if isinstance(headers, Mapping):
        sent = {str(key).rpartition(".")[2].lower(): str(value).strip("'") for key, value in headers.items()}
        origin, credentials, headers_sent = (
            sent.get(f"access-control-allow-{each}") for each in ("origin", "credentials", "headers")
        )
        named = [each.strip() for each in str(headers_sent).split(",")]
        yield "response_parameters", origin, credentials, named


def _http(origin: str, credentials: object = None, *headers: str) -> Terraform:
    cors = {"allow_origins": [origin], "allow_credentials": credentials, "allow_headers": list(headers)}
    return resources(aws_apigatewayv2_api={"cors_configuration": [cors]})


def _body(origin: str) -> Terraform:
    cors = {"allowOrigins": [origin], "allowCredentials": True}
    return resources(aws_apigatewayv2_api={"body": json.dumps({"x-amazon-apigateway-cors": cors})})


def _header(origin: str) -> Terraform:
    prefix = "method.response.header.Access-Control-Allow"
    headers = {f"{prefix}-Origin": f"'{origin}'", f"{prefix}-Credentials": "'true'"}
    return resources(aws_api_gateway_integration_response={"response_parameters": headers})


_SHOP: Final = "https://shop.example.com"

RULE = Rule(
    id="api-cors",
    title="No API takes credentials from every website",
    severity=Severity.HIGH,
    types=(*DESCRIBED, "aws_lambda_function_url", *_HEADERS),
    check=check,
    rationale=(
        "A page that a signed-in merchant visits could then call the API with the merchant's credentials and "
        "read the answers."
    ),
    remediation="Name each origin in allow_origins, or leave allow_credentials out.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:AC-4"),
    requirements=("R72",),
    examples=Examples(
        passing=(_http(_SHOP, True, "Authorization"), _http("*"), _body(_SHOP), _header(_SHOP)),
        failing=(
            *(_http("*", credentials=True), _http("https://*", credentials="true"), _body("*"), _header("*")),
            _http("*", None, "content-type", "Authorization"),
            resources(aws_lambda_function_url={"cors": {"allow_origins": ["*"], "allow_credentials": True}}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_apigatewayv2_api={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _http("${var.origin}", credentials=True)),
    ),
)
