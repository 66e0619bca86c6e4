"""A rule takes some events, not all."""

from __future__ import annotations

import json
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
from policies.rules.events._patterns import PATTERN, asked, pattern_of
from policies.values import is_known

_ANY: Final = ({"prefix": ""}, {"suffix": ""}, {"wildcard": "*"}, {"exists": True})
_EVERY_EVENT: Final = frozenset({"version", "id", "account", "time", "region"})
"""Fields that say nothing of what happened."""
_KEEPING: Final = (
    "aws_cloudwatch_event_bus",
    "aws_cloudwatch_log_group",
    "aws_kinesis_firehose_delivery_stream",
)
"""What may be given every event: it hands them on, or records them."""


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The pattern asks for something that not every event has.

    A rule that hands every event on to a bus, or records them all, may ask for nothing.
    """
    pattern, text = pattern_of(rule), rule.get(PATTERN)
    if text is None:
        yield NOT_APPLICABLE
        return
    if pattern is None and not is_known(text):
        yield unknown(f"{PATTERN} is {text}, which only the plan can tell")
    elif pattern is not None and all(map(_is_open, asked(pattern))) and not _is_kept(rule, configuration):
        yield fail(f"{PATTERN} matches every event of the bus: each sets off what it calls", "everything")


def _is_open(field: tuple[str, list[Any]]) -> bool:
    """Whether every event has what a pattern asks of a field."""
    name, alternatives = field
    return name in _EVERY_EVENT or any(each in _ANY for each in alternatives)


def _is_kept(rule: Resource, configuration: Configuration) -> bool:
    targets = configuration.related(rule, "aws_cloudwatch_event_target", "rule")
    found = [configuration.target(target, target.get("arn")) for target in targets]
    return bool(found) and all(
        each is not None and each.type.removeprefix("data.") in _KEEPING for each in found
    )


def _rule(pattern: object, arn: str = "${aws_lambda_function.refund.arn}") -> Terraform:
    text = pattern if isinstance(pattern, str) else json.dumps(pattern)
    return {
        "resource": {
            "aws_cloudwatch_event_rule": {"example": {"name": "flagged-zq7", PATTERN: text}},
            "aws_cloudwatch_event_target": {
                "all": {"rule": "${aws_cloudwatch_event_rule.example.name}", "arn": arn}
            },
            "aws_lambda_function": {"refund": {}},
            "aws_cloudwatch_event_bus": {"central": {"name": "central-zq7"}},
        }
    }


_NO_PREFIX: Final = {"source": [{"prefix": ""}]}
_BUS: Final = "${aws_cloudwatch_event_bus.central.arn}"

RULE = Rule(
    id="events-pattern-open",
    title="Event patterns do not match every event",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_rule",),
    scope="configuration",
    check=check,
    rationale=("A pattern that every event matches starts a refund for each of them."),
    remediation="Name the source and the detail-type that the rule is for.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:SI-10"),
    requirements=("R70", "R51"),
    examples=Examples(
        passing=(
            _rule({"source": ["pay.fraud"], "detail-type": ["Flagged"]}),
            _rule({**_NO_PREFIX, "detail-type": ["Flagged"]}),
            _rule(_NO_PREFIX, _BUS),
        ),
        failing=(
            _rule(_NO_PREFIX),
            _rule({"account": ["999988887777"]}),
            _rule({"detail": {"id": [{"exists": True}]}, "source": [{"wildcard": "*"}]}),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_cloudwatch_event_rule": {"example": {"schedule_expression": "rate(1 day)"}}}},
        ),
        unknown=(Status.UNKNOWN, _rule("${var.pattern}")),
    ),
)
