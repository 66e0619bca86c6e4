"""Who may call a function, and who is set to: a difference is found both ways."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from rehearsal.invocations import compare_invocations

ALIAS = "arn:aws:lambda:xx-one-1:111122223333:function:pay:live"
RULE = "arn:aws:events:xx-one-1:111122223333:rule/each-minute"
TOPIC = "arn:aws:sns:xx-two-2:111122223333:alerts"
API = "arn:aws:execute-api:xx-one-1:111122223333:api1"
URI = f"arn:aws:apigateway:xx-one-1:lambda:path/2015-03-31/functions/{ALIAS}/invocations"


def permission(service: str, source: str, **more: str) -> dict[str, str]:
    return {
        "action": "lambda:InvokeFunction",
        "function_name": ALIAS.removesuffix(":live"),
        "qualifier": "live",
        "principal": f"{service}.amazonaws.com",
        "source_arn": source,
        **more,
    }


STACK: dict[str, Any] = {
    "provider": {"aws": [{"region": "xx-one-1"}]},
    "resource": {
        "aws_cloudwatch_event_rule": {"tick": {"name": "each-minute", "arn": RULE}},
        "aws_cloudwatch_event_target": {
            "tick": {"rule": "each-minute", "arn": ALIAS},
            "bus": {"rule": "each-minute", "arn": "arn:aws:events:xx-two-2:111122223333:event-bus/b"},
        },
        "aws_sns_topic_subscription": {
            "alerts": {"protocol": "lambda", "topic_arn": TOPIC, "endpoint": ALIAS},
            "inbox": {"protocol": "sqs", "topic_arn": TOPIC, "endpoint": "arn:aws:sqs:xx:1:q"},
        },
        "aws_api_gateway_rest_api": {"api": {"id": "api1", "execution_arn": API}},
        "aws_api_gateway_stage": {"live": {"rest_api_id": "api1", "stage_name": "live"}},
        "aws_api_gateway_resource": {"payment": {"id": "r1", "path": "/payments/{payment_id}"}},
        "aws_api_gateway_integration": {
            "get": {"rest_api_id": "api1", "resource_id": "r1", "http_method": "GET", "uri": URI}
        },
        "aws_lambda_permission": {
            "tick": permission("events", RULE, source_account="111122223333"),
            "alerts": permission("sns", TOPIC, source_account="111122223333"),
            "get": permission("apigateway", f"{API}/live/GET/payments/*"),
        },
    },
}


def said(stack: dict[str, Any]) -> list[str]:
    return compare_invocations(build({"app": stack}, Metadata(), NO_OVERRIDES))


def test_all_who_are_set_to_call_may_and_nobody_else() -> None:
    assert said(STACK) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("tick", f"events may not call {ALIAS} for {RULE}"),
        ("alerts", f"sns may not call {ALIAS} for {TOPIC}"),
        ("get", f"apigateway may not call {ALIAS} for {API}/live/GET/payments/*"),
    ],
)
def test_a_permission_that_is_taken_away_is_missed(name: str, sentence: str) -> None:
    changed = deepcopy(STACK)
    del changed["resource"]["aws_lambda_permission"][name]
    assert said(changed) == [sentence]


@pytest.mark.parametrize(
    ("kind", "name", "sentence"),
    [
        (
            "aws_cloudwatch_event_target",
            "tick",
            f"Service events.amazonaws.com may call {ALIAS} for {RULE} for 111122223333",
        ),
        (
            "aws_sns_topic_subscription",
            "alerts",
            f"Service sns.amazonaws.com may call {ALIAS} for {TOPIC} for 111122223333",
        ),
        (
            "aws_api_gateway_integration",
            "get",
            f"Service apigateway.amazonaws.com may call {ALIAS} for {API}/live/GET/payments/*",
        ),
    ],
)
def test_a_permission_that_nothing_is_set_to_use_is_too_much(kind: str, name: str, sentence: str) -> None:
    changed = deepcopy(STACK)
    del changed["resource"][kind][name]
    assert said(changed) == [f"{sentence}, and nothing is set to"]


def test_a_permission_on_the_function_itself_is_not_one_on_the_alias() -> None:
    changed = deepcopy(STACK)
    del changed["resource"]["aws_lambda_permission"]["tick"]["qualifier"]
    assert len(said(changed)) == 2
