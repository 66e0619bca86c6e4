"""Callers call the version that was released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.rules.functions._permissions import called
from policies.rules.functions._references import UNPUBLISHED, function_of, may_name_one, within

_CALLERS: Final[Mapping[str, str]] = {
    INTEGRATION: "uri",
    "aws_apigatewayv2_integration": "integration_uri",
    "aws_api_gateway_authorizer": "authorizer_uri",
    "aws_apigatewayv2_authorizer": "authorizer_uri",
    "aws_cloudwatch_event_target": "arn",
    "aws_scheduler_schedule": "target.arn",
    "aws_lambda_event_source_mapping": "function_name",
    "aws_sns_topic_subscription": "endpoint",
}


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of a function that has an alias, a caller names the alias or a version."""
    value = within(caller.get(_CALLERS[caller.type]))
    named = called(caller, value, configuration)
    if named is None:
        hidden = may_name_one(caller, value, configuration) and caller.get("protocol") in (None, "lambda")
        yield unknown(f"it calls {value}, which only the plan can tell") if hidden else NOT_APPLICABLE
        return
    alias = _aliases(configuration).get(named.function)
    if alias is not None and named.qualifier == UNPUBLISHED:
        yield fail(
            f"it calls {UNPUBLISHED} of {named.function.address}, the code that was uploaded last, and not "
            f"{alias.address}"
        )


@recalled
def _aliases(configuration: Configuration) -> Mapping[Resource, Resource]:
    found = {}
    for alias in configuration.of("aws_lambda_alias"):
        function = function_of(alias, alias.get("function_name"), configuration)
        if function is not None:
            found[function] = alias
    return found


def _target(arn: str, alias_of: str = "sweep") -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {"sweep": {"function_name": "sweep-zq7"}, "other": {}},
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": f"${{aws_lambda_function.{alias_of}.arn}}"}
            },
            "aws_sqs_queue": {"inbox": {"name": "inbox-zq7"}},
            "aws_cloudwatch_event_target": {"example": {"arn": arn}},
        }
    }


RULE = Rule(
    id="functions-caller-alias",
    title="Callers of a function name its alias where it has one",
    severity=Severity.HIGH,
    types=tuple(_CALLERS),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever calls the function itself gets each upload at once, before it is released, and keeps it "
        "when the release is taken back; the permission of the alias does not even let it in."
    ),
    remediation="Name the LambdaAlias: its arn, or its invoke_arn in an API.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CM-2(3)"),
    requirements=("R64",),
    examples=Examples(
        passing=(
            _target("${aws_lambda_alias.live.arn}"),
            _target("${aws_lambda_function.sweep.arn}", alias_of="other"),
            _target("arn:aws:lambda:xx-test-1:999988887777:function:sweep-zq7:live"),
        ),
        failing=(
            _target("${aws_lambda_function.sweep.arn}"),
            _target("arn:aws:lambda:xx-test-1:999988887777:function:sweep-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, _target("${aws_sqs_queue.inbox.arn}")),
        unknown=(Status.UNKNOWN, _target("${var.function}")),
    ),
)
