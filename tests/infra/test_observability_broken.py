"""What watches and routes, broken by one small change each: the rules find it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.infra.synthesis import SYSTEM

pytestmark = pytest.mark.synth

Change = Callable[[dict[str, Any]], None]


def failures(folder: Path) -> set[str]:
    from policies.engine import judge
    from policies.gate.reading import read
    from policies.model import Status
    from policies.registry import load

    judged = judge(read(folder).estate, load().rules)
    assert not judged.errors
    return {finding.rule for finding in judged.findings if finding.status is Status.FAIL}


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
def test_a_small_change_is_found(  # noqa: PLR0917 (a fixture beside the case)
    synthesized: Path, tmp_path: Path, rule: str, kind: str, name: str, change: Change
) -> None:
    broken = shutil.copytree(synthesized, tmp_path / "out")
    file = broken / "stacks" / f"{SYSTEM}-app-us-east-1" / "cdk.tf.json"
    stack = json.loads(file.read_text())
    change(stack["resource"][kind][name])
    file.write_text(json.dumps(stack))
    assert rule in failures(broken)


def test_r70_unbroken_nothing_fails(synthesized: Path) -> None:
    assert failures(synthesized) <= {"parity-verdicts"}


def test_r73_a_region_that_the_global_dashboard_leaves_out_is_found(
    synthesized: Path, tmp_path: Path
) -> None:
    broken = shutil.copytree(synthesized, tmp_path / "out")
    file = broken / "stacks" / f"{SYSTEM}-operations-global" / "cdk.tf.json"
    stack = json.loads(file.read_text())
    rewritten("dashboard_body", '"region": "eu-west-1"', '"region": "us-east-1"')(
        stack["resource"]["aws_cloudwatch_dashboard"]["dashboard"]
    )
    file.write_text(json.dumps(stack))
    assert "dashboards-regions" in failures(broken)
