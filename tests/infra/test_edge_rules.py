"""What is broken at the edge is found by the rule that is about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policies.gate.reading.folder import Reading, read
from tests.infra.broken import changed, fails
from tests.infra.synthesis import SYSTEM

pytestmark = pytest.mark.synth

APPLICATION, EDGE, CERTIFICATES = "app-us-east-1", "edge-global", "certs-global"


@pytest.fixture(scope="module")
def written(synthesized: Path) -> Reading:
    return read(synthesized)


def setting(kind: str, name: str, **values: object) -> Callable[[Any], object]:
    return lambda resources: resources.setdefault(f"aws_{kind}", {}).setdefault(name, {}).update(values)


def without(kind: str, name: str, argument: str = "") -> Callable[[Any], object]:
    if argument:
        return lambda resources: resources[f"aws_{kind}"][name].pop(argument)
    return lambda resources: resources[f"aws_{kind}"].pop(name)


def proven_twice(resources: Any) -> None:
    records = resources["aws_route53_record"]
    records["again"] = dict(records["proof_public"])


@pytest.mark.parametrize(
    ("rule", "stack", "change"),
    [
        ("api-access-log", APPLICATION, without("api_gateway_stage", "api_stage", "access_log_settings")),
        (
            "api-authorization",
            APPLICATION,
            setting("api_gateway_method", "api_payments_post", authorization="NONE"),
        ),
        (
            "api-execute-endpoint",
            APPLICATION,
            without("api_gateway_rest_api", "api", "disable_execute_api_endpoint"),
        ),
        ("api-firewall", APPLICATION, without("wafv2_web_acl_association", "api_firewall_association")),
        (
            "api-not-cached",
            APPLICATION,
            setting("api_gateway_stage", "api_stage", cache_cluster_enabled=True),
        ),
        ("api-redeployment", APPLICATION, without("api_gateway_deployment", "api_deployment", "triggers")),
        *(
            ("api-redeployment", APPLICATION, setting(f"api_gateway_{kind}", name, **values))
            for kind, name, values in (
                ("rest_api", "api", {"disable_execute_api_endpoint": False}),
                ("resource", "api_health", {"path_part": "healthy"}),
                ("method", "api_payments_post", {"authorization": "NONE"}),
                ("integration", "api_payments_post_integration", {"uri": "${aws_lambda_alias.other.arn}"}),
                ("model", "api_model_payment_request", {"schema": "{}"}),
                ("request_validator", "api_validator", {"validate_request_body": False}),
                ("gateway_response", "api_answer_access_denied", {"status_code": "200"}),
                ("method_response", "added", {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}),
            )
        ),
        ("api-tls", APPLICATION, setting("api_gateway_domain_name", "api_domain", security_policy="TLS_1_0")),
        (
            "api-validator",
            APPLICATION,
            without("api_gateway_method", "api_payments_post", "request_validator_id"),
        ),
        (
            "api-method-permission",
            APPLICATION,
            without("lambda_permission", "api_payments_post_permission", "source_arn"),
        ),
        ("waf-logging", APPLICATION, without("wafv2_web_acl_logging_configuration", "api_firewall_logging")),
        ("waf-managed-groups", APPLICATION, setting("wafv2_web_acl", "api_firewall", rule=[])),
        ("waf-rate-limit", APPLICATION, setting("wafv2_web_acl", "api_firewall", rule=[])),
        ("route53-https-checks", EDGE, setting("route53_health_check", "health_use1", type="HTTP")),
        ("route53-latency-health", EDGE, without("route53_record", "public_use1", "health_check_id")),
        ("acm-validated-once", CERTIFICATES, proven_twice),
        (
            "acm-validated-once",
            CERTIFICATES,
            without("acm_certificate_validation", "certificate_public_use1_validation"),
        ),
    ],
)
def test_r72_what_is_broken_is_found(
    written: Reading, rule: str, stack: str, change: Callable[[Any], object]
) -> None:
    assert not fails(rule, written, written.contents)
    assert fails(rule, written, changed(written, f"{SYSTEM}-{stack}", change))
