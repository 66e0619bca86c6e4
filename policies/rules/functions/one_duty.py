"""What is made for one kind of caller is called by no other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import TASK
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
from policies.related.machines import MACHINE, definition, scopes
from policies.related.machines import function_of as invoked
from policies.related.words import words
from policies.resource import Resource
from policies.rules.functions._references import function_of, may_name_one, within
from policies.values import as_list

_DUTIES: Final[Mapping[str, tuple[str, str]]] = {
    "aws_api_gateway_authorizer": ("authorizer_uri", "authorizes callers"),
    "aws_apigatewayv2_authorizer": ("authorizer_uri", "authorizes callers"),
    "aws_cognito_user_pool": ("lambda_config", "serves a user pool"),
    "aws_secretsmanager_secret_rotation": ("rotation_lambda_arn", "rotates secrets"),
}
_SAYING: Final[Mapping[str, frozenset[str]]] = {
    "authorizes callers": frozenset({"auth", "authorizer", "authoriser", "authenticator", "authz", "authn"}),
    "serves a user pool": frozenset({"cognito", "presignup", "presign", "signup", "trigger", "pretoken"}),
    "rotates secrets": frozenset({"rotate", "rotation", "rotator"}),
}
"""What the name of a function says that is made for it; of another one, who names it for that is wrong, which
`secrets-rotation-function` and `functions-purpose` tell."""
"""By type, where it names the function that is made for it, and what that does: each is called with events
of a form of its own (Lambda Developer Guide, "Integrating other services")."""
_CALLERS: Final[Mapping[str, str]] = {
    "aws_api_gateway_integration": "uri",
    "aws_apigatewayv2_integration": "integration_uri",
    "aws_cloudwatch_event_target": "arn",
    "aws_cloudwatch_log_subscription_filter": "destination_arn",
    "aws_lambda_event_source_mapping": "function_name",
    "aws_pipes_pipe": "target",
    "aws_s3_bucket_notification": "lambda_function.lambda_function_arn",
    "aws_scheduler_schedule": "target.arn",
    "aws_sns_topic_subscription": "endpoint",
}
"""By type of caller, where it names what it calls."""


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It calls no function that rotates secrets, authorizes callers or is a trigger of a user pool."""
    duties = _duties(configuration)
    called = False
    for where, value in _called(caller):
        function = function_of(caller, within(value), configuration)
        called |= function is not None
        if function is None and duties and may_name_one(caller, value, configuration):
            yield unknown(f"it calls {value}, which only the plan can tell")
        if function is None:
            continue
        for holder, does in duties.get(function, ()):
            said = f"{where}it calls {function.address}, which {does} for {holder.address}"
            yield fail(f"{said}: it understands no other event", where)
    if not called:
        yield NOT_APPLICABLE


def _called(caller: Resource) -> Iterator[tuple[str, object]]:
    """What it calls, with where that is told."""
    if caller.type == MACHINE:
        whole = definition(caller)
        for scope in () if isinstance(whole, Judgement) else scopes(whole):
            for name, task in scope.states.items():
                if task.get("Type") == "Task" and (value := invoked(task)) is not None:
                    yield f"in the state '{name}' ", value
        return
    if caller.type == "aws_sns_topic_subscription" and caller.get("protocol") not in (None, "lambda"):
        return
    above, _, name = _CALLERS[caller.type].rpartition(".")
    for block in caller.blocks(above) if above else (caller.values,):
        if block.get(name) is not None:
            yield "", block.get(name)


def _named(function: Resource) -> frozenset[str]:
    return words(function.name, str(function.get("function_name") or ""))


@recalled
def _duties(configuration: Configuration) -> Mapping[Resource, list[tuple[Resource, str]]]:
    """By function, for what it is made."""
    found: dict[Resource, list[tuple[Resource, str]]] = {}
    for kind, (place, does) in _DUTIES.items():
        for holder in configuration.of(kind):
            values = [
                text
                for each in as_list(holder.get(place))
                for text in (each.values() if isinstance(each, Mapping) else (each,))
            ]
            for value in values:
                function = (
                    function_of(holder, within(value), configuration) if isinstance(value, str) else None
                )
                if function is not None and _named(function) & _SAYING[does]:
                    found.setdefault(function, []).append((holder, does))
    return found


def _stack(function: str, kind: str = "aws_secretsmanager_secret_rotation") -> Terraform:
    place, does = _DUTIES[kind]
    arn = "${aws_lambda_function.duty.arn}"
    told: Any = {"pre_sign_up": arn} if place == "lambda_config" else arn
    task = {**TASK, "Resource": f"${{aws_lambda_function.{function}.arn}}"}
    text = json.dumps({"StartAt": "Charge", "States": {"Charge": task}})
    return {
        "resource": {
            "aws_lambda_function": {
                "duty": {"function_name": f"{min(_SAYING[does])}-zq7"},
                "charge": {"function_name": "charge-zq7"},
            },
            kind: {"duty": {place: told}},
            MACHINE: {"example": {"definition": text}},
            "aws_cloudwatch_event_target": {"example": {"arn": f"${{aws_lambda_function.{function}.arn}}"}},
        }
    }


def _hidden() -> Terraform:
    stack = _stack("charge")["resource"]
    return {"resource": {**stack, "aws_cloudwatch_event_target": {"example": {"arn": "${var.function}"}}}}


RULE = Rule(
    id="functions-one-duty",
    title="What rotates secrets, authorizes callers or serves a user pool is called for nothing else",
    severity=Severity.HIGH,
    types=(*_CALLERS, MACHINE),
    scope="configuration",
    check=check,
    rationale=(
        "A workflow that calls the function of a rotation for the charge of a card fails at each payment, or "
        "does to a secret what was meant for money."
    ),
    remediation="Name the function that is made for the step, and let the role call that one.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-10"),
    requirements=("R69", "R72"),
    examples=Examples(
        passing=(_stack("charge"), _stack("charge", "aws_cognito_user_pool")),
        failing=(*(_stack("duty", kind) for kind in _DUTIES),),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_cloudwatch_event_target": {"example": {"arn": "${aws_sqs_queue.work.arn}"}}}},
        ),
        unknown=(Status.UNKNOWN, _hidden()),
    ),
)
