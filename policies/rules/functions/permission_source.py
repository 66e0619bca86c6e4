"""Services call functions only for what of ours they were told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.estate import Estate, Resource, is_known
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, resources, unknown

_API: Final = "apigateway.amazonaws.com"
_METHOD: Final = re.compile(r"/(?P<stage>[^/]+)/(?P<method>[^/]+)/(?P<path>.+)$")


def check(permission: Resource, _estate: Estate) -> Iterator[Judgement]:
    """A service's permission names its source; one of API Gateway, the method and the path."""
    principal, source = str(permission.get("principal")), permission.get("source_arn")
    if not is_known(principal):
        yield unknown(f"principal is {principal}, which only the plan can tell")
    elif principal == "*" and not permission.get("principal_org_id"):
        yield fail("principal is '*': anyone may call the function")
    elif not principal.endswith(".amazonaws.com"):
        return
    elif not source:
        yield fail(f"source_arn is not set: {principal} calls for every customer of AWS")
    elif principal == _API:
        yield from _one_method(str(source))
    elif source == "*":
        yield fail("source_arn is '*'")


def _one_method(source: str) -> Iterator[Judgement]:
    # What comes before the path may be a reference to the API.
    found = _METHOD.search(re.sub(r"^\$\{[^}]*\}", "", source))
    if found is None or "${" in found[0]:
        told = is_known(source) or (found is None and "}/" in source)
        verdict = fail if told else unknown
        yield verdict(f"source_arn is {source}, which names no method and path")
    elif found["method"] == "*" or found["path"] == "*":
        yield fail(f"source_arn is {source}: any method or path may call the function")


def _permission(source: object, principal: str = _API) -> dict[str, object]:
    return {"principal": principal, "source_arn": source}


_EXECUTION: Final = "${aws_api_gateway_rest_api.api.execution_arn}"

RULE = Rule(
    id="functions-permission-source",
    title="Services may call functions for one source alone",
    severity=Severity.HIGH,
    types=("aws_lambda_permission",),
    check=check,
    rationale=(
        "A service acts for all of its customers. Without a source, anybody's API, rule or bucket calls the "
        "function; with a whole API as the source, a method that was added without thought does."
    ),
    remediation=(
        "Set source_arn on the LambdaPermission: of an API, its execution_arn with stage, method and path, "
        "such as f'{api.execution_arn}/live/POST/payments'."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    rows=("R42", "R79"),
    examples=Examples(
        passing=(
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/POST/payments")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/*/GET/payments/*")),
            resources(aws_lambda_permission=_permission("${aws_sns_topic.t.arn}", "sns.amazonaws.com")),
            resources(aws_lambda_permission={"principal": "999988887777"}),
        ),
        failing=(
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/*/*")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/*/payments")),
            resources(aws_lambda_permission=_permission(f"{_EXECUTION}/live/POST/*")),
            resources(aws_lambda_permission=_permission("*", "sns.amazonaws.com")),
            resources(aws_lambda_permission=_permission(None, "events.amazonaws.com")),
            resources(aws_lambda_permission={"principal": "*"}),
        ),
        absent=(Status.FAIL, resources(aws_lambda_permission={"principal": _API})),
        unknown=(Status.UNKNOWN, resources(aws_lambda_permission=_permission("${var.source}"))),
    ),
)
