"""An authorizer believes tokens that were made for this API, and asks whom it is to ask."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
from policies.rules.api._operations import DESCRIBED, described, schemes
from policies.values import is_known

_NEEDS: Final = {
    "JWT": ("jwt_configuration.audience", "jwt_configuration.issuer"),
    "REQUEST": ("authorizer_uri",),
    "TOKEN": ("authorizer_uri",),
    "COGNITO_USER_POOLS": ("provider_arns",),
}
_IN_BODY: Final = {
    "JWT": ("jwtConfiguration.audience", "jwtConfiguration.issuer"),
    "REQUEST": ("authorizerUri",),
    "TOKEN": ("authorizerUri",),
    "COGNITO_USER_POOLS": ("providerARNs",),
}


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A JWT authorizer names issuer and audience, the others the function or the user pools that they ask.

    Without an audience, a token that the issuer made for any other application is good (API Gateway
    Developer Guide, "Control access to HTTP APIs with JWT authorizers").
    """
    if element.type not in DESCRIBED:
        yield from _complete(element, element.get("type") or element.get("authorizer_type"), _NEEDS)
        return
    found = False
    for name, scheme in schemes(described(element) or {}).items():
        authorizer = scheme.get("x-amazon-apigateway-authorizer") if isinstance(scheme, Mapping) else None
        if isinstance(authorizer, Mapping):
            found = True
            for judgement in _complete(replace(element, values=authorizer), authorizer.get("type"), _IN_BODY):
                message = f"body: security scheme {name}: {judgement.message}"
                yield replace(judgement, message=message, subject=f"{name}: {judgement.subject}")
    if not found:
        yield NOT_APPLICABLE


def _complete(
    authorizer: Resource, kind: object, needs: Mapping[str, tuple[str, ...]]
) -> Iterator[Judgement]:
    kind = "TOKEN" if kind is None else kind  # API Gateway's own default
    if not is_known(kind):
        yield unknown(f"only the plan can tell what an authorizer of the type {kind} asks")
    for attribute in needs.get(str(kind).upper(), ()):
        value = authorizer.get(attribute)
        if value in (None, "", []):
            yield fail(f"{attribute} is not set", attribute)
        elif attribute.endswith("issuer") and is_known(value) and not str(value).startswith("https://"):
            yield fail(f"{attribute} is '{value}', which is no https address", attribute)


def _jwt(**configuration: object) -> Terraform:
    good = {"audience": ["payments"], "issuer": "https://id.example.com"}
    return resources(
        aws_apigatewayv2_authorizer={
            "authorizer_type": "JWT",
            "jwt_configuration": {**good, **configuration},
        }
    )


def _body(audience: object) -> Terraform:
    jwt = {"type": "jwt", "jwtConfiguration": {"issuer": "https://id.example.com", "audience": audience}}
    scheme = {"type": "oauth2", "x-amazon-apigateway-authorizer": jwt}
    body = {"components": {"securitySchemes": {"s": scheme}}}
    return resources(aws_apigatewayv2_api={"body": json.dumps(body)})


RULE = Rule(
    id="api-authorizer",
    title="Authorizers of APIs take tokens that were made for the API",
    severity=Severity.HIGH,
    types=("aws_apigatewayv2_authorizer", "aws_api_gateway_authorizer", *DESCRIBED),
    check=check,
    rationale=(
        "One issuer makes tokens for many applications. An authorizer that asks for no audience lets the "
        "users of all of them in."
    ),
    remediation="Set audience and issuer in jwt_configuration, or authorizer_uri, or provider_arns.",
    controls=("pci-dss-4.0.1:8.3.1", "pci-dss-4.0.1:7.2.1", "nist-800-53-r5:IA-9", "nist-800-53-r5:AC-3"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            *(_jwt(), _body(["payments"])),
            resources(
                aws_api_gateway_authorizer={"authorizer_uri": "${aws_lambda_function.auth.invoke_arn}"}
            ),
        ),
        failing=(
            *(_jwt(audience=[]), _jwt(audience=None), _jwt(issuer="http://id.example.com"), _body([])),
            resources(aws_api_gateway_authorizer={"type": "COGNITO_USER_POOLS"}),
            resources(aws_apigatewayv2_authorizer={"authorizer_type": "REQUEST"}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_authorizer={"name": "pay"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_apigatewayv2_authorizer={"authorizer_type": "${var.kind}"}),
        ),
    ),
)
