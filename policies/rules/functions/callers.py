"""APIs and topics may call the functions that they are to call."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.estate import Estate, Resource, is_known, once
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    resources,
    unknown,
)
from policies.rules.functions._references import function_of

_PERMISSION: Final = "aws_lambda_permission"
_CALLERS: Final[Mapping[str, tuple[str, str]]] = {
    "aws_api_gateway_integration": ("uri", "apigateway.amazonaws.com"),
    "aws_apigatewayv2_integration": ("integration_uri", "apigateway.amazonaws.com"),
    "aws_sns_topic_subscription": ("endpoint", "sns.amazonaws.com"),
}
"""What calls functions: the attribute that names one, and the service that has to be let in."""
_IN_URI: Final = re.compile(r":lambda:path/[^/]+/functions/(?P<function>.+)/invocations$")


def check(caller: Resource, estate: Estate) -> Iterator[Judgement]:
    """A permission of the function lets the service in. Who calls under a role of its own needs none."""
    attribute, service = _CALLERS[caller.type]
    value = caller.get(attribute)
    within = _IN_URI.search(str(value))
    function = function_of(caller, within["function"] if within else value, estate)
    role = caller.get("credentials") or caller.get("credentials_arn")
    if function is None or role or caller.get("protocol") not in (None, "lambda", "HTTP"):
        yield NOT_APPLICABLE
        return
    let_in = _let_in(estate)
    if service in let_in.get(function, ()):
        return
    if hidden := let_in.get(caller.stack):
        yield unknown(f"{hidden[0]} may let {service} call it, which only the plan can tell")
    else:
        yield fail(f"no {_PERMISSION} lets {service} call {function.address}")


@once
def _let_in(estate: Estate) -> Mapping[object, list[str]]:
    """The principals that each function lets in; by stack, the permissions whose function nobody can tell."""
    found: dict[object, list[str]] = defaultdict(list)
    for permission in estate.of(_PERMISSION):
        named = permission.get("function_name")
        function = function_of(permission, named, estate)
        if function is not None:
            found[function].append(str(permission.get("principal")))
        elif not is_known(named):
            found[permission.stack].append(permission.address)
    return found


def _called(
    uri: str, kind: str = "aws_api_gateway_integration", principal: str = "apigateway.amazonaws.com"
) -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {
                "pay": {"function_name": "pay-zq7"},
                "other": {"function_name": "other-zq7"},
            },
            "aws_lambda_alias": {"live": {"name": "live", "function_name": "${aws_lambda_function.pay.arn}"}},
            _PERMISSION: {
                "caller": {"function_name": "${aws_lambda_function.pay.arn}", "principal": principal}
            },
            kind: {"example": {_CALLERS[kind][0]: uri}},
        }
    }


_PATH: Final = "arn:aws:apigateway:xx-test-1:lambda:path/2015-03-31/functions/"
_OTHER: Final = "${aws_lambda_function.other.invoke_arn}"
_TOPIC: Final = ("aws_sns_topic_subscription", "sns.amazonaws.com")

RULE = Rule(
    id="functions-callers",
    title="Functions let in the APIs and topics that call them",
    severity=Severity.MEDIUM,
    types=tuple(_CALLERS),
    scope="estate",
    check=check,
    rationale=(
        "Without the permission the API answers 500 to every caller and the topic drops what it tells, "
        "though every part of the way stands there."
    ),
    remediation="Add a LambdaPermission for the service with the API's or topic's arn and the alias.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-3", "nist-800-53-r5:CP-10"),
    rows=("R72", "R79"),
    examples=Examples(
        passing=(
            _called(_PATH + "${aws_lambda_alias.live.arn}/invocations"),
            _called("${aws_lambda_function.pay.invoke_arn}"),
            _called("${aws_lambda_alias.live.arn}", "aws_apigatewayv2_integration"),
            _called("arn:aws:lambda:xx-test-1:999988887777:function:pay-zq7:live", *_TOPIC),
        ),
        failing=(
            _called(_PATH + "${aws_lambda_function.other.arn}/invocations"),
            _called(_OTHER),
            _called("${aws_lambda_alias.live.arn}", principal="events.amazonaws.com"),
            _called(_OTHER, "aws_apigatewayv2_integration"),
            _called("arn:aws:lambda:xx-test-1:999988887777:function:other-zq7", *_TOPIC),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_api_gateway_integration={"type": "MOCK"})),
        unknown=(
            Status.UNKNOWN,
            {
                "resource": {
                    "aws_lambda_function": {"pay": {}},
                    _PERMISSION: {"caller": {"function_name": "${var.function}"}},
                    "aws_api_gateway_integration": {
                        "example": {"uri": "${aws_lambda_function.pay.invoke_arn}"}
                    },
                }
            },
        ),
    ),
)
