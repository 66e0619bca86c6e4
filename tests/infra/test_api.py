"""The API of each region."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from handlers.domain.body import document
from handlers.domain.problems import KINDS
from infra.systems import load
from tests.infra.synthesis import SUFFIX, SYSTEM, Configuration, Resource, Stack, synthesize

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.synth


def applications(config: Configuration) -> tuple[Stack, ...]:
    found = tuple(stack for name, stack in config.stacks.items() if "-app-" in name)
    assert len(found) == 3
    return found


def path_of(stack: Stack, method: Resource) -> str:
    """The path of a method, put together from the resources above it."""
    by_id = {each.reference("id"): each for each in stack.of("aws_api_gateway_resource")}
    parts: list[str] = []
    here = method["resource_id"]
    while here in by_id:
        parts.insert(0, by_id[here]["path_part"])
        here = by_id[here]["parent_id"]
    (api,) = stack.of("aws_api_gateway_rest_api")
    assert here == api.reference("root_resource_id")
    return "/" + "/".join(parts)


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), path): operation
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    }


def one(stack: Stack, kind: str) -> Resource:
    (found,) = stack.of(kind)
    return found


def test_r72_every_operation_of_the_document_is_there_and_nothing_else(config: Configuration) -> None:
    for stack in applications(config):
        methods = stack.of("aws_api_gateway_method")
        assert {(each["http_method"], path_of(stack, each)) for each in methods} == operations().keys()
        assert len(methods) == len(operations())


def test_r72_no_resource_is_without_a_purpose(config: Configuration) -> None:
    for stack in applications(config):
        used = {each["resource_id"] for each in stack.of("aws_api_gateway_method")}
        used |= {each["parent_id"] for each in stack.of("aws_api_gateway_resource")}
        assert {each.reference("id") for each in stack.of("aws_api_gateway_resource")} <= used


def test_r72_each_operation_calls_the_alias_of_its_function(config: Configuration) -> None:
    for stack in applications(config):
        methods = {
            each["resource_id"] + each["http_method"]: each for each in stack.of("aws_api_gateway_method")
        }
        integrations = stack.of("aws_api_gateway_integration")
        assert len(integrations) == len(methods)
        for integration in integrations:
            method = next(
                each
                for each in methods.values()
                if integration["http_method"] == each.reference("http_method")
            )
            function = operations()[method["http_method"], path_of(stack, method)]["x-function"]
            assert integration["type"] == "AWS_PROXY"
            assert integration["integration_http_method"] == "POST"
            called = f"functions/${{aws_lambda_alias.function_{function}_live.arn}}/invocations"
            assert integration["uri"].endswith(called)
            assert f":apigateway:{stack.region}:" in integration["uri"]


def test_r72_a_function_may_be_called_for_its_own_method_and_path(config: Configuration) -> None:
    for stack in applications(config):
        allowed = {
            each["function_name"].removeprefix("${aws_lambda_function.function_").removesuffix(".arn}")
            + each["source_arn"].removeprefix("${aws_api_gateway_rest_api.api.execution_arn}/live/")
            for each in stack.of("aws_lambda_permission")
            if each["principal"] == "apigateway.amazonaws.com"
        }
        assert allowed == {
            "healthGET/health",
            "ingestPOST/payments",
            "inquiryGET/payments",
            "inquiryGET/payments/*",
            "inquiryGET/payments/*/receipt",
            "inquiryGET/payments/*/refunds/*",
            "inquiryGET/payments/*/refunds/*/receipt",
            "capture_requestPOST/payments/*/cancel",
            "capture_requestPOST/payments/*/capture",
            "refund_requestPOST/payments/*/refunds",
        }
        for each in stack.of("aws_lambda_permission"):
            alias = each["function_name"].replace("aws_lambda_function", "aws_lambda_alias")
            assert each["qualifier"] == alias.replace(".arn}", "_live.name}"), "the alias is there first"


def test_r72_all_but_health_is_signed_and_all_is_validated(config: Configuration) -> None:
    for stack in applications(config):
        validator = one(stack, "aws_api_gateway_request_validator")
        assert validator["validate_request_body"] is True
        assert validator["validate_request_parameters"] is True
        for method in stack.of("aws_api_gateway_method"):
            open_to_all = path_of(stack, method) == "/health"
            assert method["authorization"] == ("NONE" if open_to_all else "AWS_IAM")
            assert method["request_validator_id"] == validator.reference("id")


def test_r72_required_headers_are_required(config: Configuration) -> None:
    for stack in applications(config):
        for method in stack.of("aws_api_gateway_method"):
            wanted = method.get("request_parameters") or {}
            posted = method["http_method"] == "POST"
            once_by_nature = path_of(stack, method).endswith(("/capture", "/cancel"))
            keyed = True if posted and not once_by_nature else None
            assert wanted.get("method.request.header.Idempotency-Key") is keyed
            in_path = "{payment_id}" in path_of(stack, method)
            assert wanted.get("method.request.path.payment_id") is (True if in_path else None)


def test_r72_bodies_are_those_of_the_document(config: Configuration) -> None:
    """Independently: the model accepts and refuses what the document's schema does."""
    from jsonschema import Draft4Validator

    stack = applications(config)[0]
    models = {each["name"]: json.loads(each["schema"]) for each in stack.of("aws_api_gateway_model")}
    assert models.keys() == {"NothingMore", "PaymentRequest", "RefundRequest"}
    for model in models.values():
        Draft4Validator.check_schema(model)
    payment = operations()["POST", "/payments"]["requestBody"]["content"]["application/json"]["example"]
    accepts = Draft4Validator(models["PaymentRequest"]).is_valid
    assert accepts(payment)
    for field in payment:
        assert not accepts({name: value for name, value in payment.items() if name != field})
    assert not accepts({**payment, "card": {**payment["card"], "number": "4"}})
    assert not accepts({**payment, "unknown": 1})
    assert Draft4Validator(models["RefundRequest"]).is_valid({})
    assert Draft4Validator(models["NothingMore"]).is_valid({})
    assert not Draft4Validator(models["NothingMore"]).is_valid({"amount_minor": 1})


def test_r72_methods_name_the_model_of_their_body(config: Configuration) -> None:
    for stack in applications(config):
        models = {method.id: method.get("request_models") for method in stack.of("aws_api_gateway_method")}
        assert models == {
            "api_payments_post": {"application/json": "PaymentRequest"},
            "api_payments_payment_id_get": None,
            "api_payments_get": None,
            "api_payments_payment_id_cancel_post": {"application/json": "NothingMore"},
            "api_payments_payment_id_capture_post": {"application/json": "NothingMore"},
            "api_payments_payment_id_receipt_get": None,
            "api_payments_payment_id_refunds_post": {"application/json": "RefundRequest"},
            "api_payments_payment_id_refunds_refund_id_get": None,
            "api_payments_payment_id_refunds_refund_id_receipt_get": None,
            "api_health_get": None,
        }


def test_r72_what_api_gateway_refuses_is_a_problem_of_ours(config: Configuration) -> None:
    kinds = {kind.uri: kind for kind in KINDS}
    for stack in applications(config):
        answers = {each["response_type"]: each for each in stack.of("aws_api_gateway_gateway_response")}
        assert {"DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED", "WAF_FILTERED"} <= answers.keys()
        for answer in answers.values():
            body = json.loads(answer["response_templates"]["application/json"])
            assert str(body["status"]) == answer["status_code"] == str(kinds[body["type"]].status)
            headers = answer["response_parameters"]
            assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
            assert headers["gatewayresponse.header.Cache-Control"] == "'no-store'"
            assert "$" not in answer["response_templates"]["application/json"]


def test_r46_the_access_log_holds_ids_and_nothing_that_was_sent(config: Configuration) -> None:
    for stack in applications(config):
        stage = one(stack, "aws_api_gateway_stage")
        settings = stage["access_log_settings"]
        assert settings["destination_arn"] == "${aws_cloudwatch_log_group.api_access_log.arn}"
        said = set(json.loads(settings["format"]).values())
        assert not [
            each for each in said if "sourceIp" in each or "userArn" in each or each.endswith(".path")
        ]
        assert not [each for each in said if "String" in each or "message" in each]
        assert stage["xray_tracing_enabled"] is True


def test_r46_the_log_group_that_api_gateway_writes_to_is_ours(config: Configuration) -> None:
    for stack in applications(config):
        names = {each["name"] for each in stack.of("aws_cloudwatch_log_group")}
        assert "API-Gateway-Execution-Logs_${aws_api_gateway_rest_api.api.id}/live" in names
        stage = one(stack, "aws_api_gateway_stage")
        assert "aws_cloudwatch_log_group.api_execution_log" in stage["depends_on"]
        assert all(each["kms_key_id"] for each in stack.of("aws_cloudwatch_log_group"))


def test_r72_a_method_takes_what_a_region_is_built_for(config: Configuration) -> None:
    capacity = load(SYSTEM, SUFFIX).capacity
    for stack in applications(config):
        settings = one(stack, "aws_api_gateway_method_settings")["settings"]
        assert settings["throttling_rate_limit"] == capacity.region_tps
        assert 0 < settings["throttling_burst_limit"] <= capacity.region_tps
        assert settings["data_trace_enabled"] is settings["caching_enabled"] is False
        assert settings["logging_level"] == "ERROR"


def test_r72_the_deployment_follows_every_part_of_the_api(config: Configuration) -> None:
    parts = ("method", "integration", "model", "resource", "gateway_response", "request_validator")
    for stack in applications(config):
        deployment = one(stack, "aws_api_gateway_deployment")
        assert deployment["lifecycle"] == {"create_before_destroy": True}
        addresses = {
            f"{each.type}.{each.id}" for part in parts for each in stack.of(f"aws_api_gateway_{part}")
        }
        assert set(deployment["depends_on"]) == addresses


def test_r72_regions_deploy_the_same_definition(config: Configuration) -> None:
    triggers = {
        json.dumps(one(stack, "aws_api_gateway_deployment")["triggers"]) for stack in applications(config)
    }
    assert len(triggers) == 1


def _drop_field(changed: dict[str, Any]) -> None:
    changed["components"]["schemas"]["Card"]["properties"]["number"]["maxLength"] = 18


def _open_method(changed: dict[str, Any]) -> None:
    changed["paths"]["/payments"]["post"]["security"] = []


def _other_function(changed: dict[str, Any]) -> None:
    changed["paths"]["/payments"]["post"]["x-function"] = "inquiry"


def _new_path(changed: dict[str, Any]) -> None:
    changed["paths"]["/refunds"] = {"get": {**changed["paths"]["/health"]["get"], "operationId": "x"}}


def _other_parameter(changed: dict[str, Any]) -> None:
    changed["components"]["parameters"]["IdempotencyKey"]["required"] = False


@pytest.mark.parametrize("change", [_drop_field, _open_method, _other_function, _new_path, _other_parameter])
def test_r72_a_change_of_the_document_is_deployed(change: Any) -> None:
    changed = deepcopy(dict(document()))
    change(changed)
    assert digest(changed) != digest(document())


def test_r72_the_same_document_is_not_deployed_again() -> None:
    assert digest(deepcopy(dict(document()))) == digest(document())


def digest(content: Any) -> str:
    from cdktf import App

    from infra.blocks.compute.function import Function
    from infra.blocks.edge.rest_api import RestApiSpec, add_rest_api
    from infra.stack import RegionalStack

    settings = load(SYSTEM, SUFFIX)
    place = RegionalStack(App(stack_traces=False), settings, "app", settings.primary).place()
    functions = {
        name: Function(f"function_{name}", name, "arn", f"arn:{name}:live", "live")
        for name in ("ingest", "inquiry", "capture_request", "refund_request", "health")
    }
    return add_rest_api(place, RestApiSpec("api", "api", content, {}, has_domain=True), functions).digest


def test_an_operation_without_a_function_is_refused() -> None:
    from infra.blocks.edge.openapi import DocumentError

    changed = deepcopy(dict(document()))
    del changed["paths"]["/health"]["get"]["x-function"]
    with pytest.raises(DocumentError, match="getHealth"):
        digest(changed)


def test_r72_a_firewall_stands_in_front_of_the_stage(config: Configuration) -> None:
    for stack in applications(config):
        acl = one(stack, "aws_wafv2_web_acl")
        association = one(stack, "aws_wafv2_web_acl_association")
        assert association["resource_arn"] == one(stack, "aws_api_gateway_stage").reference("arn")
        assert association["web_acl_arn"] == acl.reference("arn")
        groups = {
            rule["name"]: rule["statement"]["managed_rule_group_statement"]
            for rule in acl["rule"]
            if "managed_rule_group_statement" in rule["statement"]
        }
        assert groups.keys() == {
            "AWSManagedRulesCommonRuleSet",
            "AWSManagedRulesKnownBadInputsRuleSet",
            "AWSManagedRulesAnonymousIpList",
        }
        assert groups["AWSManagedRulesAnonymousIpList"]["rule_action_override"] == [
            {"name": "HostingProviderIPList", "action_to_use": {"count": {}}}
        ]
        limit = next(each for each in acl["rule"] if "rate_based_statement" in each["statement"])
        per_minute = load(SYSTEM, SUFFIX).capacity.client_tps * 60
        assert limit["statement"]["rate_based_statement"]["limit"] == per_minute
        assert limit["action"] == {"block": {}}


def test_r72_the_firewall_keeps_neither_bodies_nor_credentials(config: Configuration) -> None:
    for stack in applications(config):
        acl = one(stack, "aws_wafv2_web_acl")
        protected = acl["data_protection_config"]["data_protection"]
        assert {each["field"]["field_type"] for each in protected} >= {"BODY", "SINGLE_HEADER"}
        metrics = [acl["visibility_config"], *(each["visibility_config"] for each in acl["rule"])]
        assert not any(each["sampled_requests_enabled"] for each in metrics)
        logging = one(stack, "aws_wafv2_web_acl_logging_configuration")
        headers = {
            each["single_header"]["name"] for each in logging["redacted_fields"] if "single_header" in each
        }
        assert headers == {"authorization", "x-amz-security-token"}


def test_r16_two_environments_share_no_name(config: Configuration, tmp_path: Path) -> None:
    other = Configuration.read(synthesize(tmp_path, "qx9"))
    kinds = ("aws_api_gateway_rest_api", "aws_api_gateway_domain_name", "aws_wafv2_web_acl")
    for kind in kinds:
        names = [each.get("domain_name") or each["name"] for each in config.of(kind)]
        others = [each.get("domain_name") or each["name"] for each in other.of(kind)]
        assert not set(names) & set(others)


def test_r59_operators_find_the_api(config: Configuration) -> None:
    for stack in applications(config):
        outputs = {name: each["value"] for name, each in stack.json["output"].items()}
        assert outputs["api_url"] == f"https://api-{SUFFIX}.payments.example.com"
        assert outputs["regional_api_url"].startswith("https://api-")
        assert outputs["api_id"] == "${aws_api_gateway_rest_api.api.id}"


def test_c33_without_a_domain_the_api_answers_at_its_own_address(nameless: Configuration) -> None:
    for stack in applications(nameless):
        assert one(stack, "aws_api_gateway_rest_api")["disable_execute_api_endpoint"] is False
        assert not stack.of("aws_api_gateway_domain_name")
        assert stack.json["output"]["api_url"]["value"] == "${aws_api_gateway_stage.api_stage.invoke_url}"
