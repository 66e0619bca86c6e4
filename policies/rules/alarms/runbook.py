"""An alarm says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_LINK: Final = re.compile(r"\S+#[a-z0-9][a-z0-9-]*")


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The description links to a heading of a runbook (`<file or URL>#<heading>`)."""
    text = alarm.get("alarm_description")
    if not text:
        yield fail("alarm_description is not set: whom it wakes does not know what to do")
    elif not _LINK.search(str(text)):
        if is_known(text):
            yield fail("alarm_description links to no runbook")
        else:
            yield unknown(f"alarm_description is {text}, which only the plan can tell")


def _described(text: str) -> dict[str, str]:
    return {"alarm_description": text}


RULE = Rule(
    id="alarms-runbook",
    title="Every alarm links to its runbook",
    severity=Severity.LOW,
    types=("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    check=check,
    rationale="Whoever is woken at three in the morning by a metric's name loses the minutes that count.",
    remediation="End alarm_description with 'Runbook: <docs/runbooks.md or its URL>#<heading>'.",
    controls=("pci-dss-4.0.1:12.10.5", "nist-800-53-r5:IR-4(1)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            resources(aws_cloudwatch_metric_alarm=_described("Dead. Runbook: docs/runbooks.md#dead-letters")),
            resources(aws_cloudwatch_composite_alarm=_described("See https://example.com/runbooks#latency")),
        ),
        failing=(
            resources(aws_cloudwatch_metric_alarm=_described("Messages lie in the queue.")),
            resources(aws_cloudwatch_metric_alarm=_described("Ticket # 5")),
            resources(aws_cloudwatch_metric_alarm=_described("")),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_metric_alarm={"alarm_name": "dead-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_metric_alarm=_described("${var.text}"))),
    ),
)
