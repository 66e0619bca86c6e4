"""The tag that says what calls a function is true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
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
from policies.rules.functions._references import function_of, within
from policies.values import is_known

_FUNCTION: Final = "aws_lambda_function"
_TAG: Final = "tags.Trigger"
_CALLED_BY: Final = {
    "aws_api_gateway_integration": ("uri", "api"),
    "aws_apigatewayv2_integration": ("integration_uri", "api"),
    "aws_lb_target_group_attachment": ("target_id", "api"),
    "aws_lambda_event_source_mapping": ("function_name", "stream"),
    "aws_scheduler_schedule": ("target.arn", "schedule"),
    "aws_secretsmanager_secret_rotation": ("rotation_lambda_arn", "secret-rotation"),
    "aws_sns_topic_subscription": ("endpoint", "event"),
}
_TARGET: Final = "aws_cloudwatch_event_target"
_EVENT: Final = "event"
_KINDS: Final = frozenset({_EVENT, *(kind for _, kind in _CALLED_BY.values())})


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where functions of a stack have the tag, each has it, and it says what calls the function.

    The tag decides for how long the function may run and how much memory it needs (`functions-size`), so that
    it has to be proven. Whether a workflow calls it, or an operator, is not asked; nor is who sends an event
    to a function that nothing here calls.
    """
    tag = function.get(_TAG)
    if function.stack not in _tagged(configuration):
        yield NOT_APPLICABLE
    elif tag is None:
        yield fail("it has no tag Trigger, which the functions beside it have", "Trigger")
    elif not is_known(tag):
        yield unknown(f"{_TAG} is {tag}, which only the plan can tell")
    else:
        called, hidden = _called(configuration)
        kinds = called.get(function, set())
        if tag in _KINDS and tag not in kinds and (kinds or tag != _EVENT):
            said = (
                f"{_TAG} is {tag}, and what calls it is {', '.join(sorted(kinds)) or 'nothing of that kind'}"
            )
            yield unknown(f"{said}, unless the plan tells more") if function.stack in hidden else fail(said)


@recalled
def _tagged(configuration: Configuration) -> frozenset[str]:
    """The stacks in which functions have the tag."""
    return frozenset(
        function.stack for function in configuration.of(_FUNCTION) if function.get(_TAG) is not None
    )


@recalled
def _called(configuration: Configuration) -> tuple[Mapping[Resource, set[str]], frozenset[str]]:
    """What kinds of things call each function, and the stacks in which only the plan can tell whom."""
    found: dict[Resource, set[str]] = defaultdict(set)
    hidden: set[str] = set()
    for caller, value, kind in _callers(configuration):
        function = function_of(caller, within(value), configuration)
        if function is not None:
            found[function].add(kind)
        elif str(value).startswith("${var."):
            hidden.add(caller.stack)
    return found, frozenset(hidden)


def _callers(configuration: Configuration) -> Iterator[tuple[Resource, object, str]]:
    for kind, (attribute, called) in _CALLED_BY.items():
        for caller in configuration.of(kind):
            yield caller, caller.get(attribute), called
    for target in configuration.of(_TARGET):
        rule = configuration.target(target, target.get("rule"))
        is_timed = rule is not None and rule.get("schedule_expression") is not None
        yield target, target.get("arn"), "schedule" if is_timed else "event"


def _function(tag: str | None, **callers: Any) -> Terraform:  # noqa: ANN401 - whatever calls
    return {
        "resource": {
            _FUNCTION: {
                "example": {"function_name": "sweep-zq7", "tags": {"Trigger": tag} if tag else {}},
                "other": {"function_name": "other-zq7", "tags": {"Trigger": "workflow"}},
            },
            "aws_cloudwatch_event_rule": {
                "timed": {"name": "timed-zq7", "schedule_expression": "rate(1 minute)"},
                "told": {"name": "told-zq7", "event_pattern": "{}"},
            },
            **{kind: {"caller": caller} for kind, caller in callers.items()},
        }
    }


_ARN: Final = "${aws_lambda_function.example.arn}"


def _target(rule: str, arn: str = _ARN) -> dict[str, object]:
    return {_TARGET: {"rule": f"${{aws_cloudwatch_event_rule.{rule}.name}}", "arn": arn}}


RULE = Rule(
    id="functions-trigger",
    title="The tag Trigger of a function says what calls it",
    severity=Severity.LOW,
    types=(_FUNCTION,),
    scope="configuration",
    check=check,
    rationale=(
        "What calls a function decides how long it may run and what memory it needs, and the tag is where "
        "that is read: with a wrong one a function of the payment path passes with less than it needs."
    ),
    remediation="Let the tag be what the handler's spec says, and call the function in that way alone.",
    controls=("pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-8"),
    requirements=("R64",),
    examples=Examples(
        passing=(
            _function("schedule", **_target("timed")),
            _function("event", **_target("told")),
            _function(
                "api", aws_api_gateway_integration={"uri": "${aws_lambda_function.example.invoke_arn}"}
            ),
            _function("stream", aws_lambda_event_source_mapping={"function_name": _ARN}),
            _function("workflow"),
        ),
        failing=(
            _function("schedule", **_target("told")),
            _function("schedule"),
            _function("api", **_target("timed")),
            _function("stream", **_target("timed")),
            _function(None),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "sweep-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.trigger}")),
    ),
)
