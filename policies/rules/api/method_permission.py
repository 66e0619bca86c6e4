"""API Gateway calls a function for one method of one path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_API: Final = "apigateway.amazonaws.com"
_ROUTE: Final = re.compile(r"/[^/]+/\$(?:connect|disconnect|default)$|/authorizers/[^/]+$")
"""A route of a WebSocket API, or an authorizer: neither has a verb and a path."""
_METHOD: Final = re.compile(r"/(?P<stage>[^/]+)/(?P<method>[^/]+)/(?P<path>.+)$")


def check(permission: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The source of a permission for API Gateway names a method and a path, a route or an authorizer.

    That it names a source at all, and whose, is told by `functions-invoker`.
    """
    if permission.get("principal") != _API:
        yield NOT_APPLICABLE
        return
    source = str(permission.get("source_arn"))
    # What comes before the path may be a reference to the API.
    found = _METHOD.search(re.sub(r"^\$\{[^}]*\}", "", source))
    if _ROUTE.search(source):
        return
    if found is None or "${" in found[0]:
        told = is_known(source) or (found is None and re.match(r"\$\{[^}]*\}/", source) is not None)
        verdict = fail if told else unknown
        yield verdict(f"source_arn is {source}, which names no method and path")
    elif found["method"] == "*" or found["path"] == "*":
        yield fail(f"source_arn is {source}: any method or path may call the function")


def _permission(source: object, principal: str = _API) -> dict[str, object]:
    return {"principal": principal, "source_arn": source}


_EXECUTION: Final = "${aws_api_gateway_rest_api.api.execution_arn}"

RULE = Rule(
    id="api-method-permission",
    title="API Gateway calls each function for one method of one path",
    severity=Severity.HIGH,
    types=("aws_lambda_permission",),
    check=check,
    rationale="With a whole API as the source, a method that was added without thought calls the function.",
    remediation=(
        "Set source_arn to the API's execution_arn with stage, method and path, such as "
        "f'{api.execution_arn}/live/POST/payments'."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R42", "R72"),
    examples=Examples(
        passing=(
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/POST/payments")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/*/GET/payments/*")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/$connect")),
            resources(
                aws_lambda_permission=_permission(
                    f"{_EXECUTION}/authorizers/${{aws_api_gateway_authorizer.a.id}}"
                )
            ),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/authorizers/*")),
        ),
        failing=(
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/*/*")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/*/payments")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/POST/*")),
            resources(aws_lambda_permission={"principal": _API}),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_lambda_permission=_permission("${aws_sns_topic.t.arn}", "sns.amazonaws.com")),
        ),
        unknown=(Status.UNKNOWN, resources(aws_lambda_permission=_permission("${var.source}"))),
    ),
)
