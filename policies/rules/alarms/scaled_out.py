"""A service that cannot grow any more is heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
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
from policies.related.scaling import TARGET, scaling_targets
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched, watches

_WANTED: Final = Metric("ECS/ContainerInsights", "DesiredTaskCount", "ServiceName")
_BESIDE: Final = ("ClusterName",)


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm watches how many tasks are wanted of a service that scales, and goes off at the most that it
    may scale to: ECS counts them by cluster and service where Container Insights are on.
    """
    targets, _ = scaling_targets(service, configuration)
    if not targets:
        yield NOT_APPLICABLE
        return
    unseen = tuple(unwatched(service, configuration, _WANTED, How(beside=_BESIDE)))
    yield from unseen
    alarms = [watch.alarm for watch in watches(service, configuration, _WANTED)]
    for target in () if unseen else targets:
        most = target.get("max_capacity")
        reached = {_goes_off_at(alarm, expect.number(most)) for alarm in alarms}
        if None in reached:
            yield unknown(f"only the plan can tell whether an alarm goes off at {most} tasks")
        elif True not in reached:
            yield fail(f"no alarm goes off at {most} tasks, which {target.address} lets it scale to", "most")


def _goes_off_at(alarm: Resource, tasks: float | None) -> bool | None:
    threshold = expect.number(alarm.get("threshold"))
    if threshold is None or tasks is None:
        return None
    or_equal = alarm.get("comparison_operator") == "GreaterThanOrEqualToThreshold"
    return tasks >= threshold if or_equal else tasks > threshold


def _scales(
    threshold: object = 5, operator: str = "GreaterThanThreshold", name: str = "DesiredTaskCount"
) -> Terraform:
    alarm = {
        "namespace": "ECS/ContainerInsights",
        "metric_name": name,
        "comparison_operator": operator,
        "threshold": threshold,
        "dimensions": {"ClusterName": "pay-zq7", "ServiceName": "${aws_ecs_service.example.name}"},
    }
    target = {"resource_id": "service/pay-zq7/${aws_ecs_service.example.name}", "max_capacity": 6}
    return {
        "resource": {
            "aws_ecs_service": {"example": {"name": "web-zq7"}},
            TARGET: {"web": target},
            ALARM: {"most": alarm},
        }
    }


RULE = Rule(
    id="alarms-scaled-out",
    title="A service that has as many tasks as it may have is heard of",
    severity=Severity.MEDIUM,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "A service grows by itself until it may not: from then on each caller makes all others slower, and "
        "nothing says so before answers fail."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on DesiredTaskCount of ECS/ContainerInsights, by ClusterName and "
        "ServiceName, that goes off at max_capacity of the AppautoscalingTarget."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:SC-5(3)"),
    requirements=("R51", "R131", "R147"),
    examples=Examples(
        passing=(_scales(), _scales(6, "GreaterThanOrEqualToThreshold"), _scales(4)),
        failing=(
            _scales(6),
            _scales(7, "GreaterThanOrEqualToThreshold"),
            _scales(5, "LessThanThreshold"),
            _scales(name="PendingTaskCount"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_ecs_service": {"example": {"name": "web-zq7"}}}}),
        unknown=(Status.UNKNOWN, _scales("${var.most}")),
    ),
)
