"""Scaling follows the load of what it scales, while there is something left to grow on."""

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
    unknown,
)
from policies.related.scaling import TARGET
from policies.resource import Resource
from policies.values import is_known

_POLICY: Final = "aws_appautoscaling_policy"
_OF_GROUPS: Final = "aws_autoscaling_policy"
_TRACKING: Final[Mapping[str, str]] = {
    _POLICY: "target_tracking_scaling_policy_configuration",
    _OF_GROUPS: "target_tracking_configuration",
}
_METRIC: Final = "predefined_metric_specification.predefined_metric_type"
_DIMENSION: Final = "scalable_dimension"
_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "CassandraReadCapacityUtilization": ("cassandra:table:ReadCapacityUnits",),
    "CassandraWriteCapacityUtilization": ("cassandra:table:WriteCapacityUnits",),
    "DynamoDBReadCapacityUtilization": (
        *("dynamodb:index:ReadCapacityUnits", "dynamodb:table:ReadCapacityUnits"),
    ),
    "DynamoDBWriteCapacityUtilization": (
        *("dynamodb:index:WriteCapacityUnits", "dynamodb:table:WriteCapacityUnits"),
    ),
    "EC2SpotFleetRequestAverageCPUUtilization": ("ec2:spot-fleet-request:TargetCapacity",),
    "ECSServiceAverageCPUUtilization": ("ecs:service:DesiredCount",),
    "ECSServiceAverageMemoryUtilization": ("ecs:service:DesiredCount",),
    "ALBRequestCountPerTarget": ("ec2:spot-fleet-request:TargetCapacity", "ecs:service:DesiredCount"),
    "KafkaBrokerStorageUtilization": ("kafka:broker-storage:VolumeSize",),
    "LambdaProvisionedConcurrencyUtilization": ("lambda:function:ProvisionedConcurrency",),
    "NeptuneReaderAverageCPUUtilization": ("neptune:cluster:ReadReplicaCount",),
    "RDSReaderAverageCPUUtilization": ("rds:cluster:ReadReplicaCount",),
    "RDSReaderAverageDatabaseConnections": ("rds:cluster:ReadReplicaCount",),
}
"""Predefined metrics, and what each is the load of (Application Auto Scaling API,
PredefinedMetricSpecification and ScalableTarget)."""
_TABLES: Final = "dynamodb:"
_SHARES: Final = ("LambdaProvisionedConcurrencyUtilization",)
"""Told as a part of one, not in percent (Lambda Developer Guide, "Managing provisioned concurrency")."""
_BUSY: Final = 90
"""Percent: beyond, what is new comes when all is used."""
_LATE: Final = 900
"""Seconds after which a peak is over or has done its harm; the default is 300 or less."""


def check(policy: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A predefined metric is that of the dimension which is scaled; a target in percent is no fraction, and
    can be reached before all is used; growing does not wait longer than a quarter of an hour for what grew
    before.
    """
    path = _TRACKING[policy.type]
    if not policy.blocks(path):
        yield NOT_APPLICABLE
        return
    metric = policy.get(f"{path}.{_METRIC}")
    if not is_known(metric):
        yield unknown(f"{_METRIC} is {metric}, which only the plan can tell")
    elif metric is not None:
        yield from _fits(policy, str(metric), configuration)
        yield from _reached(policy, str(metric), f"{path}.target_value")
    pause = policy.get(f"{path}.scale_out_cooldown")
    if (expect.number(pause) or 0) > _LATE:
        yield fail(f"scale_out_cooldown is {pause} seconds: it grows once, and then waits", "cooldown")


def _fits(policy: Resource, metric: str, configuration: Configuration) -> Iterator[Judgement]:
    if policy.type != _POLICY or metric not in _OF:
        return
    written = policy.get(_DIMENSION)
    target = configuration.target(policy, written)
    dimension = written if target is None or target.type != TARGET else target.get(_DIMENSION)
    if str(dimension).startswith(_TABLES):
        return  # `dynamodb-scaled` says it of the table
    if not is_known(dimension):
        yield unknown(f"{_DIMENSION} is {dimension}, which only the plan can tell")
    elif dimension not in _OF[metric]:
        yield fail(f"it scales {dimension} by {metric}, which is the load of something else", "metric")


def _reached(policy: Resource, metric: str, attribute: str) -> Iterator[Judgement]:
    if not metric.endswith("Utilization"):
        return
    value = policy.get(attribute)
    wanted = expect.number(value)
    most = _BUSY / 100 if metric in _SHARES else _BUSY
    if wanted is None and not is_known(value):
        yield unknown(f"target_value is {value}, which only the plan can tell")
    elif wanted is not None and 0 < wanted < 1 and metric not in _SHARES:
        yield fail(
            f"target_value is {wanted:g}, and {metric} is in percent: it grows as far as it may", "target"
        )
    elif wanted is not None and wanted > most:
        yield fail(f"target_value is {wanted:g}: {metric} gets there when all is used, or never", "target")


def _policy(
    metric: str, value: object, dimension: object = "ecs:service:DesiredCount", **more: object
) -> Terraform:
    tracked = {"predefined_metric_specification": {"predefined_metric_type": metric}, "target_value": value}
    return {
        "resource": {
            _POLICY: {"example": {_DIMENSION: dimension, _TRACKING[_POLICY]: {**tracked, **more}}},
            TARGET: {"writes": {_DIMENSION: "cassandra:table:WriteCapacityUnits"}},
        }
    }


def _of_group(metric: str, value: object) -> Terraform:
    tracked = {"predefined_metric_specification": {"predefined_metric_type": metric}, "target_value": value}
    return resources(**{_OF_GROUPS: {_TRACKING[_OF_GROUPS]: tracked}})


_CPU: Final = "ECSServiceAverageCPUUtilization"
_WRITES: Final = f"${{{TARGET}.writes.{_DIMENSION}}}"

RULE = Rule(
    id="scaling-metric",
    title="Scaling follows the load of what it scales, before all is used",
    severity=Severity.MEDIUM,
    types=tuple(_TRACKING),
    scope="configuration",
    check=check,
    rationale=(
        "A target of 300 percent is never reached, and reads say nothing of writes: what is to grow stays "
        "as it is while callers wait, and its policy looks as if it worked."
    ),
    remediation=(
        "Name the predefined metric of the scalable_dimension, and a target_value of 50 to 80 percent (0.5 "
        "to 0.8 of provisioned concurrency)."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:CP-10"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _policy(_CPU, 60, scale_out_cooldown=60),
            _policy("CassandraWriteCapacityUtilization", "70", _WRITES),
            _policy("RDSReaderAverageDatabaseConnections", 400, "rds:cluster:ReadReplicaCount"),
            _of_group("ASGAverageCPUUtilization", 50),
            _of_group("ALBRequestCountPerTarget", 1000),
        ),
        failing=(
            _policy(_CPU, 400),
            _policy(_CPU, 60, scale_out_cooldown=3600),
            _policy("CassandraReadCapacityUtilization", 70, _WRITES),
            _policy(_CPU, 60, "rds:cluster:ReadReplicaCount"),
            _policy("DynamoDBReadCapacityUtilization", 60),
            _policy("LambdaProvisionedConcurrencyUtilization", 70, "lambda:function:ProvisionedConcurrency"),
            _of_group("ASGAverageCPUUtilization", "300"),
            _of_group("ASGAverageCPUUtilization", 0.7),
            _policy(_CPU, "0.6"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{_POLICY: {"policy_type": "StepScaling"}})),
        unknown=(Status.UNKNOWN, _policy(_CPU, "${var.target}")),
    ),
)
