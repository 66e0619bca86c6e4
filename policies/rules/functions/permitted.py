"""Whoever is to call a function may."""

from __future__ import annotations

from collections.abc import Iterator

from policies.estate import Estate, Resource, is_known
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

_SERVICE = "events.amazonaws.com"


def check(target: Resource, estate: Estate) -> Iterator[Judgement]:
    """A rule's target that is a function of the estate, or an alias, has a permission for EventBridge."""
    value = target.get("arn")
    called = estate.target(target, value)
    if called is None or called.type not in ("aws_lambda_function", "aws_lambda_alias"):
        yield (
            unknown(f"arn is {value}, which only the plan can tell")
            if called is None and str(value).startswith("${")
            else NOT_APPLICABLE
        )
        return
    function, qualifier = called, None
    if called.type == "aws_lambda_alias":
        function = estate.target(called, called.get("function_name")) or called
        qualifier = called.get("name")
    for permission in estate.of("aws_lambda_permission", stack=target.stack):
        theirs = permission.get("qualifier")
        if (
            permission.get("principal") == _SERVICE
            and estate.names(permission, permission.get("function_name"), function)
            and (theirs == qualifier or not is_known(theirs) or estate.target(permission, theirs) is called)
        ):
            return
    yield fail(f"no aws_lambda_permission lets {_SERVICE} call {called.address}")


def _target(arn: str, qualifier: str = "live", principal: str = _SERVICE) -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {"sweep": {"function_name": "sweep-zq7"}, "other": {}},
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.sweep.arn}"}
            },
            "aws_lambda_permission": {
                "schedule": {
                    "function_name": "${aws_lambda_function.sweep.arn}",
                    "principal": principal,
                    "qualifier": qualifier,
                }
            },
            "aws_sqs_queue": {"inbox": {}},
            "aws_cloudwatch_event_target": {"example": {"arn": arn}},
        }
    }


RULE = Rule(
    id="functions-permitted",
    title="Functions that a rule calls let EventBridge call them",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_target",),
    scope="estate",
    check=check,
    rationale="Without the permission each event is lost to the dead-letter queue: the sweep never runs.",
    remediation="Add a LambdaPermission for events.amazonaws.com with the rule's arn and the alias.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-3", "nist-800-53-r5:CP-10(2)"),
    rows=("R70", "R79"),
    examples=Examples(
        passing=(_target("${aws_lambda_alias.live.arn}"),),
        failing=(
            _target("${aws_lambda_alias.live.arn}", qualifier="old"),
            _target("${aws_lambda_alias.live.arn}", principal="sns.amazonaws.com"),
            _target("${aws_lambda_function.other.arn}"),
            _target("${aws_lambda_function.sweep.arn}"),
        ),
        absent=(Status.NOT_APPLICABLE, _target("${aws_sqs_queue.inbox.arn}")),
        unknown=(Status.UNKNOWN, _target("${var.target}")),
    ),
)
