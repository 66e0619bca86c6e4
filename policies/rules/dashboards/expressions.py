"""What a dashboard computes is computed from metrics that it has."""

from __future__ import annotations

import json
from collections.abc import Iterator

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
from policies.related.metric_math import wrong
from policies.resource import Resource
from policies.rules.dashboards._widgets import expressions
from policies.values import is_known


def check(dashboard: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No expression is empty, and each names metrics and expressions of its own graph alone, and functions of
    metric math.
    """
    found = expressions(dashboard)
    if found is None:
        text = dashboard.get("dashboard_body")
        yield NOT_APPLICABLE if is_known(text) else unknown("only the plan can tell what it shows")
        return
    for expression, ids in found:
        if not expression.strip():
            yield fail("an expression is empty: its graph shows nothing", "empty")
        for said in wrong(expression, ids):
            yield fail(f"'{expression}' {said}", expression)


def _dashboard(expression: str, *ids: str) -> Terraform:
    metrics: list[object] = [["AWS/SQS", "Age", {"id": each}] for each in ids]
    metrics.append([{"expression": expression, "id": "line"}])
    widget = {"type": "metric", "properties": {"metrics": metrics}}
    return resources(aws_cloudwatch_dashboard={"dashboard_body": json.dumps({"widgets": [widget]})})


RULE = Rule(
    id="dashboards-expressions",
    title="Expressions on dashboards are about metrics of their graph",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_dashboard",),
    check=check,
    rationale="A graph whose expression is empty or names what is not there stays blank, which looks quiet.",
    remediation="Give the expression the ids of metrics in the same widget, or leave the graph out.",
    controls=("pci-dss-4.0.1:10.4.1.1", "nist-800-53-r5:AU-6(4)"),
    requirements=("R73",),
    examples=Examples(
        passing=(
            _dashboard("m0+m1", "m0", "m1"),
            _dashboard("IF((FILL(w0, 0)) >= 100, 100*(FILL(p0, 0))/(FILL(w0, 0)), 0)", "p0", "w0"),
            _dashboard("SEARCH('{AWS/SQS,QueueName} age', 'Average', 300)"),
        ),
        failing=(
            _dashboard(""),
            _dashboard(" ", "m0"),
            _dashboard("m0+m1", "m0"),
            _dashboard("FLIL(m0, 0)", "m0"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_dashboard={"dashboard_name": "all-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_dashboard={"dashboard_body": "${var.body}"})),
    ),
)
