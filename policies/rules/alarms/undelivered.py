"""Each rule that forwards events has an alarm of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, Metric, unwatched

_RULE: Final = "aws_cloudwatch_event_rule"
_FAILED: Final = Metric("AWS/Events", "FailedInvocations", "RuleName")


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm watches what a rule of a bus of ours does not deliver, whatever queue keeps it: that queue may
    be the one that takes nothing.
    """
    if (rule.get("event_bus_name") or "default") == "default":  # which a provider fills in
        yield NOT_APPLICABLE
    else:
        yield from unwatched(rule, configuration, _FAILED)


_OWN: Final = resources(aws_cloudwatch_event_rule={"name": "pay-zq7", "event_bus_name": "pay-zq7"})


def _watched(owner: str, metric: str = _FAILED.name) -> Terraform:
    alarm = {
        "namespace": _FAILED.namespace,
        "metric_name": metric,
        "dimensions": {_FAILED.dimension: owner},
    }
    return {"resource": {**_OWN["resource"], ALARM: {"watching": alarm}}}


RULE = Rule(
    id="alarms-undelivered",
    title="Each rule of a bus of ours has an alarm on what it does not deliver",
    severity=Severity.LOW,
    types=(_RULE,),
    scope="configuration",
    check=check,
    rationale="A queue for what is not delivered may refuse it too; the rule itself counts it in any case.",
    remediation="Add a CloudwatchMetricAlarm on FailedInvocations, with the rule's name as RuleName.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R70", "R113"),
    examples=Examples(
        passing=(_watched("pay-zq7"), _watched(f"${{{_RULE}.example.name}}")),
        failing=(_watched("other-zq7"), _watched("pay-zq7", "Invocations")),
        absent=(Status.FAIL, _OWN),
        unknown=(Status.UNKNOWN, _watched("${var.rule}")),
    ),
)
