"""A dashboard shows what it says, of every region that it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.dashboards._widgets import shown
from policies.values import is_known


def check(dashboard: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The body is JSON, each metric in it names its region, and together they name each region that the
    dashboard's stack has a provider for.
    """
    metrics = shown(dashboard)
    if metrics is None:
        text = dashboard.get("dashboard_body")
        if is_known(text):
            yield fail("dashboard_body is no JSON of a dashboard")
        else:
            yield unknown(f"dashboard_body is {text}, which only the plan can tell")
        return
    for name, region in metrics:
        if not region:
            yield fail(f"the metric {name} names no region: it would be looked for where the reader is", name)
    regions = {provider.region for provider in configuration.of("provider.aws", stack=dashboard.stack)}
    lacking = sorted(regions - {region for _, region in metrics} - {""})
    if told := list(filter(is_known, lacking)):
        yield fail(f"it shows nothing of {', '.join(told)}")
    for region in lacking:
        if not is_known(region):
            yield unknown(f"whether it shows {region}, only the plan can tell")


def _dashboard(*regions: str, of: tuple[str, ...] = ("xx-test-1",), **properties: object) -> Terraform:
    metrics: list[object] = [["AWS/SQS", "Age", {"region": region} if region else {}] for region in regions]
    metrics.append([{"expression": "m0+m1"}])
    widget = {"type": "metric", "properties": {"metrics": metrics, **properties}}
    named = [{"region": name, "alias": name} for name in of]
    return {
        "provider": {"aws": named},
        **resources(aws_cloudwatch_dashboard={"dashboard_body": json.dumps({"widgets": [widget]})}),
    }


_BOTH = ("xx-test-1", "xx-test-2")

RULE = Rule(
    id="dashboards-regions",
    title="Dashboards show every region that they are about",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_dashboard",),
    scope="configuration",
    check=check,
    rationale=(
        "A total that leaves a region out looks healthy while that region fails. A body that does not parse "
        "is refused at deployment, and a metric without a region is looked for in the reader's."
    ),
    remediation="Write the body with infra.blocks.observe.dashboard, from the metrics of every region.",
    controls=("pci-dss-4.0.1:10.4.1.1", "nist-800-53-r5:AU-6(4)"),
    requirements=("R73", "R113"),
    examples=Examples(
        passing=(
            _dashboard("xx-test-1"),
            _dashboard(*_BOTH, of=_BOTH),
            _dashboard("", region="xx-test-1"),
        ),
        failing=(
            _dashboard("xx-test-1", of=_BOTH),
            _dashboard("xx-test-1", ""),
            resources(aws_cloudwatch_dashboard={"dashboard_body": "{"}),
            resources(aws_cloudwatch_dashboard={"dashboard_body": "[]"}),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_dashboard={"dashboard_name": "all-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_dashboard={"dashboard_body": "${var.body}"})),
    ),
)
