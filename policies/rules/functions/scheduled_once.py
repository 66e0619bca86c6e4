"""A call that a schedule makes is made once: the next one does its work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.arn import read_arn
from policies.configuration import Configuration
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
from policies.rules.functions._references import INVOKE_CONFIG, function_of, invoke_configs, qualifier
from policies.values import is_known

_RETRIES: Final = "maximum_retry_attempts"
_RULE: Final = "aws_cloudwatch_event_rule"
_SCHEDULE: Final = "aws_scheduler_schedule"
# What calls by the clock, and before which names of its attributes the target's stand.
_SCHEDULES: Final = {"aws_cloudwatch_event_target": "", _SCHEDULE: "target."}
_BY_INPUT: Final = "aws-sdk:lambda:"  # a universal target of EventBridge Scheduler


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Neither EventBridge delivers such a call again, nor does Lambda run it again.

    Amazon EventBridge, "How EventBridge retries delivering events", and EventBridge Scheduler, API reference,
    RetryPolicy: 185 times unless said. AWS Lambda, "How Lambda handles errors and retries with asynchronous
    invocation": twice unless said, of each alias apart.
    """
    is_scheduled = _on_schedule(caller, configuration)
    if is_scheduled is False:
        yield NOT_APPLICABLE
        return
    target = _SCHEDULES[caller.type]
    value = caller.get(f"{target}arn")
    function = function_of(caller, value, configuration)
    if function is None:
        yield _of_another_target(caller, value, configuration)
        return
    if is_scheduled is None:
        yield unknown(
            f"rule is {caller.get('rule')}, which is none of the configuration: it may be a schedule"
        )
        return
    yield from expect.between(caller, f"{target}retry_policy.{_RETRIES}", 0, 0)
    called = qualifier(caller, value, configuration)
    configs = invoke_configs(function, called, configuration)
    if not configs:
        yield fail(f"no {INVOKE_CONFIG} of {function.address} and {called} keeps Lambda from trying again")
    for config in configs:
        for judgement in expect.between(config, _RETRIES, 0, 0):
            message = f"{config.address}: {judgement.message}"
            yield replace(judgement, message=message, subject=config.address)


def _of_another_target(caller: Resource, value: object, configuration: Configuration) -> Judgement:
    if configuration.target(caller, value) is None and not is_known(value):
        return unknown(f"arn is {value}, which only the plan can tell")
    arn = read_arn(value)
    if arn is not None and arn.service == "scheduler" and arn.resource.startswith(_BY_INPUT):
        return unknown("the function that is called stands in the input, which this rule does not read")
    return NOT_APPLICABLE


def _on_schedule(caller: Resource, configuration: Configuration) -> bool | None:
    """Whether calls come again and again by the clock; None where nothing of the configuration tells."""
    if caller.type == _SCHEDULE:
        return not str(caller.get("schedule_expression")).startswith("at(")
    if caller.get("rule") is None:
        return False
    rules = [rule for rule in configuration.named(caller, caller.get("rule")) if rule.type == _RULE]
    return any(rule.get("schedule_expression") is not None for rule in rules) if rules else None


def _called(arn: str, config: object = 0, delivery: object = 0, **changes: object) -> Terraform:
    return _by_rule("${aws_cloudwatch_event_rule.minute.name}", arn, config, delivery, **changes)


def _by_rule(rule: str, arn: str, config: object = 0, delivery: object = 0, **changes: object) -> Terraform:
    target = {"rule": rule, "arn": arn, "retry_policy": {_RETRIES: delivery}}
    return _configuration("aws_cloudwatch_event_target", target, config, **changes)


def _by_scheduler(
    arn: str, config: object = 0, delivery: object = 0, expression: str = "rate(1 minute)"
) -> Terraform:
    target = {"arn": arn, "retry_policy": {_RETRIES: delivery}}
    return _configuration(_SCHEDULE, {"schedule_expression": expression, "target": target}, config)


def _configuration(type_: str, example: Terraform, config: object, **changes: object) -> Terraform:
    function = "${aws_lambda_function.sweep.function_name}"
    return {
        "resource": {
            type_: {"example": example},
            "aws_lambda_function": {"sweep": {"function_name": "sweep-zq7"}, "other": {}},
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.sweep.arn}"}
            },
            INVOKE_CONFIG: {
                "once": {"function_name": function, "qualifier": "live", _RETRIES: config, **changes}
            },
            _RULE: {
                "minute": {"name": "sweep-zq7", "schedule_expression": "rate(1 minute)"},
                "failed": {"name": "failed-zq7", "event_pattern": "{}"},
            },
            "aws_sqs_queue": {"inbox": {}},
        }
    }


_LIVE: Final = "${aws_lambda_alias.live.arn}"

RULE = Rule(
    id="functions-scheduled-once",
    title="Functions on a schedule are not called again for a call that failed",
    severity=Severity.MEDIUM,
    types=tuple(_SCHEDULES),
    scope="configuration",
    check=check,
    rationale=(
        "A call that fails because a service is overloaded comes back twice more from Lambda and up to 185 "
        "times from EventBridge, beside the calls of the minutes after it, and keeps the service overloaded."
    ),
    remediation=(
        "Set maximum_retry_attempts=0 in the retry_policy of the rule's target, or of the schedule's, and in "
        "a LambdaFunctionEventInvokeConfig whose qualifier is the alias that is called."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:CP-10"),
    requirements=("R70",),
    examples=Examples(
        passing=(
            _called(_LIVE),
            _called("arn:aws:lambda:xx-test-1:999988887777:function:sweep-zq7:live", config="0"),
            _called("${aws_lambda_function.sweep.arn}", qualifier=None),
            _called(_LIVE, qualifier="${aws_lambda_alias.live.name}"),
            _by_rule("sweep-zq7", _LIVE),
            _by_scheduler(_LIVE),
            _by_scheduler("arn:aws:lambda:xx-test-1:999988887777:function:sweep-zq7:live", delivery="0"),
        ),
        failing=(
            _called(_LIVE, config=2),
            _called(_LIVE, config=None),
            _called(_LIVE, delivery=185),
            _called(_LIVE, qualifier="old"),
            _called(_LIVE, qualifier=None),
            _called(_LIVE, function_name="${aws_lambda_function.other.function_name}"),
            _called("${aws_lambda_function.sweep.arn}"),
            _by_rule("sweep-zq7", _LIVE, delivery=2),
            _by_scheduler(_LIVE, delivery=185),
            _by_scheduler(_LIVE, delivery=None),
            _by_scheduler(_LIVE, config=2),
            _by_scheduler("${aws_lambda_function.sweep.arn}"),
            _by_scheduler(_LIVE, delivery=2, expression="${var.every}"),
        ),
        absent=(Status.NOT_APPLICABLE, _called("${aws_sqs_queue.inbox.arn}")),
        unknown=(Status.UNKNOWN, _by_rule("${var.rule}", _LIVE)),
    ),
)
