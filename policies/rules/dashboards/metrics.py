"""A dashboard shows metrics that there are, where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import service_values
from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.examples import TWO_REGIONS
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
    unspecified,
)
from policies.related.called import HIDDEN, called_here, is_ours
from policies.related.metrics import owned, spelled
from policies.resource import Resource
from policies.rules.dashboards._widgets import looks, widgets_of
from policies.values import as_list, is_known

_ALARMS: Final = ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")
_SOURCE: Final = "SOURCE "
_WITHOUT_OTHERS: Final = ("AWS/Route53", "AWS/CloudFront", "AWS/Billing", "AWS/WAFV2")
"""Namespaces of services whose metrics are in one region, wherever the rest is."""


def check(dashboard: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each metric is one that is counted, in the region that its graph names, of what is there; so are the
    alarms and the groups of logs that it shows.
    """
    found = looks(dashboard)
    if found is None:
        text = dashboard.get("dashboard_body")
        yield NOT_APPLICABLE if is_known(text) else unknown("only the plan can tell what it shows")
        return
    for look, odd in found:
        if odd:
            yield fail(f"{look.label}: {odd}", look.label)
            continue
        yield from spelled(look, configuration)
        yield from owned(dashboard, look, configuration)
        yield from _placed(look.namespace, look.region, configuration)
    for properties in widgets_of(dashboard, "alarm"):
        for alarm in as_list(properties.get("alarms")):
            yield from _alarm(dashboard, alarm, configuration)
    for properties in widgets_of(dashboard, "log"):
        yield from _logs(dashboard, properties, configuration)


def _placed(namespace: str, region: str, configuration: Configuration) -> Iterator[Judgement]:
    """A region that the configuration does not have has nothing of ours to show."""
    regions = _regions(configuration)
    if not region or namespace in _WITHOUT_OTHERS or region in regions or not regions:
        return
    if all(map(is_known, (region, *regions))):
        yield fail(f"it looks in {region}, where nothing of the configuration is", f"region {region}")


@recalled
def _regions(configuration: Configuration) -> frozenset[str]:
    return frozenset(provider.region for provider in configuration.of("provider.aws")) - {""}


def _alarm(dashboard: Resource, value: object, configuration: Configuration) -> Iterator[Judgement]:
    arn = read_arn(value)
    if arn is None or not arn.resource.startswith("alarm:") or not is_known(arn.region):
        return
    name = arn.resource.removeprefix("alarm:")
    known = called_here(configuration, arn.region, *((kind, "alarm_name") for kind in _ALARMS))
    yield from _there(dashboard, "alarm", name, known)


def _logs(
    dashboard: Resource, properties: Mapping[str, Any], configuration: Configuration
) -> Iterator[Judgement]:
    known = called_here(configuration, str(properties.get("region")), ("aws_cloudwatch_log_group", "name"))
    for part in str(properties.get("query", "")).split("|"):
        if part.strip().startswith(_SOURCE):
            yield from _there(dashboard, "log group", part.strip().removeprefix(_SOURCE).strip("' \""), known)


def _there(dashboard: Resource, what: str, name: str, known: frozenset[str]) -> Iterator[Judgement]:
    """One of the known has the name; another one is missing where it has the suffix of the environment."""
    if name in known or not is_known(name) or HIDDEN in known:
        return
    ours = is_ours(dashboard, name)
    if ours or service_values.nearest(name, known):
        yield fail(f"it shows the {what} {name}, and there is none of that name", f"{what} {name}")
    elif ours is None:
        yield unspecified("suffix")


def _showing(*row: object, region: str = "xx-test-1", **properties: object) -> Terraform:
    graph = {"metrics": [list(row)], "region": region, **properties}
    return _dashboard({"type": "metric", "properties": graph})


def _dashboard(*widgets: Mapping[str, object]) -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_cloudwatch_dashboard": {"example": {"dashboard_body": json.dumps({"widgets": widgets})}},
            "aws_lambda_function": {"pay": {"function_name": "pay-zq7"}},
            "aws_lb": {"pay": {"name": "pay-zq7"}},
            "aws_cloudwatch_log_group": {"pay": {"name": "/aws/lambda/pay-zq7"}},
            "aws_cloudwatch_metric_alarm": {"pay": {"alarm_name": "pay-zq7"}},
        },
    }


def _of_logs(group: str) -> Terraform:
    query = f"SOURCE '{group}' | fields @message"
    return _dashboard({"type": "log", "properties": {"query": query, "region": "xx-test-1"}})


def _of_alarm(name: str) -> Terraform:
    arn = f"arn:aws:cloudwatch:xx-test-1:999988887777:alarm:{name}"
    return _dashboard({"type": "alarm", "properties": {"alarms": [arn]}})


_REQUESTS: Final = ("AWS/ApplicationELB", "RequestCount", "LoadBalancer")
_ERRORS: Final = ("AWS/Lambda", "Errors", "FunctionName")

RULE = Rule(
    id="dashboards-metrics",
    title="Dashboards show metrics that there are",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_dashboard",),
    scope="configuration",
    check=check,
    rationale=(
        "A graph of a metric that nobody counts, or of what is in another region, is an empty one: it looks "
        "like a quiet night."
    ),
    remediation="Name the metric, its dimensions, its statistic and the region where what it is of stands.",
    controls=("pci-dss-4.0.1:10.4.1.1", "nist-800-53-r5:AU-6(4)"),
    requirements=("R73", "R91", "R113"),
    examples=Examples(
        passing=(
            _showing(*_ERRORS, "pay-zq7", {"stat": "Sum"}),
            _showing(*_ERRORS, "${aws_lambda_function.pay.function_name}", period=300),
            _showing({"expression": "m0", "id": "e"}),
            _showing(*_REQUESTS, "${aws_lb.pay.arn_suffix}"),
            _of_logs("/aws/lambda/pay-zq7"),
            _of_alarm("pay-zq7"),
        ),
        failing=(
            _showing("AWS/lambda", "Errors", "FunctionName", "pay-zq7"),
            _showing("AWS/Lambda", "Error", "FunctionName", "pay-zq7"),
            _showing("AWS/Lambda", "Errors", "Function", "pay-zq7"),
            _showing(*_ERRORS, "capture-zq7"),
            _showing(*_ERRORS, "pay-zq7", region="xx-test-2"),
            _showing(*_ERRORS, "pay-zq7", region="xx-test-3"),
            _showing(*_ERRORS, "pay-zq7", {"stat": "Mean"}),
            _showing(*_ERRORS),
            _of_logs("/aws/lambda/capture-zq7"),
            _of_alarm("capture-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_cloudwatch_dashboard": {"example": {}}}}),
        unknown=(
            Status.UNKNOWN,
            {"resource": {"aws_cloudwatch_dashboard": {"example": {"dashboard_body": "${var.body}"}}}},
        ),
    ),
)
