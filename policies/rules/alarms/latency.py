"""Slow answers of an API are heard of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched

_DIMENSIONS: Final[Mapping[str, str]] = {
    "aws_api_gateway_rest_api": "ApiName",
    "aws_apigatewayv2_api": "ApiId",
}
_METRICS: Final = ("Latency", "IntegrationLatency")


def check(api: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Alarms watch the 99th percentile of the API's latency, its own and that of what stands behind it.

    A WebSocket API has no latency of its own.
    """
    if api.get("protocol_type") == "WEBSOCKET":
        yield NOT_APPLICABLE
        return
    for name in _METRICS:
        metric = Metric("AWS/ApiGateway", name, _DIMENSIONS[api.type])
        yield from unwatched(api, configuration, metric, How("p99"))


def _api(owner: str, statistic: str = "p99", metrics: tuple[str, ...] = _METRICS) -> Terraform:
    return {
        "resource": {
            "aws_api_gateway_rest_api": {"example": {"name": "pay-zq7"}, "other": {"name": "other-zq7"}},
            ALARM: {
                name: {
                    "namespace": "AWS/ApiGateway",
                    "metric_name": name,
                    "dimensions": {"ApiName": owner},
                    "extended_statistic": statistic,
                }
                for name in metrics
            },
        }
    }


RULE = Rule(
    id="alarms-latency",
    title="Latencies of APIs have an alarm at the 99th percentile",
    severity=Severity.LOW,
    types=tuple(_DIMENSIONS),
    scope="configuration",
    check=check,
    rationale=(
        "An average stays well while one caller in a hundred waits until it gives up and pays twice. The "
        "two latencies together show whether the API or what is behind it is slow."
    ),
    remediation="Add CloudwatchMetricAlarms with extended_statistic='p99' on Latency and IntegrationLatency.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R50",),
    examples=Examples(
        passing=(
            _api("${aws_api_gateway_rest_api.example.name}"),
            _api("pay-zq7"),
            _api("pay-zq7", "p99.9"),
        ),
        failing=(
            _api("other-zq7"),
            _api("pay-zq7", "p90"),
            _api("pay-zq7", metrics=_METRICS[:1]),
        ),
        absent=(Status.FAIL, resources(aws_apigatewayv2_api={"name": "pay-zq7", "protocol_type": "HTTP"})),
        unknown=(Status.UNKNOWN, _api("${var.api}")),
    ),
)
