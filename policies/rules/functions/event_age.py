"""What comes too late for a rule comes too late for the function that it calls."""

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

_AGE: Final = "maximum_event_age_in_seconds"
_LAMBDA_KEEPS: Final = 21_600
"""Seconds for which Lambda tries a call that nobody waits for, unless said (Lambda Developer Guide, "How
Lambda handles errors and retries with asynchronous invocation")."""


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a target limits the age of events to less than six hours and calls a function, so do the calls of
    that function: EventBridge has delivered once Lambda has queued them.
    """
    age = target.get(f"retry_policy.{_AGE}")
    value = target.get("arn")
    function = function_of(target, value, configuration)
    if age is None:
        yield NOT_APPLICABLE
        return
    if function is None:
        arn = read_arn(value)
        calls_else = configuration.target(target, value) is not None or (
            arn is not None and arn.service != "lambda"
        )
        yield (
            NOT_APPLICABLE if calls_else else unknown(f"what {value} calls stands outside the configuration")
        )
        return
    seconds = expect.number(age)
    if seconds is None:
        yield unknown(f"retry_policy.{_AGE} is {age}, which only the plan can tell")
        return
    if seconds >= _LAMBDA_KEEPS:
        return
    called = qualifier(target, value, configuration)
    configs = invoke_configs(function, called, configuration)
    if not configs:
        yield fail(
            f"events are void after {seconds:g} s, and no {INVOKE_CONFIG} of {function.address} and {called} "
            "says so to Lambda, which keeps them for six hours"
        )
    for config in configs:
        for judgement in expect.between(config, _AGE, 60, int(seconds)):
            message = f"{config.address}: {judgement.message}"
            yield replace(judgement, message=message, subject=config.address)


def _called(age: object = 60, config: object = 60, arn: str = "", **changes: object) -> Terraform:
    live = "${aws_lambda_alias.live.arn}"
    function = "${aws_lambda_function.takeover.function_name}"
    return {
        "resource": {
            "aws_cloudwatch_event_target": {
                "example": {"arn": arn or live, "retry_policy": {_AGE: age} if age else {}}
            },
            "aws_lambda_function": {"takeover": {"function_name": "takeover-zq7"}},
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.takeover.arn}"}
            },
            INVOKE_CONFIG: {
                "late": {"function_name": function, "qualifier": "live", _AGE: config, **changes}
            },
            "aws_sqs_queue": {"inbox": {}},
        }
    }


RULE = Rule(
    id="functions-event-age",
    title="What is void after a while for a rule is so for the function that it calls",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_target",),
    scope="configuration",
    check=check,
    rationale=(
        "A rule that limits the age of its events says that a late one does harm. Lambda takes the event at "
        "once, and runs it up to six hours later: a takeover, say, when the lost region is back."
    ),
    remediation=(
        "Add a LambdaFunctionEventInvokeConfig of the alias that is called, with no more "
        "maximum_event_age_in_seconds than the target has."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-24"),
    requirements=("R70", "R112"),
    examples=Examples(
        passing=(
            _called(),
            _called(age=600, config="300"),
            _called(age=86_400, config=None),
            _called(arn="arn:aws:lambda:xx-test-1:999988887777:function:takeover-zq7:live"),
        ),
        failing=(
            _called(config=None),
            _called(config=21_600),
            _called(age=120, config=300),
            _called(qualifier="old"),
            _called(arn="${aws_lambda_function.takeover.arn}"),
        ),
        absent=(Status.NOT_APPLICABLE, _called(age=None)),
        unknown=(Status.UNKNOWN, _called(age="${var.seconds}")),
    ),
)
