"""What an application tells is listened for on the bus that it tells it on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.rules.events._patterns import PATTERN, alternatives, pattern_of
from policies.values import is_known

_RULE: Final = "aws_cloudwatch_event_rule"
_BUS: Final = "event_bus_name"


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rule on the default bus asks for no source for which another rule of its stack has a bus of its own.

    A producer puts an event on one bus (EventBridge User Guide, "Sending events with PutEvents").
    """
    pattern, text = pattern_of(rule), rule.get(PATTERN)
    if text is None or rule.get(_BUS) not in (None, "default"):
        yield NOT_APPLICABLE
        return
    if pattern is None:
        if not is_known(text):
            yield unknown(f"{PATTERN} is {text}, which only the plan can tell")
        return
    heard = _heard(configuration).get((rule.stack, rule.region), {})
    sources = [source for source in alternatives(pattern, "source") if isinstance(source, str)]
    if sources and all(source in heard for source in sources):
        other = heard[sources[0]]
        yield fail(
            f"it is on the default bus, and {', '.join(sources)} is heard on {other.get(_BUS)} by "
            f"{other.address}: it never matches"
        )


@recalled
def _heard(configuration: Configuration) -> Mapping[tuple[str, str], Mapping[str, Resource]]:
    """By stack and region, the sources for which a rule listens on a bus of its own, and that rule."""
    found: dict[tuple[str, str], dict[str, Resource]] = {}
    for rule in configuration.of(_RULE):
        pattern = pattern_of(rule)
        if pattern is not None and rule.get(_BUS) not in (None, "default"):
            for source in alternatives(pattern, "source"):
                if isinstance(source, str) and not source.startswith("aws."):
                    found.setdefault((rule.stack, rule.region), {})[source] = rule
    return found


def _rules(bus: object, source: str = "pay.processor", pattern: str | None = None) -> Terraform:
    other = json.dumps({"source": ["pay.processor", "aws.states"]})
    text = pattern or json.dumps({"source": [source], "detail-type": ["captured"]})
    return {
        "resource": {
            _RULE: {
                "example": {"name": "captured-zq7", _BUS: bus, PATTERN: text},
                "audit": {"name": "audit-zq7", _BUS: "pay-zq7", PATTERN: other},
            },
        }
    }


RULE = Rule(
    id="events-own-bus",
    title="Events of an application are listened for on its bus",
    severity=Severity.HIGH,
    types=(_RULE,),
    scope="configuration",
    check=check,
    rationale=(
        "A rule on the other bus is accepted and never matches: the payment was captured, and who was to "
        "ship is not told."
    ),
    remediation="Set event_bus_name of the CloudwatchEventRule and its targets to the application's bus.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R70",),
    examples=Examples(
        passing=(_rules(None, "pay.other"), _rules("default", "aws.states")),
        failing=(_rules(None), _rules("default")),
        absent=(Status.NOT_APPLICABLE, _rules("pay-zq7")),
        unknown=(Status.UNKNOWN, _rules(None, pattern="${var.pattern}")),
    ),
)
