"""Each caller calls the function that is named for what it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from policies.configuration import Configuration, recalled
from policies.examples import TASK, resources
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
from policies.related.words import purposes, said_of, words
from policies.resource import Resource
from policies.rules.functions._api_sources import INTEGRATION, api_calls
from policies.rules.functions._references import function_of, may_name_one, within

_ROUTE: Final = "aws_apigatewayv2_route"
_SUBSCRIPTION: Final = "aws_sns_topic_subscription"
_V2: Final = "aws_apigatewayv2_integration"
_AUTHORIZES: Final = frozenset({"authorizer", "authoriser", "authenticator", "authz", "authn"})
"""An `authorize` may be the step of a payment."""


class _Caller(NamedTuple):
    """The attribute that names a function, and how to find the words that say what for.

    kind: the words of which one is in the name of what serves such a caller, whatever that is called.
    """

    function: str
    label: Callable[[Resource, Configuration], frozenset[str]]
    kind: frozenset[str] = frozenset()


class _Call(NamedTuple):
    """A call of a function: the words that say what for, and for messages from where it comes."""

    function: Resource
    label: frozenset[str]
    kind: frozenset[str] = frozenset()
    where: str = ""


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No other function of the stack is named for what a caller is named, better than the one that it calls.

    `secrets-rotation-function` judges what rotates secrets.

    Better is a name whose words all are words of the caller, those of the called function among them. Of a
    function that no caller is named for at all, names say nothing.
    """
    calls = tuple(_calls(caller, configuration))
    value = caller.get(_CALLERS[caller.type].function) if caller.type in _CALLERS else None
    if not calls and _may_call(caller) and may_name_one(caller, value, configuration):
        yield unknown(f"it calls {value}, which only the plan can tell")
    elif not calls:
        yield NOT_APPLICABLE
    for call in calls:
        yield from _named_for(call, caller, configuration)


def _named_for(call: _Call, caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    named = purposes(configuration)
    said = said_of(named.get(call.function, frozenset()), call.label)
    if (call.kind and said) or not (call.kind or call.function in _telling(configuration)):
        return
    for other in _functions(configuration).get((caller.stack, caller.region), ()):
        better = named[other] & call.kind if call.kind else said_of(named[other], call.label)
        if better > said and (call.kind or better == named[other]):
            telling = ", ".join(sorted(better))
            said_here = f"{call.where}it calls {call.function.address}"
            yield fail(f"{said_here}, and {other.address} is named for it: {telling}", said_here)
            return


def _may_call(caller: Resource) -> bool:
    return caller.type != _SUBSCRIPTION or caller.get("protocol") in (None, "lambda")


def _calls(caller: Resource, configuration: Configuration) -> Iterator[_Call]:
    if caller.type == MACHINE:
        whole = definition(caller)
        for scope in () if isinstance(whole, Judgement) else scopes(whole):
            for name, task in scope.states.items():
                function = function_of(caller, invoked(task), configuration)
                if function is not None:
                    yield _Call(function, words(name), where=f"in the state '{name}' ")
        return
    if caller.type == _ROUTE:
        integrations = configuration.of(_V2, stack=caller.stack)
        target = str(caller.get("target"))
        for each in integrations:
            function = function_of(each, within(each.get("integration_uri")), configuration)
            if function is not None and f"{{{each.address}.id}}" in target:
                yield _Call(function, words(caller.name, str(caller.get("route_key"))))
        return
    if not _may_call(caller):
        return
    made = _CALLERS[caller.type]
    function = function_of(caller, within(caller.get(made.function)), configuration)
    if function is not None:
        yield _Call(function, made.label(caller, configuration), made.kind)


@recalled
def _telling(configuration: Configuration) -> frozenset[Resource]:
    """The functions that something is named for that calls them."""
    named = purposes(configuration)
    callers = configuration.of(*_CALLERS, _ROUTE, MACHINE)
    calls = (call for caller in callers for call in _calls(caller, configuration))
    return frozenset(
        call.function
        for call in calls
        if not call.kind and said_of(named.get(call.function, frozenset()), call.label)
    )


@recalled
def _functions(configuration: Configuration) -> Mapping[tuple[str, str], list[Resource]]:
    found: dict[tuple[str, str], list[Resource]] = {}
    for function in configuration.of("aws_lambda_function"):
        found.setdefault((function.stack, function.region), []).append(function)
    return found


def _of_method(integration: Resource, configuration: Configuration) -> frozenset[str]:
    methods = (call.method or "" for call in api_calls(integration, configuration))
    return words(integration.name, *sorted(set(methods)))


def _of_rule(target: Resource, configuration: Configuration) -> frozenset[str]:
    rules = configuration.named(target, target.get("rule"))
    names = (name for rule in rules for name in (rule.name, str(rule.get("name"))))
    return words(target.name, *sorted(set(names)))


def _of_source(mapping: Resource, configuration: Configuration) -> frozenset[str]:
    source = configuration.target(mapping, mapping.get("event_source_arn"))
    return words(mapping.name, *(() if source is None else (source.name, str(source.get("name")))))


def _of_authorizer(_caller: Resource, _configuration: Configuration) -> frozenset[str]:
    return _AUTHORIZES | {"auth"}


def _of_itself(caller: Resource, _configuration: Configuration) -> frozenset[str]:
    return words(caller.name, str(caller.get("name") or ""))


_CALLERS: Final[Mapping[str, _Caller]] = {
    INTEGRATION: _Caller("uri", _of_method),
    _V2: _Caller("integration_uri", _of_itself),
    "aws_api_gateway_authorizer": _Caller("authorizer_uri", _of_authorizer, _AUTHORIZES),
    "aws_apigatewayv2_authorizer": _Caller("authorizer_uri", _of_authorizer, _AUTHORIZES),
    "aws_cloudwatch_event_target": _Caller("arn", _of_rule),
    "aws_scheduler_schedule": _Caller("target.arn", _of_itself),
    "aws_lambda_event_source_mapping": _Caller("function_name", _of_source),
    _SUBSCRIPTION: _Caller("endpoint", _of_itself),
}


def _stack(caller: str, values: Mapping[str, object], called: str = "refund") -> Terraform:
    """Functions of a refund and of a status, of which the first takes refunds from a queue, and a caller."""
    arn = f"${{aws_lambda_function.{called}.arn}}"
    above, _, name = _CALLERS[caller].function.rpartition(".") if caller in _CALLERS else ("", "", "")
    body = {name: arn} if not above else {above: {name: arn}}
    work = {
        "event_source_arn": "${aws_sqs_queue.refunds.arn}",
        "function_name": "${aws_lambda_function.refund.arn}",
    }
    return {
        "resource": {
            "aws_lambda_function": {
                each: {"function_name": f"pay-{each}-zq7"} for each in ("refund", "status", "authorizer")
            },
            "aws_sqs_queue": {"refunds": {"name": "refunds-zq7"}},
            "aws_lambda_event_source_mapping": {"work": work},
            caller: {"example": {**(body if caller in _CALLERS else {}), **values}},
        }
    }


def _machine(function: str) -> Terraform:
    task = {**TASK, "Resource": f"${{aws_lambda_function.{function}.arn}}"}
    states = {"StartAt": "AskStatus", "States": {"AskStatus": task}}
    return _stack(MACHINE, {"definition": json.dumps(states)})


def _route(function: str) -> Terraform:
    target = f"integrations/${{{_V2}.{function}.id}}"
    whole = _stack(_ROUTE, {"route_key": "GET /payments/{id}/status", "target": target})["resource"]
    uri = {"integration_uri": f"${{aws_lambda_function.{function}.invoke_arn}}"}
    return {"resource": {**whole, _V2: {function: uri}}}


_SCHEDULE: Final = "aws_scheduler_schedule"
_AUTHORIZER: Final = "aws_apigatewayv2_authorizer"

RULE = Rule(
    id="functions-purpose",
    title="What is called is what is named for it",
    severity=Severity.HIGH,
    types=(*_CALLERS, _ROUTE, MACHINE),
    scope="configuration",
    check=check,
    rationale=(
        "One line that was copied, and the step that pays out captures once more, or the question for a "
        "payment's status refunds it. All of it is valid, permitted and green."
    ),
    remediation=(
        "Call the function that is named for it; where the call is meant, give the function or the caller a "
        "name that says so."
    ),
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:SI-10", "nist-800-53-r5:CM-2"),
    requirements=("R72", "R69"),
    examples=Examples(
        passing=(
            _stack(_SCHEDULE, {"name": "status-daily"}, "status"),
            _stack(_SCHEDULE, {"name": "sweep"}),
            _stack(_AUTHORIZER, {"name": "partners"}, "authorizer"),
            _machine("status"),
            _route("status"),
        ),
        failing=(
            _stack(_SCHEDULE, {"name": "status-daily"}),
            _stack(_AUTHORIZER, {"name": "partners"}),
            _machine("refund"),
            _route("refund"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_scheduler_schedule={"name": "status-daily"})),
        unknown=(Status.UNKNOWN, _stack(_SCHEDULE, {"name": "status", "target": {"arn": "${var.function}"}})),
    ),
)
