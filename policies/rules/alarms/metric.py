"""An alarm watches a metric that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
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
    fail,
)
from policies.related.metrics import look_at, spelled
from policies.related.regions import OF_THE_WORLD
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import UnknownBlock

_OF_ONE_REGION: Final = dict.fromkeys(("AWS/Route53", "AWS/CloudFront", "AWS/Billing"), OF_THE_WORLD)
"""Namespaces that have values in one region alone (the guides of Route 53 and CloudFront, "Monitoring"; AWS
Billing User Guide, "Monitor estimated charges")."""
_DAY: Final = 86_400
_WEEK: Final = 7 * _DAY
_HOUR: Final = 3_600
"""What an alarm looks back on is a day at the most, or a week where its periods are hours or longer
(CloudWatch User Guide, "Configuring how CloudWatch alarms evaluate")."""


def check(alarm: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each metric of AWS is one that its service counts, by those dimensions, with that statistic and period,
    in that region; one of our own is as a filter counts it.
    """
    found = [
        block for block in looks(alarm) if block.get("metric_name") and not isinstance(block, UnknownBlock)
    ]
    if not found:
        yield NOT_APPLICABLE
    if alarm.blocks("metric_query") and alarm.get("dimensions"):
        yield fail("dimensions stand beside metric_query, and are no metric's", "metric_query")
    for block in found:
        look = look_at(block, alarm.region)
        yield from spelled(look, configuration)
        region = _OF_ONE_REGION.get(look.namespace)
        if region and alarm.region.count("-") and alarm.region not in (region, ""):
            yield from _elsewhere(look.namespace, alarm.region, region)
        yield from _window(block, alarm)


def _elsewhere(namespace: str, region: str, wanted: str) -> Iterator[Judgement]:
    if "${" not in region:
        yield fail(f"{namespace} has values in {wanted} alone, and none in {region}", namespace)


def _window(block: Mapping[str, object], alarm: Resource) -> Iterator[Judgement]:
    period, periods = expect.number(block.get("period")), expect.number(alarm.get("evaluation_periods"))
    if period is None or periods is None:
        return
    most = _WEEK if period >= _HOUR else _DAY
    if period * periods > most:
        yield fail(f"it looks back {period * periods:g} s, and an alarm may by {most} s", "window")


def _alarm(metric: str, *, query: bool = False, **block: object) -> Terraform:
    namespace, name = metric.split()
    said = {"namespace": namespace, "metric_name": name, **block}
    said.setdefault("dimensions", {"FunctionName": "pay-zq7"})
    return resources(
        aws_cloudwatch_metric_alarm={"metric_query": [{"metric": said}]} if query else said,
        aws_cloudwatch_log_metric_filter={
            "metric_transformation": {"namespace": "Payments", "name": "CaptureFailed", "value": "1"}
        },
    )


_ERRORS: Final = "AWS/Lambda Errors"
_SIZE: Final = "AWS/S3 BucketSizeBytes"
_OF_BUCKET: Final = {"BucketName": "a-zq7", "StorageType": "StandardStorage"}

RULE = Rule(
    id="alarms-metric",
    title="Alarms watch metrics that there are",
    severity=Severity.HIGH,
    types=(ALARM,),
    scope="configuration",
    check=check,
    rationale=(
        "CloudWatch takes any name for a metric. One that no service counts, by a dimension or a statistic "
        "that it does not have or more often than it comes, has no data: the alarm is green for ever."
    ),
    remediation="Name the metric, its dimensions and its statistic as the service's page of metrics does.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _alarm(_ERRORS, statistic="Sum", period=60, evaluation_periods=5),
            _alarm("AWS/Lambda Duration", extended_statistic="p99.9", period="300"),
            _alarm("AWS/Lambda NewOfThisYear", statistic="Sum"),
            _alarm("AWS/SQS NewOfThisYear", dimensions={"QueueName": "pay-zq7"}),
            _alarm("AWS/NewService Errors"),
            _alarm("AWS/DocDB DatabaseCursors", dimensions={"DBClusterIdentifier": "pay-zq7"}),
            _alarm("AWS/DocDB CPUUtilization", dimensions={"DBClusterIdentifier": "pay-zq7"}),
            _alarm(_SIZE, dimensions=_OF_BUCKET, statistic="Average", period=86400, evaluation_periods=1),
            _alarm("AWS/DynamoDB ReplicationLatency", dimensions={"TableName": "a", "ReceivingRegion": "b"}),
            _alarm("Payments CaptureFailed", dimensions={}, period=10),
            _alarm("Payments Settled", dimensions={}),
        ),
        failing=(
            _alarm("AWS/lambda Errors"),
            _alarm("Payment CaptureFailed", dimensions={}),
            _alarm("AWS/Lambda Error"),
            _alarm("AWS/Lambda Error", query=True),
            _alarm("AWS/SQS Throttles", dimensions={"QueueName": "a-zq7"}),
            _alarm(_ERRORS, dimensions={"Function": "pay-zq7"}),
            _alarm(_ERRORS, dimensions={"QueueName": "pay-zq7"}),
            _alarm("AWS/ECS CPUUtilization", dimensions={"ServiceName": "pay-zq7"}),
            _alarm(_SIZE, dimensions={"BucketName": "a-zq7"}, period=86400),
            _alarm(_SIZE, dimensions=_OF_BUCKET, period=86400, extended_statistic="p99"),
            _alarm(_SIZE, dimensions=_OF_BUCKET, period=300),
            _alarm("AWS/DynamoDB ReplicationLatency", dimensions={"TableName": "a"}),
            _alarm("AWS/Route53 HealthCheckStatus", dimensions={"HealthCheckId": "a"}),
            _alarm(_ERRORS, statistic="Total"),
            _alarm(_ERRORS, extended_statistic="p101"),
            _alarm(_ERRORS, period=30),
            _alarm(_ERRORS, period=90),
            _alarm(_ERRORS, period=300, evaluation_periods=289),
            {
                "resource": {
                    ALARM: {
                        "example": {
                            "dimensions": {"FunctionName": "pay-zq7"},
                            "metric_query": [
                                {"metric": {"namespace": "AWS/Lambda", "metric_name": "Errors"}}
                            ],
                        }
                    }
                }
            },
            _alarm("AWS/SQS OldestDoubt", dimensions={"service": "sweep"}),
            _alarm("AWS/ApplicationELB TargetResponseTime", dimensions={}),
            _alarm("Payments FailedCapture", dimensions={}),
            _alarm("Payments CaptureFailed", dimensions={"stage": "zq7"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_metric_alarm={"metric_query": []})),
        unknown=(Status.UNKNOWN, _alarm("AWS/Lambda ${var.metric}")),
    ),
)
