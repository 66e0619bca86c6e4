"""An alarm goes off at some values of its metric, and at others does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

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
from policies.related.metrics import is_share_left, is_share_used
from policies.resource import Resource
from policies.values import as_list, is_known

_BELOW_ZERO: Final = ("ReplicaLag", "AuroraBinlogReplicaLag")
"""Metrics of AWS that are -1 where nothing is measured (RDS User Guide, "Monitoring read replication")."""

_NO_PERCENTAGE: Final = ("AWS/ECS", "ECS/ContainerInsights")
"""Where a utilization is of what is reserved, and may be more than 100 % (ECS Developer Guide, "CloudWatch
metrics")."""


class _Limit(NamedTuple):
    """Where it stands how long something may take, or how many there may be: the dimension that names whose
    it is, the attribute, its default, and the metric's units in one of the attribute's.
    """

    dimension: str
    attribute: str
    default: int | None
    units: int


_LIMITS: Final[Mapping[tuple[str, str], _Limit]] = {
    ("AWS/ApplicationELB", "TargetResponseTime"): _Limit("LoadBalancer", "idle_timeout", 60, 1),
    ("AWS/Lambda", "ConcurrentExecutions"): _Limit("FunctionName", "reserved_concurrent_executions", None, 1),
    ("AWS/Lambda", "Duration"): _Limit("FunctionName", "timeout", 3, 1000),
}
"""What is broken off after so many seconds (Application Load Balancers User Guide, "HTTP 504"; Lambda
Developer Guide, "Configure Lambda function timeout"), or throttled (the same, "Reserved concurrency")."""

_HIGHEST_OF: Final = re.compile(
    r"\s*(?:MAX\(\s*\[(?P<all>[^\[\]]*)\]\s*\)|(?P<one>[a-z]\w*|FILL\([^()]*\)))\s*"
)
_FILLED: Final = re.compile(r"FILL\(\s*(\w+)\s*,[^(),]*\)")
"""Expressions that are no higher than the metrics in them (CloudWatch User Guide, "Using metric math")."""


_BYTES: Final = ("FreeStorageSpace", "FreeableMemory", "FreeLocalStorage", "FreeMemory")
"""What is free of an instance's disk or memory, in bytes (DMS and RDS User Guide, "Metrics")."""
_IN_MEGABYTES: Final = ("AWS/ES", "AWS/AOSS")
"""Where that is in mebibytes (OpenSearch Service Developer Guide, "Monitoring cluster metrics")."""
_FEWEST: Final = 2**20


_CONNECTED: Final = ("ActiveConnectionCount", "ConnectionCount", "CurrConnections", "DatabaseConnections")
"""Of these there is one whenever something is in use (guides of RDS, ElastiCache and Elastic Load Balancing,
"Metrics")."""

_STATES: Final = frozenset(
    {
        *(("AWS/DX", "ConnectionState"), ("AWS/EC2", "StatusCheckFailed")),
        *(("AWS/EC2", "StatusCheckFailed_Instance"), ("AWS/EC2", "StatusCheckFailed_System")),
        *(("AWS/ES", "ClusterIndexWritesBlocked"), ("AWS/ES", "ClusterStatus.green")),
        *(("AWS/ES", "ClusterStatus.red"), ("AWS/ES", "ClusterStatus.yellow")),
        *(("AWS/Redshift", "HealthStatus"), ("AWS/Redshift", "MaintenanceMode")),
        *(("AWS/Route53", "HealthCheckStatus"), ("AWS/VPN", "TunnelState")),
    }
)
"""Metrics that are 0 or 1, but for their sum (the "CloudWatch metrics" page of each service's guide)."""


def check(alarm: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of metrics of AWS, the threshold lies within their values: none is below 0, no utilization above 100 %,
    nothing takes longer than until it is broken off, and of a function no more run than are reserved. Bytes
    are counted in more than a million, and percent in more than one. Of several metrics, the highest is asked
    alone.
    """
    measured = tuple(_measured(alarm))
    operator, threshold = str(alarm.get("comparison_operator")), alarm.get("threshold")
    names = sorted({str(metric.get("metric_name")) for metric in measured})
    of_aws = all(str(metric.get("namespace")).startswith("AWS/") for metric in measured)
    if not (measured and of_aws) or threshold is None or not set(names).isdisjoint(_BELOW_ZERO):
        yield NOT_APPLICABLE
        return
    name = " and ".join(names)
    if not (is_known(operator) and is_known(threshold)):
        yield unknown(f"only the plan can tell whether {name} is ever {operator} {threshold}")
        return
    number = expect.number(threshold)
    if number is None:
        yield fail(f"threshold is {threshold}, which is no number")
        return
    limits = [_highest(alarm, metric, configuration) for metric in measured]
    highest = None if None in limits else max(limit for limit in limits if limit is not None)
    in_bytes = not any(metric.get("namespace") in _IN_MEGABYTES for metric in measured)
    if name in _BYTES and in_bytes and number < _FEWEST:
        yield fail(f"{name} is in bytes, of which {number:g} are next to nothing: the alarm comes too late")
    if 0 < number < 1 and _is_of_percent(operator, names):
        yield fail(
            f"{name} is a percentage, of which {number:g} are next to nothing: {100 * number:g} is meant"
        )
    if 0 < number < 1 and operator.startswith("Greater") and name in _CONNECTED:
        yield fail(
            f"{name} is more than {number:g} with the first one: the alarm goes off whenever it is used"
        )
    always, never = _extremes(operator, number, highest)
    if always or never:
        said = "always" if always else "never"
        yield fail(f"{name} is {said} {operator} {number:g}: the alarm {said} goes off")
    elif not all(is_known(metric.get("dimensions")) for metric in measured if _limit(metric)):
        yield unknown(f"only the plan can tell of what {name} is, and so how high it can be")


def _is_of_percent(operator: str, names: list[str]) -> bool:
    """Whether too much of what is used, or too little of what is left, in percent, is looked for."""
    wrong = is_share_used if operator.startswith("Greater") else is_share_left
    return all(map(wrong, names))


def _measured(alarm: Resource) -> Iterator[Mapping[str, Any]]:
    """The metrics of which the alarm compares one, or the highest; none where it computes something else."""
    if alarm.get("metric_name") is not None:
        yield alarm.values
        return
    queries = {str(query.get("id")): query for query in alarm.blocks("metric_query")}
    compared = [query for query in queries.values() if expect.is_true(query.get("return_data"))]
    if len(compared) != 1 or not is_known(compared[0].get("expression")):
        return
    highest = _HIGHEST_OF.fullmatch(str(compared[0].get("expression") or compared[0].get("id")))
    named = _FILLED.sub(r"\1", highest["all"] or highest["one"]).split(",") if highest is not None else ()
    found = [as_list(queries.get(each.strip(), {}).get("metric")) for each in named]
    if all(len(metric) == 1 and isinstance(metric[0], Mapping) for metric in found):
        yield from (metric for (metric,) in found)


def _limit(metric: Mapping[str, Any]) -> _Limit | None:
    return _LIMITS.get((str(metric.get("namespace")), str(metric.get("metric_name"))))


def _highest(alarm: Resource, metric: Mapping[str, Any], configuration: Configuration) -> float | None:
    """The highest value of a metric; None where nothing of the configuration tells one."""
    namespace, name = str(metric.get("namespace")), str(metric.get("metric_name"))
    if is_share_used(name) and namespace not in _NO_PERCENTAGE:
        return 100
    if (namespace, name) in _STATES and "Sum" not in (metric.get("statistic"), metric.get("stat")):
        return 1
    limit = _limit(metric)
    if limit is None:
        return None
    dimensions = metric.get("dimensions")
    value = dimensions.get(limit.dimension) if isinstance(dimensions, Mapping) else None
    found = configuration.target(alarm, value) or next(iter(configuration.named(alarm, value)), None)
    if found is None or not found.is_managed:
        return None
    said = found.get(limit.attribute)
    most = expect.number(limit.default if said is None else said)
    return None if most is None or most < 0 else limit.units * most


def _extremes(operator: str, threshold: float, highest: float | None) -> tuple[bool, bool]:
    """Whether values from 0 to the highest (None: without end) always or never compare so."""
    above = highest is not None and threshold > highest
    reached = highest is not None and threshold >= highest
    return {
        "GreaterThanThreshold": (threshold < 0, reached),
        "GreaterThanOrEqualToThreshold": (threshold <= 0, above),
        "LessThanThreshold": (above, threshold <= 0),
        "LessThanOrEqualToThreshold": (reached, threshold < 0),
    }.get(operator, (False, False))


def _alarm(
    operator: str, threshold: object, metric: str = "AWS/Lambda Errors", **dimensions: object
) -> Terraform:
    namespace, name = metric.split()
    return resources(
        aws_lb={"idle_timeout": 30},
        aws_lambda_function={"function_name": "pay-zq7", "reserved_concurrent_executions": 5},
        aws_cloudwatch_metric_alarm={
            "namespace": namespace,
            "metric_name": name,
            "comparison_operator": operator,
            "threshold": threshold,
            "dimensions": dimensions,
        },
    )


def _of_several(threshold: object, expression: str = "MAX([FILL(m0, 0), m1])") -> Terraform:
    running = {"namespace": "AWS/Lambda", "metric_name": "ConcurrentExecutions"}
    metric = {**running, "dimensions": {"FunctionName": "pay-zq7"}}
    queries = [{"id": f"m{place}", "metric": [metric]} for place in range(2)]
    alarm = {
        "comparison_operator": "GreaterThanThreshold",
        "threshold": threshold,
        "metric_query": [*queries, {"id": "busy", "expression": expression, "return_data": True}],
    }
    return resources(
        aws_lambda_function={"function_name": "pay-zq7", "reserved_concurrent_executions": 5},
        aws_cloudwatch_metric_alarm=alarm,
    )


_CPU: Final = "AWS/RDS CPUUtilization"
_ANSWER: Final = "AWS/ApplicationELB TargetResponseTime"
_BALANCER: Final = "${aws_lb.example.arn_suffix}"
_RUN: Final = "AWS/Lambda Duration"
_RUNNING: Final = "AWS/Lambda ConcurrentExecutions"

RULE = Rule(
    id="alarms-threshold",
    title="Thresholds of alarms lie within what their metric can be",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_metric_alarm",),
    scope="configuration",
    check=check,
    rationale=(
        "A count is never less than 0: an alarm that waits for that is green while all is down. One that is "
        "always red is muted by whoever is on duty, and says nothing either. A latency in milliseconds where "
        "the metric counts seconds is beyond what any answer takes; gibibytes where it counts bytes are less "
        "than what is left when all has stopped."
    ),
    remediation=(
        "Turn comparison_operator round, or set a threshold that the metric reaches when something is wrong "
        "and not before."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _alarm("GreaterThanThreshold", 0),
            _alarm("GreaterThanOrEqualToThreshold", "1"),
            _alarm("LessThanThreshold", 1),
            _alarm("LessThanOrEqualToThreshold", 0),
            _alarm("GreaterThanThreshold", 80, _CPU),
            _alarm("GreaterThanThreshold", 100, "AWS/ECS CPUUtilization"),
            _alarm("GreaterThanUpperThreshold", 0),
            _alarm("LessThanThreshold", 0.5, _CPU),
            _alarm("GreaterThanThreshold", 0.8, "AWS/Lambda ProvisionedConcurrencyUtilization"),
            _alarm("LessThanThreshold", 10 * 2**30, "AWS/DMS FreeStorageSpace"),
            _alarm("GreaterThanThreshold", 2, _ANSWER, LoadBalancer=_BALANCER),
            _alarm("GreaterThanThreshold", 2500, _RUN, FunctionName="pay-zq7"),
            _alarm("GreaterThanThreshold", 4, _RUNNING, FunctionName="pay-zq7"),
            _alarm("GreaterThanThreshold", 5, _RUNNING, FunctionName="other-zq7"),
            _of_several(4),
        ),
        failing=(
            _alarm("LessThanThreshold", 0),
            _alarm("LessThanOrEqualToThreshold", -1),
            _alarm("GreaterThanOrEqualToThreshold", "0"),
            _alarm("GreaterThanThreshold", -1),
            _alarm("GreaterThanThreshold", 100, _CPU),
            _alarm("LessThanThreshold", 101, _CPU),
            _alarm("LessThanThreshold", 10, "AWS/DMS FreeStorageSpace"),
            _alarm("GreaterThanThreshold", "many"),
            _alarm("GreaterThanThreshold", 0.9, "AWS/Redshift PercentageDiskSpaceUsed"),
            _alarm("GreaterThanOrEqualToThreshold", "0.8", "AWS/ECS MemoryUtilization"),
            _alarm("GreaterThanThreshold", "0.8", "AWS/RDS DatabaseConnections"),
            _alarm("LessThanThreshold", 0.2, "AWS/EBS BurstBalance"),
            _alarm("GreaterThanThreshold", 2000, _ANSWER, LoadBalancer=_BALANCER),
            _alarm("GreaterThanThreshold", 3000, _RUN, FunctionName="pay-zq7"),
            _alarm("GreaterThanThreshold", 5, _RUNNING, FunctionName="pay-zq7"),
            _of_several(5),
            _of_several(5, "FILL(m0, 0)"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_metric_alarm={"metric_query": []})),
        unknown=(Status.UNKNOWN, _alarm("GreaterThanThreshold", "${var.threshold}")),
    ),
)
