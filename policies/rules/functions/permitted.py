"""Whoever is to call a function may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    unknown,
)
from policies.resource import Resource
from policies.rules.functions._permissions import PERMISSION, Caller, called, let_in, same

_SERVICE: Final = "events.amazonaws.com"


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function of the configuration that a rule's target calls lets EventBridge in for that rule."""
    value, rule = target.get("arn"), target.get("rule")
    function = called(target, value, configuration)
    if function is None:
        hidden = configuration.target(target, value) is None and str(value).startswith("${")
        yield unknown(f"arn is {value}, which only the plan can tell") if hidden else NOT_APPLICABLE
        return
    caller = Caller(
        _SERVICE,
        str(rule),
        lambda permission, source: same(permission, source, target, rule, configuration),
    )
    yield from let_in(function, caller, configuration)


def _target(
    arn: str,
    qualifier: str = "live",
    principal: str = _SERVICE,
    source: str = "${aws_cloudwatch_event_rule.sweep.arn}",
) -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {"sweep": {"function_name": "sweep-zq7"}, "other": {}},
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.sweep.arn}"}
            },
            "aws_cloudwatch_event_rule": {"sweep": {"name": "sweep-zq7"}, "other": {"name": "other-zq7"}},
            PERMISSION: {
                "schedule": {
                    "function_name": "${aws_lambda_function.sweep.arn}",
                    "principal": principal,
                    "qualifier": qualifier,
                    "source_arn": source,
                }
            },
            "aws_sqs_queue": {"inbox": {}},
            "aws_cloudwatch_event_target": {
                "example": {"arn": arn, "rule": "${aws_cloudwatch_event_rule.sweep.name}"}
            },
        }
    }


RULE = Rule(
    id="functions-permitted",
    title="Functions that a rule calls let EventBridge call them",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_target",),
    scope="configuration",
    check=check,
    rationale="Without the permission each event is lost to the dead-letter queue: the sweep never runs.",
    remediation="Add a LambdaPermission for events.amazonaws.com with the rule's arn and the alias.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-3", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70", "R79", "R108"),
    examples=Examples(
        passing=(
            _target("${aws_lambda_alias.live.arn}"),
            _target("${aws_lambda_alias.live.arn}", source="arn:aws:events:xx-test-1:9:rule/sweep-zq7"),
        ),
        failing=(
            _target("${aws_lambda_alias.live.arn}", qualifier="old"),
            _target("${aws_lambda_alias.live.arn}", principal="sns.amazonaws.com"),
            _target("${aws_lambda_alias.live.arn}", source="${aws_cloudwatch_event_rule.other.arn}"),
            _target("${aws_lambda_alias.live.arn}", source="arn:aws:events:xx-test-1:9:rule/other-zq7"),
            _target("${aws_lambda_function.other.arn}"),
            _target("${aws_lambda_function.sweep.arn}"),
        ),
        absent=(Status.NOT_APPLICABLE, _target("${aws_sqs_queue.inbox.arn}")),
        unknown=(Status.UNKNOWN, _target("${var.target}")),
    ),
)
