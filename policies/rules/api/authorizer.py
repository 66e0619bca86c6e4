"""An authorizer believes tokens that were made for this API, and asks whom it is to ask."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.expect import number
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
from policies.values import as_list, is_known

_NEEDS: Final = {
    "JWT": ("jwt_configuration.audience", "jwt_configuration.issuer"),
    "REQUEST": ("authorizer_uri",),
    "TOKEN": ("authorizer_uri",),
    "COGNITO_USER_POOLS": ("provider_arns",),
}
_DEFAULT_SECONDS: Final = 300
_OF_THE_ROUTE: Final = ("$context.", "context.", "$stageVariables.", "stageVariables.")
_SOURCES: Final = {
    "aws_apigatewayv2_authorizer": "identity_sources",
    "aws_api_gateway_authorizer": "identity_source",
}
_IN_BODY: Final = {
    "JWT": ("jwtConfiguration.audience", "jwtConfiguration.issuer"),
    "REQUEST": ("authorizerUri",),
    "TOKEN": ("authorizerUri",),
    "COGNITO_USER_POOLS": ("providerARNs",),
}


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A JWT authorizer names issuer and audience, the others the function or the user pools that they ask;
    what one answers is kept for a short time, and by what the caller says.

    Without an audience, a token that the issuer made for any other application is good (API Gateway
    Developer Guide, "Control access to HTTP APIs with JWT authorizers").
    """
    if element.type not in DESCRIBED:
        yield from _complete(element, element.get("type") or element.get("authorizer_type"), _NEEDS)
        yield from _remembered(element, "authorizer_result_ttl_in_seconds", _SOURCES[element.type])
        return
    found = False
    for name, scheme in schemes(described(element) or {}).items():
        authorizer = scheme.get("x-amazon-apigateway-authorizer") if isinstance(scheme, Mapping) else None
        if isinstance(authorizer, Mapping):
            found = True
            said = replace(element, values=authorizer)
            for judgement in (
                *_complete(said, authorizer.get("type"), _IN_BODY),
                *_remembered(said, "authorizerResultTtlInSeconds", "identitySource"),
            ):
                message = f"body: security scheme {name}: {judgement.message}"
                yield replace(judgement, message=message, subject=f"{name}: {judgement.subject}")
    if not found:
        yield NOT_APPLICABLE


def _remembered(authorizer: Resource, seconds: str, sources: str) -> Iterator[Judgement]:
    """An answer is kept no longer than API Gateway does by default, and by something that the caller says.

    API Gateway Developer Guide, "Use API Gateway Lambda authorizers" (300 seconds), "Control access to HTTP
    APIs with AWS Lambda authorizers": the identity sources are the key of what is kept.
    """
    kept = number(authorizer.get(seconds))
    if kept is not None and kept > _DEFAULT_SECONDS:
        said = f"{seconds} is {kept:.0f}: a token that was revoked is good for as long"
        yield fail(f"{said}; it must be at most {_DEFAULT_SECONDS}", seconds)
    value = authorizer.get(sources)
    named = value.split(",") if isinstance(value, str) else as_list(value)
    said_by_caller = [each for each in named if not str(each).strip().startswith(_OF_THE_ROUTE)]
    if named and not said_by_caller and kept != 0:
        joined = ", ".join(map(str, named))
        yield fail(f"{sources} is {joined}: what is answered to one caller is the answer to all", sources)


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


def _asking(source: str, seconds: object = None) -> Terraform:
    return resources(
        aws_apigatewayv2_authorizer={
            "authorizer_type": "REQUEST",
            "authorizer_uri": "${aws_lambda_function.auth.invoke_arn}",
            "identity_sources": [source],
            "authorizer_result_ttl_in_seconds": seconds,
        }
    )


_HEADER: Final = "$request.header.Authorization"

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
    remediation=(
        "Set audience and issuer in jwt_configuration, or authorizer_uri, or provider_arns; let "
        "identity_sources have a header of the caller, and keep answers for at most 300 seconds."
    ),
    controls=("pci-dss-4.0.1:8.3.1", "pci-dss-4.0.1:7.2.1", "nist-800-53-r5:IA-9", "nist-800-53-r5:AC-3"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            *(_jwt(), _body(["payments"])),
            *(_asking("$context.routeKey", 0), _asking(_HEADER), _asking(_HEADER, 60)),
            resources(
                aws_api_gateway_authorizer={"authorizer_uri": "${aws_lambda_function.auth.invoke_arn}"}
            ),
        ),
        failing=(
            *(_jwt(audience=[]), _jwt(audience=None), _jwt(issuer="http://id.example.com"), _body([])),
            resources(aws_api_gateway_authorizer={"type": "COGNITO_USER_POOLS"}),
            resources(aws_apigatewayv2_authorizer={"authorizer_type": "REQUEST"}),
            *(_asking("$context.routeKey"), _asking(_HEADER, 3600)),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_authorizer={"name": "pay"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_apigatewayv2_authorizer={"authorizer_type": "${var.kind}"}),
        ),
    ),
)
