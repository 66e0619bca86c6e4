"""A service of containers that is busy is heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched

_METRICS: Final = ("CPUUtilization", "MemoryUtilization")


def check(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Alarms watch the CPU and the memory of the service, which ECS counts by cluster and service."""
    for name in _METRICS:
        metric = Metric("AWS/ECS", name, "ServiceName")
        yield from unwatched(service, configuration, metric, How(beside=("ClusterName",)))


def _watched(owner: str, *names: str, **dimensions: str) -> Terraform:
    said = dimensions or {"ClusterName": "pay-zq7"}
    alarms: dict[str, Any] = {
        name.lower(): {
            "namespace": "AWS/ECS",
            "metric_name": name,
            "dimensions": {"ServiceName": owner, **said},
        }
        for name in names
    }
    return {
        "resource": {
            "aws_ecs_service": {"example": {"name": "web-zq7"}, "other": {"name": "other-zq7"}},
            ALARM: alarms,
        }
    }


_SERVICE: Final = "${aws_ecs_service.example.name}"

RULE = Rule(
    id="alarms-service",
    title="The CPU and the memory of a service of containers have alarms",
    severity=Severity.LOW,
    types=("aws_ecs_service",),
    scope="configuration",
    check=check,
    rationale=(
        "A service that runs out of memory is killed and started again, over and over; callers see errors "
        "that no test ever showed."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on CPUUtilization and one on MemoryUtilization of AWS/ECS, with "
        "ClusterName and ServiceName as dimensions."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:SC-5(3)"),
    requirements=("R51", "R147", "R131"),
    examples=Examples(
        passing=(_watched(_SERVICE, *_METRICS), _watched("web-zq7", *_METRICS)),
        failing=(
            _watched(_SERVICE, "CPUUtilization"),
            _watched("other-zq7", *_METRICS),
            _watched(_SERVICE, *_METRICS, Cluster="pay-zq7"),
        ),
        absent=(Status.FAIL, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _watched("${var.service}", *_METRICS)),
    ),
)
