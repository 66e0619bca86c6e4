"""What is forwarded to another bus is of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
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
from policies.rules.events._targets import is_bus

_DEFAULT: Final = re.compile(r"event-bus/default$")


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rule that forwards to a bus matches events whose origin_region is its own region, and no others.

    What AWS itself says is on the default bus of its region, and comes back only where it is forwarded to a
    default bus.
    """
    forwards = is_bus(target, configuration)
    if forwards is False:
        yield NOT_APPLICABLE
        return
    rule = _rule(target, configuration)
    text = rule.get("event_pattern") if rule is not None else None
    try:
        pattern = json.loads(str(text))
    except ValueError:
        pattern = None
    if forwards is None or not isinstance(pattern, dict):
        yield unknown("what is forwarded where, only the plan can tell")
        return
    if rule is not None and _is_of_aws(rule, pattern) and not _DEFAULT.search(str(target.get("arn"))):
        return
    origins = _origins(pattern)
    if not target.region and isinstance(origins, list) and len(origins) == 1:
        yield unknown(
            f"it forwards what comes from {origins[0]}; nothing tells whether that is its own region"
        )
    elif origins != [target.region]:
        yield fail(
            f"it forwards to a bus what comes from {origins or 'anywhere'}, not from its own region alone"
        )


def _rule(target: Resource, configuration: Configuration) -> Resource | None:
    return next(
        (
            rule
            for rule in configuration.of("aws_cloudwatch_event_rule", stack=target.stack)
            if configuration.names(target, target.get("rule"), rule)
        ),
        None,
    )


def _is_of_aws(rule: Resource, pattern: dict[str, Any]) -> bool:
    sources = pattern.get("source")
    if not isinstance(sources, list) or not sources:
        return False
    of_aws = all(isinstance(each, str) and each.startswith("aws.") for each in sources)
    return of_aws and rule.get("event_bus_name") in (None, "default")


def _origins(pattern: dict[str, Any]) -> object:
    detail = pattern.get("detail")
    return detail.get("origin_region") if isinstance(detail, dict) else None


_BUS = "arn:aws:events:xx-test-2:999988887777:event-bus/payments-zq7"


def _forward(origin: object, arn: str = _BUS, pattern: str = "", **rule: object) -> Terraform:
    matched = pattern or json.dumps({"source": ["payments"], "detail": {"origin_region": origin}})
    return {
        "resource": {
            "aws_cloudwatch_event_rule": {"out": {"name": "out-zq7", "event_pattern": matched, **rule}},
            "aws_cloudwatch_event_target": {
                "example": {"rule": "${aws_cloudwatch_event_rule.out.name}", "arn": arn}
            },
        }
    }


_ALARMS: Final = '{"source": ["aws.cloudwatch"], "detail": {"state": {"value": ["ALARM"]}}}'

RULE = Rule(
    id="events-no-loop",
    title="Events are forwarded from their own region only",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_target",),
    scope="configuration",
    check=check,
    rationale=(
        "Two regions that forward whatever they get send one event to and fro until a quota stops them, and "
        "each round is paid for and reported as an incident of its own."
    ),
    remediation='Match {"detail": {"origin_region": ["<the rule\'s own region>"]}} and nothing broader.',
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70", "C27"),
    examples=Examples(
        passing=(_forward(["xx-test-1"]), _forward(None, pattern=_ALARMS)),
        failing=(
            _forward(["xx-test-2"]),
            _forward(["xx-test-1", "xx-test-2"]),
            _forward([{"anything-but": ["xx-test-2"]}]),
            _forward([{"exists": True}]),
            _forward(None, pattern='{"source": ["payments"]}'),
            _forward(None, pattern='{"source": ["aws.cloudwatch", "payments"]}'),
            _forward(None, pattern=_ALARMS, event_bus_name="payments-zq7"),
            _forward(None, "arn:aws:events:xx-test-2:999988887777:event-bus/default", _ALARMS),
        ),
        absent=(Status.NOT_APPLICABLE, _forward([], "arn:aws:lambda:xx-test-1:999988887777:function:a-zq7")),
        unknown=(Status.UNKNOWN, _forward(["xx-test-1"], pattern="${var.pattern}")),
    ),
)
