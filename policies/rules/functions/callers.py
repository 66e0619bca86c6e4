"""APIs, load balancers and topics may call the functions that they are to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
)
from policies.resource import Resource
from policies.rules.functions._api_sources import INTEGRATION, api_calls
from policies.rules.functions._permissions import PERMISSION, Called, Caller, Covers, called, let_in, same
from policies.rules.functions._references import within

_API: Final = "apigateway.amazonaws.com"


class _Call(NamedTuple):
    """The attribute that names a function, the service that calls it, and the attribute that names on behalf
    of what; empty for APIs, whose part is told otherwise.
    """

    function: str
    service: str
    source: str = ""


_CALLS: Final[Mapping[str, _Call]] = {
    INTEGRATION: _Call("uri", _API),
    "aws_apigatewayv2_integration": _Call("integration_uri", _API),
    "aws_api_gateway_authorizer": _Call("authorizer_uri", _API),
    "aws_lb_target_group_attachment": _Call(
        "target_id", "elasticloadbalancing.amazonaws.com", "target_group_arn"
    ),
    "aws_sns_topic_subscription": _Call("endpoint", "sns.amazonaws.com", "topic_arn"),
    "aws_secretsmanager_secret_rotation": _Call(
        "rotation_lambda_arn", "secretsmanager.amazonaws.com", "secret_id"
    ),
    "aws_s3_bucket_notification": _Call("lambda_function.lambda_function_arn", "s3.amazonaws.com", "bucket"),
}


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A permission of what is called lets the service in, for this caller. Who calls under a role of its own
    needs none.
    """
    call = _CALLS[caller.type]
    role = next(
        filter(None, map(caller.get, ("credentials", "credentials_arn", "authorizer_credentials"))), None
    )
    above, _, name = call.function.rpartition(".")
    values = [block.get(name) for block in (caller.blocks(above) if above else (caller.values,))]
    found = [made for value in values if (made := _function(caller, value, configuration)) is not None]
    if not found or role or caller.get("protocol") not in (None, "lambda", "HTTP"):
        yield NOT_APPLICABLE
        return
    for function in found:
        for each in _callers(caller, call, configuration):
            yield from let_in(function, each, configuration)


def _function(caller: Resource, value: object, configuration: Configuration) -> Called | None:
    return called(caller, within(value), configuration)


def _callers(caller: Resource, call: _Call, configuration: Configuration) -> Iterator[Caller]:
    """On whose behalf the service calls: that of a method in each stage, or that of what is named."""
    if call.source:
        value = caller.get(call.source)
        yield Caller(call.service, str(value), _of(caller, value, configuration))
        return
    for made in api_calls(caller, configuration):
        label = f"{made.stage or 'each stage'}/{made.method}" if made.method else caller.address
        yield Caller(call.service, label, made.covers)


def _of(caller: Resource, value: object, configuration: Configuration) -> Covers:
    return lambda permission, source: same(permission, source, caller, value, configuration)


def _calls(value: str, kind: str = INTEGRATION, principal: str = _API, **permission: object) -> Terraform:
    lets = {"function_name": "${aws_lambda_function.pay.arn}", "qualifier": "live", "principal": principal}
    return {
        "resource": {
            "aws_lambda_function": {
                "pay": {"function_name": "pay-zq7"},
                "other": {"function_name": "other-zq7"},
            },
            "aws_lambda_alias": {"live": {"name": "live", "function_name": "${aws_lambda_function.pay.arn}"}},
            PERMISSION: {"caller": {**lets, **permission}},
            kind: {"example": {_CALLS[kind].function: value}},
        }
    }


def _method(source: str, part: str = "{payment_id}", stage: str = "live") -> Terraform:
    """`GET /payments/{payment_id}` of an API, and a permission with this source."""
    of_api = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}
    whole = _calls(_LIVE, source_arn=source)["resource"]
    method = {"http_method": "GET", "resource_id": "${aws_api_gateway_resource.payment.id}"}
    return {
        "resource": {
            **whole,
            "aws_api_gateway_rest_api": {"api": {"name": "pay-zq7"}, "other": {"name": "other-zq7"}},
            "aws_api_gateway_resource": {
                "payments": {
                    "parent_id": "${aws_api_gateway_rest_api.api.root_resource_id}",
                    "path_part": "payments",
                },
                "payment": {"parent_id": "${aws_api_gateway_resource.payments.id}", "path_part": part},
            },
            "aws_api_gateway_stage": {"live": {**of_api, "stage_name": stage}},
            INTEGRATION: {"example": {**of_api, **method, "uri": _LIVE}},
        }
    }


def _named(kind: str, function: str, named: str, source: str) -> Terraform:
    """A caller on behalf of what it names, and a permission with this source."""
    above, _, name = _CALLS[kind].function.rpartition(".")
    body = {name: function} if not above else {above: [{name: function}]}
    whole = _calls(_LIVE, kind, _CALLS[kind].service, source_arn=source)["resource"]
    return {"resource": {**whole, kind: {"example": {**body, _CALLS[kind].source: named}}}}


_PATH: Final = "arn:aws:apigateway:xx-test-1:lambda:path/2015-03-31/functions/"
_LIVE: Final = "${aws_lambda_alias.live.arn}"
_OTHER: Final = "${aws_lambda_function.other.invoke_arn}"
_TOPIC: Final = "aws_sns_topic_subscription"
_BALANCED: Final = "aws_lb_target_group_attachment"
_ROTATION: Final = "aws_secretsmanager_secret_rotation"
_ROTATED: Final = "${aws_secretsmanager_secret.database.id}"
_BUCKET: Final = "aws_s3_bucket_notification"
_FUNCTION: Final = "arn:aws:lambda:xx-test-1:999988887777:function:"
_TOPIC_ARN: Final = "arn:aws:sns:xx-test-2:999988887777:alerts-zq7"
_EXECUTION: Final = "${aws_api_gateway_rest_api.api.execution_arn}"

RULE = Rule(
    id="functions-callers",
    title="Functions let in what calls them, for what it calls them",
    severity=Severity.MEDIUM,
    types=tuple(_CALLS),
    scope="configuration",
    check=check,
    rationale=(
        "Without the permission the API answers 500 to every caller and the topic drops its messages, "
        "although every part of the path exists. One for another method, topic or alias is none."
    ),
    remediation=(
        "Add a LambdaPermission for the service, with the alias as qualifier and as source_arn the arn of "
        "the topic, target group, secret or bucket, or the API's execution_arn with stage, method and path."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-3", "nist-800-53-r5:CP-10"),
    requirements=("R72", "R79", "R93"),
    examples=Examples(
        passing=(
            _calls(f"{_PATH}{_LIVE}/invocations"),
            _calls("${aws_lambda_function.pay.invoke_arn}", qualifier=None),
            _calls(_LIVE, "aws_apigatewayv2_integration"),
            _method(f"{_EXECUTION}/live/GET/payments/*"),
            _method(f"{_EXECUTION}/*/*/payments/*"),
            _named(_TOPIC, f"{_FUNCTION}pay-zq7:live", _TOPIC_ARN, _TOPIC_ARN),
            _named(_BALANCED, _LIVE, "${aws_lb_target_group.pay.arn}", "${aws_lb_target_group.pay.arn}"),
            _named(
                _ROTATION, _LIVE, "${aws_secretsmanager_secret.s.id}", "${aws_secretsmanager_secret.s.id}"
            ),
            _named(_BUCKET, _LIVE, "receipts-zq7", "arn:aws:s3:::receipts-zq7"),
        ),
        failing=(
            _calls(f"{_PATH}${{aws_lambda_function.other.arn}}/invocations"),
            _calls(_OTHER),
            _calls(_LIVE, principal="events.amazonaws.com"),
            _calls(_LIVE, qualifier="old"),
            _calls(_OTHER, "aws_apigatewayv2_integration"),
            _method(f"{_EXECUTION}/live/POST/payments/*"),
            _method(f"{_EXECUTION}/live/GET/payments/*/receipt"),
            _method(f"{_EXECUTION}/live/GET/payments/*", "refunds", "test"),
            _method("${aws_api_gateway_rest_api.other.execution_arn}/live/GET/payments/*"),
            _named(_TOPIC, f"{_FUNCTION}other-zq7", _TOPIC_ARN, _TOPIC_ARN),
            _named(_TOPIC, _LIVE, _TOPIC_ARN, f"{_TOPIC_ARN}-other"),
            _named(_BUCKET, _LIVE, "receipts-zq7", "arn:aws:s3:::code-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_api_gateway_integration={"type": "MOCK"})),
        unknown=(Status.UNKNOWN, _calls(_LIVE, function_name="${var.function}")),
    ),
)
