"""Alarms of several regions are seen together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.context import Context
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
from policies.resource import Resource
from policies.rules.dashboards._widgets import shown
from policies.values import is_known

ALARM = "aws_cloudwatch_metric_alarm"


def check(settings: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a system has alarms in several regions, one dashboard of it shows metrics of each of them.

    Judged at each stack that has alarms.
    """
    stacks = _alarmed(configuration).get(settings.context, {})
    regions = {region for found in stacks.values() for region in found}
    if settings.stack not in stacks or len(regions) < 2:
        yield NOT_APPLICABLE
        return
    dashboards = [
        found for found in configuration.of("aws_cloudwatch_dashboard") if found.context == settings.context
    ]
    if any(regions <= {region for _, region in shown(found) or ()} for found in dashboards):
        return
    hidden = [found for found in dashboards if not is_known(found.get("dashboard_body")) and not shown(found)]
    if hidden:
        yield unknown(f"what {hidden[0].address} shows, only the plan can tell")
    else:
        yield fail(f"no dashboard shows {', '.join(sorted(regions))} together, where its system has alarms")


@recalled
def _alarmed(configuration: Configuration) -> Mapping[Context, Mapping[str, set[str]]]:
    """The regions of the alarms of each stack, by what the stack belongs to."""
    found: dict[Context, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for alarm in configuration.of(ALARM):
        if alarm.region:
            found[alarm.context][alarm.stack].add(alarm.region)
    return found


def _stacks(*shows: str, body: str = "", alarmed: tuple[str, ...] = ("xx-test-1", "xx-test-2")) -> Terraform:
    """A stack with an alarm in each region of `alarmed`, and one with a dashboard that shows `shows`."""
    metrics = [["AWS/SQS", "Age", {"region": region}] for region in shows]
    text = body or json.dumps({"widgets": [{"type": "metric", "properties": {"metrics": metrics}}]})
    watched = {
        f"app-{region}": {
            "terraform": {"x": 1},
            "provider": {"aws": [{"region": region}]},
            "resource": {ALARM: {"dead": {"alarm_name": "dead-zq7"}}},
        }
        for region in alarmed
    }
    seen = {"resource": {"aws_cloudwatch_dashboard": {"all": {"dashboard_body": text}}}}
    return {"stacks": {**watched, **({"operations": seen} if shows or body else {})}}


RULE = Rule(
    id="dashboards-whole",
    title="Alarms of several regions are seen on one dashboard",
    severity=Severity.LOW,
    types=("terraform",),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever is woken by one region asks first whether the others carry on. Without a dashboard of all "
        "of them that takes as many consoles as there are regions."
    ),
    remediation="Add a CloudwatchDashboard with metrics of each region (infra.blocks.observe.dashboard).",
    controls=("pci-dss-4.0.1:10.4.1.1", "nist-800-53-r5:AU-6(4)"),
    requirements=("R73", "R91", "R113"),
    examples=Examples(
        passing=(_stacks("xx-test-1", "xx-test-2"), _stacks("xx-test-1", "xx-test-2", "xx-test-3")),
        failing=(_stacks("xx-test-1"), _stacks(), _stacks(body="{}")),
        absent=(Status.NOT_APPLICABLE, _stacks(alarmed=("xx-test-1",))),
        unknown=(Status.UNKNOWN, _stacks(body="${var.body}")),
    ),
)
