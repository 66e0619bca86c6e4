"""A function ends before the API in front of it gives up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.expect import number
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
from policies.rules.functions._api_sources import INTEGRATION
from policies.rules.functions._references import function_of, within
from policies.values import is_known

_V2: Final = "aws_apigatewayv2_integration"
_URIS: Final = {INTEGRATION: "uri", _V2: "integration_uri"}
_PATIENCE: Final = {INTEGRATION: 29.0, _V2: 30.0}
"""Seconds that an API waits at the most unless it says otherwise (API Gateway Developer Guide, "Quotas for
configuring and running a REST API", "Quotas for configuring and running an HTTP API")."""
_DEFAULT: Final = 3
"""Seconds of a function that says none (Lambda Developer Guide, "Configure Lambda function timeout")."""


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function that an API waits for has a timeout no longer than that."""
    waiting = _waiting(configuration).get(function)
    if waiting is None:
        yield NOT_APPLICABLE
        return
    integration, seconds = waiting
    timeout = function.get("timeout")
    if not is_known(timeout):
        yield unknown(f"timeout is {timeout}, which only the plan can tell")
    elif (number(timeout) or _DEFAULT) > seconds:
        yield fail(
            f"timeout is {timeout} seconds, and the API of {integration.address} gives up after {seconds:g}: "
            "its caller is told of a failure, and tries again, while the work goes on"
        )


@recalled
def _waiting(configuration: Configuration) -> Mapping[Resource, tuple[Resource, float]]:
    """For each function an integration that waits for it, and for how many seconds: the least patient."""
    found: dict[Resource, tuple[Resource, float]] = {}
    for integration in configuration.of(*_URIS):
        function = function_of(integration, within(integration.get(_URIS[integration.type])), configuration)
        if function is None or _goes_on(integration):
            continue
        longest = _PATIENCE[integration.type]
        said = number(integration.get("timeout_milliseconds"))
        # A REST API may have a longer quota, which an integration then uses.
        seconds = said / 1000 if said and said / 1000 > longest else longest
        if function not in found or seconds < found[function][1]:
            found[function] = integration, seconds
    return found


def _goes_on(integration: Resource) -> bool:
    """Whether the function is called without waiting for its answer."""
    sent: Any = integration.get("request_parameters")
    values = sent.items() if isinstance(sent, Mapping) else ()
    return any("invocation-type" in str(key).lower() and "Event" in str(value) for key, value in values)


def _called(timeout: object, kind: str = INTEGRATION, **integration: object) -> Terraform:
    uri = {_URIS[kind]: "${aws_lambda_function.example.invoke_arn}"}
    return resources(aws_lambda_function={"timeout": timeout}, **{kind: {**uri, **integration}})


_EVENT: Final = {"integration.request.header.X-Amz-Invocation-Type": "'Event'"}

RULE = Rule(
    id="functions-api-timeout",
    title="Functions end before the API that waits for them gives up",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "The client was told of a time-out and pays once more, while the function captures the first payment."
    ),
    remediation="Set timeout to at most 29, and hand longer work on to a queue or a workflow.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-24"),
    requirements=("R64", "R72"),
    examples=Examples(
        passing=(
            _called(29),
            _called(30, _V2),
            _called(60, timeout_milliseconds=60000),
            _called(None),
        ),
        failing=(_called(30), _called(120, timeout_milliseconds=29000), _called(60, _V2)),
        absent=(Status.NOT_APPLICABLE, _called(900, request_parameters=_EVENT)),
        unknown=(Status.UNKNOWN, _called("${var.timeout}")),
    ),
)
