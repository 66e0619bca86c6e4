"""An alarm looks at what is wrong with its metric, and in the direction in which it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

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
from policies.related.metrics import is_share_used
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import is_known

_OPERATOR: Final = "comparison_operator"
_WRONG_WHERE_HIGH: Final = re.compile(
    r"Error|Fail|Throttl|TimedOut|Abort|Reject|Dropped|5XX|Lag|Latency|ResponseTime|Duration|IteratorAge"
    r"|ConcurrentExecutions|AgeOfOldestMessage|UnHealthy|ToDlq|MessagesVisible"
)
_WRONG_WHERE_LOW: Final = re.compile(r"^(?:Healthy|Free|HealthCheck|BurstBalance|CPUCreditBalance)")
"""Words in the names of AWS's metrics (the "CloudWatch metrics" page of each service's guide)."""
_OWN_WRONG_WHERE_HIGH: Final = re.compile(
    r"Error(?!Budget|Free)|Fail(?!over|Safe)|Reject|Doubt|Lag(?![a-z])|Latency|Backlog|Silence|Oldest|Unfinished"
)
"""The same in the names of metrics of one's own, where the words leave no doubt."""
_MEASURES: Final = re.compile(
    r"Lag(?![a-z])|Latency|Silence|Oldest|Longest|Age(?![a-z])|TaskCount|Utilization"
)
"""Words in the names of metrics whose values say something, and not how many there are."""
_OWN_WRONG_WHERE_LOW: Final = re.compile(r"^(?:Success|Healthy|Available|Uptime|ActsFor)$")
"""Names of one's own metrics that count what is well."""
_SAMPLES: Final = "SampleCount"
_HALF: Final = 50
"""Percent: what is in use for less than that may be idle, and wrong for that."""


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """It has a metric, or metrics that an expression joins. Where one counts failures or how long something
    takes, it goes off above its threshold; where all count what is free or healthy, below it. What
    waits until less than half or more is in use is there to scale in. No statistic counts how often a value
    was reported, whatever it was.
    """
    measured = [(str(block.get("namespace")), block) for block in looks(alarm) if block.get("metric_name")]
    if not measured and not any(query.get("expression") for query in alarm.blocks("metric_query")):
        yield fail("it has neither a metric nor an expression", "metric_name")
        return
    names = [(str(block.get("metric_name")), namespace.startswith("AWS/")) for namespace, block in measured]
    high = [
        name
        for name, of_aws in names
        if (_WRONG_WHERE_HIGH if of_aws else _OWN_WRONG_WHERE_HIGH).search(name)
    ]
    good = {True: _WRONG_WHERE_LOW, False: _OWN_WRONG_WHERE_LOW}
    low = [name for name, of_aws in names if good[of_aws].search(name)]
    sampled = [
        name
        for (name, of_aws), (_, block) in zip(names, measured, strict=True)
        if _SAMPLES in (block.get("statistic"), block.get("stat")) and (of_aws or _MEASURES.search(name))
    ]
    operator = str(alarm.get(_OPERATOR))
    if not (high or low or sampled or any(of_aws for _, of_aws in names)):
        yield NOT_APPLICABLE
    elif not is_known(operator):
        yield unknown(f"{_OPERATOR} is {operator}, which only the plan can tell")
    elif operator.startswith("Less") and high:
        yield fail(f"it is quiet while {high[0]} is high: {_OPERATOR} is {operator}", _OPERATOR)
    elif operator.startswith("Greater") and len(low) == len(names) > 0:
        yield fail(f"it is quiet while {low[0]} is low: {_OPERATOR} is {operator}", _OPERATOR)
    elif operator.startswith("Less") and (used := _waits_for_room(alarm, names)):
        yield fail(f"it is quiet while {used} is high: {_OPERATOR} is {operator}", _OPERATOR)
    for name in sampled:
        yield fail(f"{name}: {_SAMPLES} is how often it was reported", _SAMPLES)


def _waits_for_room(alarm: Resource, names: list[tuple[str, bool]]) -> str | None:
    """The metric of what is in use, where half or more of it is enough to be silent and nothing scales in."""
    threshold = expect.number(alarm.get("threshold"))
    scales = "scalingPolicy" in str(alarm.get("alarm_actions")) or "scaling_policy" in str(
        alarm.get("alarm_actions")
    )
    if threshold is None or threshold < _HALF or scales:
        return None
    return next((name for name, of_aws in names if of_aws and is_share_used(name)), None)


def _alarm(
    operator: object = "GreaterThanThreshold", name: str = "Errors", statistic: str = "Sum"
) -> Terraform:
    said = {"namespace": "AWS/Lambda", "metric_name": name, "statistic": statistic, _OPERATOR: operator}
    return resources(**{ALARM: said})


def _own(name: str, operator: str, statistic: str = "Sum") -> Terraform:
    said = {"namespace": "Payments", "metric_name": name, "statistic": statistic, _OPERATOR: operator}
    return resources(**{ALARM: said})


def _joined(operator: str, *names: str, expression: str = "m0 + m1", statistic: str = "Sum") -> Terraform:
    metrics = [{"namespace": "AWS/Lambda", "metric_name": name, "stat": statistic} for name in names]
    queries: list[dict[str, Any]] = [
        {"id": f"m{at}", "metric": [metric]} for at, metric in enumerate(metrics)
    ]
    queries.append({"id": "measure", "expression": expression, "return_data": True})
    return resources(**{ALARM: {"metric_query": queries, _OPERATOR: operator}})


_MORE, _LESS = "GreaterThanOrEqualToThreshold", "LessThanOrEqualToThreshold"

RULE = Rule(
    id="alarms-direction",
    title="Alarms go off in the direction in which their metric is wrong",
    severity=Severity.HIGH,
    types=(ALARM,),
    check=check,
    rationale=(
        "An alarm that compares the wrong way rings for as long as all is well, is switched off for it, and "
        "is silent on the day it was made for. How often a service reports says nothing of what it reports."
    ),
    remediation=(
        "Compare failures, times and queues with Greater..., what is free or healthy with Less..., and take "
        "Sum, Maximum or a percentile for the statistic."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _alarm(),
            _alarm(_LESS, "HealthyHostCount", "Minimum"),
            _alarm(_LESS, "Invocations"),
            _alarm("GreaterThanUpperThreshold", "Duration", "p99"),
            _joined(_MORE, "Errors", "Invocations", expression="FILL(m0, 0) / m1"),
            _joined(_LESS, "HealthyHostCount", "HealthyHostCount"),
            _own("OldestDoubt", _MORE),
            _own("Success", _LESS),
        ),
        failing=(
            _alarm(_LESS),
            _alarm(_MORE, "FreeStorageSpace", "Minimum"),
            _alarm(statistic=_SAMPLES),
            _joined(_LESS, "Errors", "Invocations"),
            _joined(_MORE, "HealthyHostCount", "HealthyHostCount"),
            _joined(_MORE, "Errors", statistic=_SAMPLES),
            resources(**{ALARM: {"alarm_name": "errors-zq7", _OPERATOR: _MORE}}),
            _own("OldestDoubt", _LESS),
            _own("Success", _MORE),
            _own("LongestSilence", _MORE, _SAMPLES),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            _own("Chosen", _LESS),
        ),
        unknown=(Status.UNKNOWN, _alarm("${var.operator}")),
    ),
)
