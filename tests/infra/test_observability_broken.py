"""What watches and routes, broken by one small change each: the rules find it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policies.gate.reading.folder import Reading, read
from tests.infra.broken import changed, fails
from tests.infra.synthesis import SYSTEM

pytestmark = pytest.mark.synth

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def written(synthesized: Path) -> Reading:
    return read(synthesized)


def put(key: str, value: Any) -> Change:
    def change(arguments: dict[str, Any]) -> None:
        arguments[key] = value

    return change


def without(key: str) -> Change:
    def change(arguments: dict[str, Any]) -> None:
        del arguments[key]

    return change


def rewritten(key: str, old: str, new: str) -> Change:
    def change(arguments: dict[str, Any]) -> None:
        text = json.dumps(arguments[key])
        assert json.dumps(old)[1:-1] in text, f"{old} is not in {text[:2000]}"
        arguments[key] = json.loads(text.replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]))

    return change


ALARM, TARGET = "aws_cloudwatch_metric_alarm", "aws_cloudwatch_event_target"
BROKEN = [
    ("alarms-actions", "R51", ALARM, "alarm_payment_failures", put("alarm_actions", [])),
    (
        "alarms-own-region",
        "R51",
        ALARM,
        "alarm_payment_failures",
        put("alarm_actions", ["arn:aws:sns:eu-west-1:123456789012:payments-alerts-zq7"]),
    ),
    ("alarms-missing-data", "R51", ALARM, "alarm_no_payments", without("treat_missing_data")),
    ("alarms-runbook", "R51", ALARM, "alarm_no_payments", put("alarm_description", "Nobody pays.")),
    ("alarms-percentages", "R75", ALARM, "alarm_payment_failures", put("threshold", 0.001)),
    (
        "alarms-percentages",
        "R75",
        ALARM,
        "alarm_payment_failures",
        rewritten("metric_query", "100*(", "("),
    ),
    (
        "dashboards-regions",
        "R73",
        "aws_cloudwatch_dashboard",
        "dashboard",
        rewritten("dashboard_body", '"region": "us-east-1"', '"region": ""'),
    ),
    (
        "events-no-loop",
        "R70",
        "aws_cloudwatch_event_rule",
        "exceptions_out",
        put("event_pattern", '{"source": ["payments"]}'),
    ),
    (
        "events-forwarding-role",
        "R70",
        "aws_iam_role_policy",
        "exceptions_out_role_policy",
        rewritten("policy", "event-bus/payments-zq7", "event-bus/*"),
    ),
    ("events-target-dead-letter", "R70", TARGET, "exceptions_out_target", without("dead_letter_config")),
    (
        "sns-subscription-dead-letter",
        "R71",
        "aws_sns_topic_subscription",
        "alerts_to_peer_1",
        without("redrive_policy"),
    ),
]


@pytest.mark.parametrize(
    ("rule", "kind", "name", "change"),
    [
        pytest.param(rule, kind, name, change, id=f"{row.lower()}-{rule}-{number}")
        for number, (rule, row, kind, name, change) in enumerate(BROKEN)
    ],
)
def test_a_small_change_is_found(written: Reading, rule: str, kind: str, name: str, change: Change) -> None:
    stacks = changed(written, f"{SYSTEM}-app-us-east-1", lambda resources: change(resources[kind][name]))
    assert fails(rule, written, stacks)


@pytest.mark.parametrize("rule", sorted({rule for rule, *_ in BROKEN}))
def test_r70_unbroken_nothing_fails(written: Reading, rule: str) -> None:
    assert not fails(rule, written, written.contents)


def test_r73_a_region_that_the_global_dashboard_leaves_out_is_found(written: Reading) -> None:
    change = rewritten("dashboard_body", '"region": "eu-west-1"', '"region": "us-east-1"')
    stacks = changed(
        written,
        f"{SYSTEM}-operations-global",
        lambda resources: change(resources["aws_cloudwatch_dashboard"]["dashboard"]),
    )
    assert fails("dashboards-regions", written, stacks)
