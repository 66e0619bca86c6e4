"""Whoever calls an API says who they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from policies.references import reference
from policies.resource import Resource
from policies.rules.api._operations import DESCRIBED, Operation, each_operation, is_websocket

_OPEN: Final = "GET /health"
"""Health checkers cannot sign."""
_PREFLIGHT: Final = "OPTIONS"
"""What a browser asks before a call from another origin, without what tells who calls (Fetch Standard,
"CORS-preflight request")."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each method, route and operation of a body authorizes its callers; only `GET /health` may be open, and
    preflights.

    An API key is no authorization: it tells a quota, and travels in every request. Callers of a WebSocket
    API authorize when they connect, and nowhere else (API Gateway Developer Guide, "Control and manage
    access to WebSocket APIs").
    """
    if element.type == "aws_api_gateway_method":
        if element.get("http_method") != _PREFLIGHT and not _is_health(element, configuration):
            yield from expect.one_of(element, "authorization", ("AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"))
    elif element.type == "aws_apigatewayv2_route":
        if is_websocket(element, configuration) and element.get("route_key") != "$connect":
            yield NOT_APPLICABLE
        elif not _is_open(str(element.get("route_key"))):
            yield from expect.one_of(element, "authorization_type", ("AWS_IAM", "CUSTOM", "JWT"))
    else:
        yield from _of_api(element, configuration)


def _is_open(label: str) -> bool:
    return label == _OPEN or label.startswith(f"{_PREFLIGHT} ")


def _of_api(api: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for operation in each_operation(api):
        if not isinstance(operation, Operation):
            yield operation
        elif not _is_open(operation.label) and not operation.is_authorized:
            told = f"body: {operation.label} has no security that makes its callers say who they are"
            yield unknown(told) if operation.is_authorized is None else fail(told, operation.label)
    if api.type == "aws_apigatewayv2_api" and api.get("target") is not None:
        yield fail("target makes a route without authorization", "target")
    if is_websocket(api, configuration):
        routes = configuration.related(api, "aws_apigatewayv2_route", "api_id")
        if not any(route.get("route_key") == "$connect" for route in routes):
            yield fail(
                "it is a WebSocket API without a route $connect, so unauthenticated clients may connect",
                "$connect",
            )


def _is_health(method: Resource, configuration: Configuration) -> bool:
    resource = configuration.target(method, method.get("resource_id"))
    if method.get("http_method") != "GET" or resource is None:
        return False
    parent = reference(resource.get("parent_id"))
    at_root = parent is not None and parent.attribute == "root_resource_id"
    return at_root and resource.get("path_part") == "health"


def _method(
    authorization: str, path: str = "health", parent: str = "root_resource_id", **verb: str
) -> Terraform:
    return resources(
        aws_api_gateway_rest_api={},
        aws_api_gateway_resource={
            "path_part": path,
            "parent_id": f"${{aws_api_gateway_rest_api.example.{parent}}}",
        },
        aws_api_gateway_method={
            "http_method": "GET",
            "resource_id": "${aws_api_gateway_resource.example.id}",
            "authorization": authorization,
            **verb,
        },
    )


def _body(operation: object, path: str = "/payments", verb: str = "post", **document: object) -> Terraform:
    body = {"openapi": "3.0.1", "paths": {path: {verb: operation}}, **document}
    return resources(aws_api_gateway_rest_api={"body": json.dumps(body)})


def _scheme(**scheme: object) -> dict[str, Any]:
    return {"security": [{"s": []}], "components": {"securitySchemes": {"s": {"type": "apiKey", **scheme}}}}


def _route(key: str, protocol: str = "HTTP", **route: object) -> Terraform:
    return resources(
        aws_apigatewayv2_api={"protocol_type": protocol},
        aws_apigatewayv2_route={"api_id": "${aws_apigatewayv2_api.example.id}", "route_key": key, **route},
    )


_SIGNED: Final = _scheme(**{"x-amazon-apigateway-authtype": "awsSigv4"})
_IAM: Final = {"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}

RULE = Rule(
    id="api-authorization",
    title="Every method of an API authorizes its callers",
    severity=Severity.CRITICAL,
    types=("aws_api_gateway_method", "aws_apigatewayv2_route", *DESCRIBED),
    scope="configuration",
    check=check,
    rationale="A method without authorization takes payments, or reveals them, for anybody who finds it.",
    remediation=(
        "Set authorization='AWS_IAM' on the ApiGatewayMethod, authorization_type='AWS_IAM' on the "
        "Apigatewayv2Route, or x-amazon-apigateway-auth or security on the operation; only GET /health may "
        "be open."
    ),
    controls=(
        *("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:8.3.1"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-14", "nist-800-53-r5:IA-9"),
    ),
    requirements=("R72",),
    examples=Examples(
        passing=(
            *(_method("AWS_IAM", "payments"), _method("CUSTOM", "payments"), _method("NONE")),
            *(_method("NONE", "payments", http_method="OPTIONS"), _body({}, verb="options")),
            *(_body(_IAM), _body({}, **_SIGNED), _body({}, "/health", "get")),
            _body({}, **_scheme(**{"x-amazon-apigateway-authorizer": {"type": "token"}})),
            *(
                _route("POST /payments", authorization_type="JWT"),
                _route("GET /health"),
                _route("OPTIONS /payments"),
            ),
            _route("$connect", "WEBSOCKET", authorization_type="AWS_IAM"),
        ),
        failing=(
            *(_method("NONE", "payments"), _method("NONE", http_method="POST"), _method("NONE", parent="id")),
            *(_method("NONE", "payments", api_key_required="true"), _method("none", "payments")),
            *(_body({}), _body({"security": []}, **_SIGNED), _body({"security": [{"s": []}, {}]}, **_SIGNED)),
            *(_body({}, **_scheme()), _body({"security": [{"other": []}]}, **_SIGNED)),
            *(_body({}, verb="x-amazon-apigateway-any-method"), _body({}, "/health", "post")),
            *(_route("POST /payments"), _route("$default", authorization_type="NONE")),
            *(_route("$connect", "WEBSOCKET"), _route("pay", "WEBSOCKET")),
            resources(aws_apigatewayv2_api={"target": "${aws_lambda_function.pay.arn}"}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_method={"http_method": "GET"})),
        unknown=(Status.UNKNOWN, _body({"security": "${var.security}"}, **_SIGNED)),
    ),
)
