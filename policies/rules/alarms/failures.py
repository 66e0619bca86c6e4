"""What fails is heard of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.queues import failures_of
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, DEPTH, Metric, unwatched

_FAILURES: Final[Mapping[str, tuple[Metric, ...]]] = {
    "aws_lambda_function": (
        Metric("AWS/Lambda", "Errors", "FunctionName"),
        Metric("AWS/Lambda", "Throttles", "FunctionName"),
    ),
    "aws_sfn_state_machine": (Metric("AWS/States", "ExecutionsFailed", "StateMachineArn"),),
    "aws_api_gateway_rest_api": (Metric("AWS/ApiGateway", "5XXError", "ApiName"),),
    "aws_apigatewayv2_api": (Metric("AWS/ApiGateway", "5xx", "ApiId"),),
    "aws_cloudwatch_event_rule": (Metric("AWS/Events", "FailedInvocations", "RuleName"),),
    "aws_kinesis_firehose_delivery_stream": (
        Metric("AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName"),
        Metric("AWS/Firehose", "DeliveryToS3.Success", "DeliveryStreamName"),
        Metric("AWS/Firehose", "DeliveryToRedshift.Success", "DeliveryStreamName"),
        Metric("AWS/Firehose", "DeliveryToAmazonOpenSearchService.DataFreshness", "DeliveryStreamName"),
        Metric("AWS/Firehose", "DeliveryToAmazonOpenSearchService.Success", "DeliveryStreamName"),
        Metric("AWS/Firehose", "DeliveryToHttpEndpoint.DataFreshness", "DeliveryStreamName"),
        Metric("AWS/Firehose", "DeliveryToHttpEndpoint.Success", "DeliveryStreamName"),
    ),
    "aws_pipes_pipe": (
        Metric("AWS/EventBridge/Pipes", "ExecutionFailed", "PipeName"),
        Metric("AWS/EventBridge/Pipes", "ExecutionPartiallyFailed", "PipeName"),
    ),
}
"""Where each service counts failures (the "CloudWatch metrics" page of its developer guide)."""


_ANY: Final = frozenset({"aws_kinesis_firehose_delivery_stream", "aws_pipes_pipe"})
"""Types of which an alarm on one of their metrics is enough."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm watches the metric in which the service counts the resource's failures.

    Rules of the default bus are left out, which hear AWS's own events and schedules, and WebSocket APIs,
    which count otherwise. Of a rule an alarm on the dead-letter queues of all its targets says the same.
    """
    bus = resource.get("event_bus_name") or "default"  # which a provider fills in
    on_default_bus = resource.type.endswith("_event_rule") and bus == "default"
    if on_default_bus or resource.get("protocol_type") == "WEBSOCKET":
        yield NOT_APPLICABLE
        return
    if resource.type.endswith("_event_rule") and _kept_and_heard_of(resource, configuration):
        return
    found = [tuple(unwatched(resource, configuration, metric)) for metric in _FAILURES[resource.type]]
    if resource.type not in _ANY or all(found):
        for judgements in found[:1] if resource.type in _ANY else found:
            yield from judgements


def _kept_and_heard_of(rule: Resource, configuration: Configuration) -> bool:
    """Whether all targets of a rule put what they fail to get into queues whose depth has an alarm."""
    targets = configuration.related(rule, "aws_cloudwatch_event_target", "rule")
    queues = [failures_of(target, configuration) for target in targets]
    return bool(queues) and all(
        kept and not any(tuple(unwatched(queue, configuration, DEPTH)) for queue in kept) for kept in queues
    )


def _alarm(owner: str, metric: Metric, namespace: str = "") -> dict[str, object]:
    return {
        "namespace": namespace or metric.namespace,
        "metric_name": metric.name,
        "dimensions": {metric.dimension: owner},
    }


def _watched(kind: str, owner: str, *more: dict[str, object], **values: object) -> Terraform:
    alarms = [_alarm(owner, metric) for metric in _FAILURES[kind]]
    return {
        "resource": {
            kind: {"example": {"name": "pay-zq7", **values}, "other": {"name": "other-zq7"}},
            ALARM: {f"alarm_{number}": each for number, each in enumerate(more or alarms)},
        }
    }


def _kept(metric: str = DEPTH.name) -> Terraform:
    target = {
        "rule": "${aws_cloudwatch_event_rule.example.name}",
        "dead_letter_config": {"arn": "${aws_sqs_queue.failed.arn}"},
    }
    alarm = {**_alarm("${aws_sqs_queue.failed.name}", DEPTH), "metric_name": metric}
    stack = _watched("aws_cloudwatch_event_rule", "", alarm, event_bus_name="pay-zq7")["resource"]
    kept = {"aws_cloudwatch_event_target": {"pay": target}, "aws_sqs_queue": {"failed": {"name": "f-zq7"}}}
    return {"resource": {**stack, **kept}}


def _queried(owner: str, *names: str, expression: str = "a+b") -> Terraform:
    metrics = [_alarm(owner, Metric("AWS/Lambda", name, "FunctionName")) for name in names]
    queries = [{"id": "all", "expression": expression}, *({"metric": metric} for metric in metrics)]
    return _watched("aws_lambda_function", owner, {"metric_query": queries})


_MACHINE: Final = "aws_sfn_state_machine"

RULE = Rule(
    id="alarms-failures",
    title="Failures of functions, workflows, APIs, forwarding rules and deliveries have an alarm",
    severity=Severity.LOW,
    types=tuple(_FAILURES),
    scope="configuration",
    check=check,
    rationale=(
        "A function that throws, a workflow that ends badly and an event that reaches no target leave a "
        "number in a metric; without an alarm the customers are the first to say so."
    ),
    remediation="Add a CloudwatchMetricAlarm on the metric, with the resource in its dimensions.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R69", "R70", "R113"),
    examples=Examples(
        passing=(
            _watched("aws_lambda_function", "${aws_lambda_function.example.function_name}"),
            _watched(_MACHINE, "arn:aws:states:xx-test-1:999988887777:stateMachine:pay-zq7"),
            _watched("aws_api_gateway_rest_api", "pay-zq7"),
            _watched("aws_apigatewayv2_api", "${aws_apigatewayv2_api.example.id}"),
            _watched("aws_cloudwatch_event_rule", "pay-zq7", event_bus_name="pay-zq7"),
            _queried("${aws_lambda_function.example.function_name}", "Errors", "Throttles"),
            _kept(),
            _watched("aws_pipes_pipe", "pay-zq7"),
            _watched(
                "aws_kinesis_firehose_delivery_stream",
                "",
                _alarm("pay-zq7", _FAILURES["aws_kinesis_firehose_delivery_stream"][1]),
            ),
            _watched(_MACHINE, "", {"namespace": "AWS/States", "metric_name": "ExecutionsFailed"}),
        ),
        failing=(
            _queried(
                "${aws_lambda_function.example.function_name}",
                *("Errors", "Throttles"),
                expression="IF(SUM(a) >= 1000, 100*b/a)",
            ),
            _queried("${aws_lambda_function.example.function_name}", "Errors", "Invocations"),
            _kept("NumberOfMessagesSent"),
            _watched(_MACHINE, "${aws_sfn_state_machine.other.arn}"),
            _watched(_MACHINE, "arn:aws:states:xx-test-1:999988887777:stateMachine:other-zq7"),
            _watched(_MACHINE, "", _alarm("pay-zq7", _FAILURES[_MACHINE][0], "Payments")),
            resources(aws_pipes_pipe={"name": "pay-zq7"}),
            resources(aws_kinesis_firehose_delivery_stream={"name": "pay-zq7"}),
            resources(aws_cloudwatch_event_rule={"name": "pay-zq7", "event_bus_name": "pay-zq7"}),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _watched(_MACHINE, "${var.machine}")),
    ),
)
