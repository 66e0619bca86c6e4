"""APIs of every make: a document, a route and each of AWS's own words are judged as methods are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest
from botocore.loaders import Loader

from policies.engine import judge
from policies.gate.proving import configuration_of
from policies.model import Status, Terraform
from policies.registry import load

RULES = {rule.id: rule for rule in load().rules}
PASS, FAIL, UNKNOWN = Status.PASS, Status.FAIL, Status.UNKNOWN


def statuses(rule: str, stack: Terraform, kind: str) -> dict[str, Status]:
    """By name, the verdict of a rule on each resource of a type."""
    judged = judge(configuration_of(stack), [RULES[rule]])
    assert not judged.errors
    return {
        finding.address.removeprefix(f"{kind}."): finding.status
        for finding in judged.findings
        if finding.address.startswith(f"{kind}.")
    }


def of(rule: str, kind: str, **values: object) -> Status:
    """The verdict of a rule on one resource of a type, alone."""
    return statuses(rule, {"resource": {kind: {"x": values}}}, kind).get("x", Status.NOT_APPLICABLE)


def enumerated(service: str, shape: str) -> list[str]:
    """The values of a type of AWS's API, by its own model."""
    return list(Loader().load_service_model(service, "service-2")["shapes"][shape]["enum"])


IAM = {"type": "apiKey", "x-amazon-apigateway-authtype": "awsSigv4"}
LAMBDA = {"type": "apiKey", "x-amazon-apigateway-authorizer": {"type": "request"}}
JWT = {"type": "oauth2", "x-amazon-apigateway-authorizer": {"type": "jwt"}}
KEY = {"type": "apiKey", "name": "x-api-key", "in": "header"}
UNBOUND = {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com"}


@pytest.mark.parametrize(
    ("operation", "schemes", "globally", "expected"),
    [
        ({}, {}, None, FAIL),
        ({"security": [{"s": []}]}, {"s": IAM}, None, PASS),
        ({"security": [{"s": []}]}, {"s": LAMBDA}, None, PASS),
        ({"security": [{"s": ["pay"]}]}, {"s": JWT}, None, PASS),
        ({"security": [{"s": []}]}, {"s": KEY}, None, FAIL),
        ({"security": [{"s": []}]}, {"s": UNBOUND}, None, FAIL),
        ({"security": [{"s": []}]}, {}, None, FAIL),
        ({"security": [{"key": [], "s": []}]}, {"key": KEY, "s": IAM}, None, PASS),
        ({"security": [{"s": []}, {"key": []}]}, {"key": KEY, "s": IAM}, None, FAIL),
        ({}, {"s": IAM}, [{"s": []}], PASS),
        ({"security": []}, {"s": IAM}, [{"s": []}], FAIL),
        ({"security": [{}]}, {"s": IAM}, [{"s": []}], FAIL),
        ({"x-amazon-apigateway-auth": {"type": "aws_iam"}}, {}, None, PASS),
        ({"x-amazon-apigateway-auth": {"type": "NONE"}}, {}, None, FAIL),
        ({"x-amazon-apigateway-auth": {"type": "${var.auth}"}}, {}, None, UNKNOWN),
        ({"security": "${var.security}"}, {"s": IAM}, None, UNKNOWN),
        ({"security": [{"s": []}]}, {"s": "${var.scheme}"}, None, UNKNOWN),
    ],
)
@pytest.mark.parametrize("kind", ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"])
@pytest.mark.parametrize("form", ["openapi 3", "swagger 2"])
def test_an_operation_is_a_method(  # noqa: PLR0917 - a table has columns
    kind: str, form: str, operation: object, schemes: object, globally: object, expected: Status
) -> None:
    said = (
        {"components": {"securitySchemes": schemes}}
        if form == "openapi 3"
        else {"securityDefinitions": schemes}
    )
    document = {"paths": {"/payments": {"post": operation}}, **said}
    if globally is not None:
        document["security"] = globally
    assert of("api-authorization", kind, body=json.dumps(document)) is expected


@pytest.mark.parametrize("verb", ["get", "put", "post", "delete", "head", "patch"])
def test_every_verb_is_read(verb: str) -> None:
    body = json.dumps({"paths": {"/payments": {verb: {}}}})
    assert of("api-authorization", "aws_api_gateway_rest_api", body=body) is FAIL


def test_a_preflight_may_be_open_and_excuses_no_other_verb_of_its_path() -> None:
    path: dict[str, object] = {"options": {}}
    body = json.dumps({"paths": {"/payments": path}})
    assert of("api-authorization", "aws_api_gateway_rest_api", body=body) is PASS
    body = json.dumps({"paths": {"/payments": {**path, "post": {}}}})
    assert of("api-authorization", "aws_api_gateway_rest_api", body=body) is FAIL


@pytest.mark.parametrize("verb", ["GET", "Post", "pUT"])
def test_a_verb_in_capitals_is_not_passed_over(verb: str) -> None:
    body = json.dumps({"paths": {"/x": {verb: {}}}})
    assert of("api-authorization", "aws_api_gateway_rest_api", body=body) is UNKNOWN


@pytest.mark.parametrize(
    "body",
    [
        '${file("api.json")}',
        "openapi: 3.0.1\npaths: {}\n",
        "{",
        '{"paths": "${var.paths}"}',
        '{"paths": {"/p": "${var.p}"}}',
    ],
)
def test_a_document_that_cannot_be_read_is_unknown(body: str) -> None:
    assert of("api-authorization", "aws_api_gateway_rest_api", body=body) is UNKNOWN
    assert of("api-validator", "aws_api_gateway_rest_api", body=body) is UNKNOWN


def test_health_is_open_in_every_form_and_nothing_else_is() -> None:
    for path, verb, expected in (
        ("/health", "get", PASS),
        ("/health", "post", FAIL),
        ("/healthy", "get", FAIL),
    ):
        body = json.dumps({"paths": {path: {verb: {}}}})
        assert of("api-authorization", "aws_apigatewayv2_api", body=body) is expected
        route = {"route_key": f"{verb.upper()} {path}", "authorization_type": "NONE"}
        assert of("api-authorization", "aws_apigatewayv2_route", **route) is expected


@pytest.mark.parametrize("way", enumerated("apigatewayv2", "AuthorizationType"))
def test_routes_know_each_way_that_aws_knows(way: str) -> None:
    found = of("api-authorization", "aws_apigatewayv2_route", route_key="POST /p", authorization_type=way)
    assert found is (FAIL if way == "NONE" else PASS)


@pytest.mark.parametrize("way", enumerated("appsync", "AuthenticationType"))
def test_graphql_knows_each_way_that_aws_knows(way: str) -> None:
    expected = FAIL if way == "API_KEY" else PASS
    kind, first = "aws_appsync_graphql_api", {"authentication_type": "AWS_IAM"}
    assert of("api-graphql-authorization", kind, authentication_type=way) is expected
    more = [{"authentication_type": way}]
    assert of("api-graphql-authorization", kind, **first, additional_authentication_provider=more) is expected


@pytest.mark.parametrize("way", enumerated("lambda", "FunctionUrlAuthType"))
def test_function_urls_are_signed(way: str) -> None:
    found = of("api-function-url", "aws_lambda_function_url", authorization_type=way)
    assert found is (PASS if way == "AWS_IAM" else FAIL)


ENHANCED = (
    *(
        "SecurityPolicy_TLS12_2018_EDGE",
        "SecurityPolicy_TLS12_PFS_2025_EDGE",
        "SecurityPolicy_TLS13_2025_EDGE",
    ),
    *("SecurityPolicy_TLS13_1_2_2021_06", "SecurityPolicy_TLS13_1_2_PQ_2025_09"),
    *("SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"),
    *("SecurityPolicy_TLS13_1_3_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09"),
)
"""The policies that are newer than the model that is locked."""


@pytest.mark.parametrize("policy", [*enumerated("apigateway", "SecurityPolicy"), *ENHANCED])
def test_every_policy_of_aws_is_told_by_its_oldest_version(policy: str) -> None:
    expected = FAIL if "TLS_1_0" in policy or "TLS10" in policy else PASS
    assert of("api-tls", "aws_api_gateway_domain_name", security_policy=policy) is expected
    v2 = {"domain_name_configuration": {"security_policy": policy}}
    assert of("api-tls", "aws_apigatewayv2_domain_name", **v2) is expected


def test_websockets_authorize_at_the_door() -> None:
    def socket(**routes: Mapping[str, Any]) -> dict[str, Status]:
        api = {"api_id": "${aws_apigatewayv2_api.x.id}"}
        stack: Terraform = {
            "resource": {
                "aws_apigatewayv2_api": {"x": {"protocol_type": "WEBSOCKET"}},
                "aws_apigatewayv2_route": {name: {**api, **values} for name, values in routes.items()},
            }
        }
        return {
            **statuses("api-authorization", stack, "aws_apigatewayv2_api"),
            **statuses("api-authorization", stack, "aws_apigatewayv2_route"),
        }

    door = {"route_key": "$connect", "authorization_type": "AWS_IAM"}
    assert FAIL not in socket(door=door, pay={"route_key": "pay"}, other={"route_key": "$default"}).values()
    assert socket(door={"route_key": "$connect"})["door"] is FAIL
    assert socket(pay={"route_key": "pay"})["x"] is FAIL


PARTS = {
    f"aws_api_gateway_{kind}": {"rest_api_id": "${aws_api_gateway_rest_api.x.id}"}
    for kind in ("method", "method_response", "integration", "integration_response", "model")
} | {"aws_api_gateway_gateway_response": {"rest_api_id": "${aws_api_gateway_rest_api.x.id}"}}
ROUTED = {
    f"aws_apigatewayv2_{kind}": {"api_id": "${aws_apigatewayv2_api.x.id}"}
    for kind in ("route", "integration", "model", "authorizer", "integration_response")
}


def deployed(parts: Mapping[str, Mapping[str, Any]], trigger: str) -> Status:
    """The verdict on a deployment of an API of these parts, each named x."""
    rest = "aws_api_gateway_method" in parts
    kind, attribute, api = (
        ("aws_api_gateway_deployment", "rest_api_id", "aws_api_gateway_rest_api")
        if rest
        else ("aws_apigatewayv2_deployment", "api_id", "aws_apigatewayv2_api")
    )
    deployment = {
        attribute: f"${{{api}.x.id}}",
        "triggers": {"all": trigger},
        "lifecycle": {"create_before_destroy": True},
    }
    named = {part: {"x": values} for part, values in parts.items()}
    stack: Terraform = {"resource": {api: {"x": {"name": "pay"}}, **named, kind: {"x": deployment}}}
    return statuses("api-redeployment", stack, kind)["x"]


@pytest.mark.parametrize("parts", [PARTS, ROUTED], ids=["REST", "HTTP"])
def test_a_trigger_refers_to_every_part_as_a_whole(parts: dict[str, dict[str, Any]]) -> None:
    def trigger(attribute: str = "", *, but: str = "") -> str:
        named = [f"{part}.x{attribute if part == but or not but else ''}" for part in parts]
        return f"${{sha256(jsonencode([{', '.join(named)}]))}}"

    assert deployed(parts, trigger()) is PASS
    for part in parts:
        assert deployed(parts, trigger(".id", but=part)) is FAIL, part
        assert deployed(parts, trigger().replace(f"{part}.x", f"{part}.other")) is FAIL, part
        assert deployed(parts, trigger().replace(f"{part}.x", "local.definition")) is UNKNOWN, part
    assert deployed(parts, trigger(".id")) is FAIL
    assert deployed(parts, "1") is FAIL
    assert deployed(parts, '${sha256("1")}') is FAIL
    assert deployed(parts, '${filesha256("api.tf")}') is UNKNOWN
    assert deployed(parts, "${timestamp()}") is PASS


def test_a_document_is_followed_by_its_digest_or_by_reference() -> None:
    def described(trigger: str, body: str = '{"paths": {}}') -> Status:
        deployment = {
            "rest_api_id": "${aws_api_gateway_rest_api.x.id}",
            "triggers": {"all": trigger},
            "lifecycle": {"create_before_destroy": True},
        }
        stack: Terraform = {
            "resource": {
                "aws_api_gateway_rest_api": {"x": {"body": body}},
                "aws_api_gateway_deployment": {"x": deployment},
            }
        }
        return statuses("api-redeployment", stack, "aws_api_gateway_deployment")["x"]

    assert described("${sha1(jsonencode(aws_api_gateway_rest_api.x.body))}") is PASS
    assert described("${sha1(aws_api_gateway_rest_api.x.id)}") is FAIL
    assert described(hashlib.sha256(b'{"paths": {}}').hexdigest()) is PASS
    assert described(hashlib.sha256(b'{"paths": {}}').hexdigest(), body='{"paths": {"/new": {}}}') is FAIL
