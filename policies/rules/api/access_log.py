"""An API's stage says who called what, and nothing of what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_TARGETS: Final = ("aws_cloudwatch_log_group", "aws_kinesis_firehose_delivery_stream")
_TAKES: Final = {"logs": "log-group:", "firehose": "deliverystream/"}
"""What takes access logs, by the service and the beginning of the resource in its ARN."""
_SENT: Final = re.compile(
    r"\$(?:input\b|context\.(?:error\.(?:validationErrorString|message)|path\b"
    r"|authorizer\.claims(?!\.(?:sub|iss|aud|jti|exp|iat|scope|client_id|token_use)\b)))"
)
"""What holds values of the request: a failed validation is told with the value that failed. A claim that only
says which token of which client came (RFC 7519 and 9068) is none: an id, as the log needs one."""
_TRACES: Final = {
    "aws_api_gateway_method_settings": ("settings",),
    "aws_apigatewayv2_stage": ("default_route_settings", "route_settings"),
}
"""Where `data_trace_enabled` stands, which writes requests and answers in full to the execution log."""


def check(stage: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The access log goes to a log group or a delivery stream, in a format that repeats nothing, and no
    method or route is traced in full.
    """
    for attribute in _TRACES.get(stage.type, ()):
        yield from expect.each_block(
            stage, attribute, "route_key", lambda block: expect.not_true(block, "data_trace_enabled")
        )
    if stage.type != "aws_api_gateway_method_settings":
        yield from _access_log(stage, configuration)


def _access_log(stage: Resource, configuration: Configuration) -> Iterator[Judgement]:
    destination = stage.get("access_log_settings.destination_arn")
    target = configuration.target(stage, destination)
    if not destination:
        yield fail("access_log_settings.destination_arn is not set: callers are not logged")
    elif target is None and is_known(destination):
        arn = read_arn(destination)
        if arn is None or not arn.resource.startswith(_TAKES.get(arn.service, "\0")):
            yield fail(f"access_log_settings.destination_arn is {destination}, which takes no access logs")
    elif target is None:
        yield unknown(f"access_log_settings.destination_arn is {destination}, which only the plan can tell")
    elif target.type.removeprefix("data.") not in _TARGETS:
        yield fail(
            f"access_log_settings.destination_arn refers to {target.address}, which takes no access logs"
        )
    log_format = str(stage.get("access_log_settings.format") or "")
    for variable in sorted(set(_SENT.findall(log_format))):
        yield fail(f"access_log_settings.format logs {variable}, which repeats what was sent")
    if destination and "$context.requestId" not in log_format:
        verdict = fail if is_known(log_format) else unknown
        yield verdict(
            "access_log_settings.format has no $context.requestId, by which a request is found again"
        )


def _stage(log_format: str = '{"id": "$context.requestId"}', arn: str = "") -> Terraform:
    return resources(
        aws_cloudwatch_log_group={},
        aws_api_gateway_stage={
            "access_log_settings": {
                "destination_arn": arn or "${aws_cloudwatch_log_group.example.arn}",
                "format": log_format,
            }
        },
    )


def _v2(**stage: object) -> Terraform:
    settings = _stage()["resource"]["aws_api_gateway_stage"]["example"]
    return resources(aws_cloudwatch_log_group={}, aws_apigatewayv2_stage={**settings, **stage})


def _traced(*, value: object) -> Terraform:
    return resources(aws_api_gateway_method_settings={"settings": {"data_trace_enabled": value}})


RULE = Rule(
    id="api-access-log",
    title="Every stage of an API has an access log that repeats nothing of the request",
    severity=Severity.HIGH,
    types=("aws_api_gateway_stage", "aws_apigatewayv2_stage", "aws_api_gateway_method_settings"),
    scope="configuration",
    check=check,
    rationale=(
        "Without an access log nobody can say who called. One that repeats the request is a store of card "
        "data that nobody classified."
    ),
    remediation=(
        "Set access_log_settings with the arn of a CloudwatchLogGroup and a JSON format of ids, times and "
        "statuses, $context.requestId among them; leave data_trace_enabled out."
    ),
    controls=(
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.2.2", "pci-dss-4.0.1:3.2.1"),
        *("nist-800-53-r5:AU-2", "nist-800-53-r5:AU-3"),
    ),
    requirements=("R46", "R72"),
    told_by=("terraform-switched-off",),
    examples=Examples(
        passing=(
            *(_stage(), _stage('{"id": "$context.requestId", "status": "$context.status"}')),
            _stage('{"id": "$context.requestId", "who": "$context.authorizer.claims.sub"}'),
            *(_v2(default_route_settings={"data_trace_enabled": False}), _traced(value=False)),
            _stage(arn="arn:aws:logs:xx-test-1:999988887777:log-group:api-zq7"),
        ),
        failing=(
            _stage('{"id": "$context.requestId", "e": "$context.error.validationErrorString"}'),
            _stage('{"id": "$context.requestId", "path": "$context.path"}'),
            _stage('{"id": "$context.requestId", "who": "$context.authorizer.claims.email"}'),
            _stage('{"id": "$context.requestId", "who": "$context.authorizer.claims.subject"}'),
            _stage('{"status": "$context.status"}'),
            *(_stage(arn="${aws_api_gateway_stage.example.arn}"), _stage(arn="arn:aws:s3:::logs-zq7")),
            *(_v2(access_log_settings=None), _traced(value="true")),
            _v2(route_settings=[{"route_key": "pay", "data_trace_enabled": True}]),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_stage={"stage_name": "live"})),
        unknown=(Status.UNKNOWN, _stage(arn="${var.group}")),
    ),
)
