"""Calls by the clock of which nobody can tell all: unknown, never passed over."""

from __future__ import annotations

import pytest

from policies.gate.proving import configuration_of, verdict_on
from policies.model import Status, Terraform
from policies.registry import load

(RULE,) = (rule for rule in load().rules if rule.id == "functions-scheduled-once")
LIVE = "${aws_lambda_alias.live.arn}"
MINUTE = "${aws_cloudwatch_event_rule.minute.name}"
ANY_FUNCTION = "arn:aws:scheduler:::aws-sdk:lambda:invoke"


def of_a_rule(rule: object, arn: str = LIVE, retries: object = 0) -> Terraform:
    target = {"rule": rule, "arn": arn, "retry_policy": {"maximum_retry_attempts": 0}}
    return configuration("aws_cloudwatch_event_target", target, retries)


def of_the_scheduler(arn: str = LIVE, expression: str = "rate(1 minute)", attempts: object = 0) -> Terraform:
    target = {"arn": arn, "retry_policy": {"maximum_retry_attempts": attempts}}
    return configuration("aws_scheduler_schedule", {"schedule_expression": expression, "target": target}, 0)


def configuration(kind: str, example: Terraform, retries: object) -> Terraform:
    function = "${aws_lambda_function.sweep.function_name}"
    once = {"function_name": function, "qualifier": "live", "maximum_retry_attempts": retries}
    return {
        "resource": {
            kind: {"example": example},
            "aws_cloudwatch_event_rule": {
                "minute": {"name": "sweep-zq7", "schedule_expression": "${var.every}"},
                "failed": {"name": "failed-zq7", "event_pattern": "{}"},
            },
            "aws_lambda_alias": {"live": {"name": "live", "function_name": function}},
            "aws_lambda_function": {"sweep": {"function_name": "sweep-zq7"}},
            "aws_lambda_function_event_invoke_config": {"once": once},
            "aws_sqs_queue": {"inbox": {"name": "inbox-zq7"}},
        }
    }


@pytest.mark.parametrize(
    ("stack", "status"),
    [
        (of_a_rule(MINUTE), Status.PASS),
        (of_a_rule("${aws_cloudwatch_event_rule.failed.name}"), Status.NOT_APPLICABLE),
        (of_a_rule("failed-zq7"), Status.NOT_APPLICABLE),
        (of_a_rule("${var.rule}"), Status.UNKNOWN),
        (of_a_rule("${module.schedules.minute}"), Status.UNKNOWN),
        (of_a_rule("sweep-${var.suffix}"), Status.UNKNOWN),
        (of_a_rule("made-by-hand"), Status.UNKNOWN),
        (of_a_rule("${aws_sqs_queue.inbox.name}"), Status.UNKNOWN),
        (of_a_rule("${var.rule}", "${aws_sqs_queue.inbox.arn}"), Status.NOT_APPLICABLE),
        (of_a_rule("${var.rule}", "${var.target}"), Status.UNKNOWN),
        (of_a_rule(MINUTE, retries="${var.retries}"), Status.UNKNOWN),
        (of_the_scheduler(), Status.PASS),
        (of_the_scheduler(expression="at(2030-01-01T00:00:00)"), Status.NOT_APPLICABLE),
        (of_the_scheduler("${aws_sqs_queue.inbox.arn}"), Status.NOT_APPLICABLE),
        (of_the_scheduler("${var.target}"), Status.UNKNOWN),
        (of_the_scheduler(ANY_FUNCTION), Status.UNKNOWN),
        (of_the_scheduler(ANY_FUNCTION.replace("lambda", "sqs")), Status.NOT_APPLICABLE),
        (of_the_scheduler(attempts="${var.attempts}"), Status.UNKNOWN),
    ],
)
def test_r70_a_call_by_the_clock_is_judged_or_unknown(stack: Terraform, status: Status) -> None:
    assert verdict_on(RULE, configuration_of(stack))[0] is status
