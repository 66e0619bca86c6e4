"""What is to be reached is in the region of what is to reach it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import TASK, TWO_REGIONS, machine
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
from policies.related.machines import MACHINE, definition, function_of, scopes
from policies.resource import Resource
from policies.rules.events._targets import is_bus
from policies.values import is_known

_TARGET: Final = "aws_cloudwatch_event_target"
_NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    _TARGET: ("arn", "dead_letter_config.arn"),
    "aws_scheduler_schedule": ("target.arn", "target.dead_letter_config.arn"),
    "aws_lambda_event_source_mapping": ("event_source_arn", "destination_config.on_failure.destination_arn"),
    "aws_lambda_function": ("dead_letter_config.target_arn",),
    "aws_secretsmanager_secret_rotation": ("rotation_lambda_arn",),
}
"""What each names that has to be in its own region: EventBridge User Guide, "Event bus targets" (only a bus
may be elsewhere); EventBridge Scheduler User Guide, "Managing targets"; Lambda Developer Guide, "Event source
mappings"; Secrets Manager User Guide, "Rotation by Lambda function"; a workflow calls functions of its region
(Step Functions Developer Guide, "Invoke an AWS Lambda function with Step Functions")."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A target, a source and a dead-letter queue are in the region of what names them."""
    values = _values(resource)
    if not values:
        yield NOT_APPLICABLE
    for name, value in values.items():
        region = _region(resource, value, configuration)
        if region is None and (name == next(iter(values)) or resource.type == MACHINE):
            yield unknown(f"{name} is {value}, whose region only the plan can tell")
        elif region and resource.region and is_known(region) and region != resource.region:
            if name == "arn" and resource.type == _TARGET and is_bus(resource, configuration) is not False:
                continue
            yield fail(f"{name} is {value} in {region}, and what names it is in {resource.region}", name)


def _values(resource: Resource) -> Mapping[str, object]:
    """What a resource names, by where it does: an attribute, or the state of a workflow that calls it."""
    if resource.type != MACHINE:
        named = {name: resource.get(name) for name in _NAMED[resource.type]}
        return {name: value for name, value in named.items() if value is not None}
    whole = definition(resource)
    called = (
        (name, function_of(task))
        for scope in (() if isinstance(whole, Judgement) else scopes(whole))
        for name, task in scope.states.items()
        if task.get("Type") == "Task"
    )
    return {f"the state '{name}'": value for name, value in called if value is not None}


def _region(resource: Resource, value: object, configuration: Configuration) -> str | None:
    """The region of what a value names, empty where it has none; None where only the plan can tell."""
    found = configuration.target(resource, value)
    if found is not None:
        return found.region
    arn = read_arn(value)
    if arn is None:
        return "" if is_known(value) else None
    return arn.region


def _rule(arn: str, **values: object) -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            _TARGET: {"example": {"arn": arn, **values}},
            "aws_sqs_queue": {"near": {}, "far": {"provider": "aws.other"}},
            "aws_cloudwatch_event_bus": {"far": {"name": "far-zq7", "provider": "aws.other"}},
        },
    }


def _workflow(region: str) -> Terraform:
    function = f"arn:aws:lambda:{region}:999988887777:function:capture-zq7:live"
    calls = {**TASK, "Parameters": {"FunctionName": function}}
    states = {"StartAt": "capture", "States": {"capture": calls}}
    return {**TWO_REGIONS, **machine(json.dumps(states))}


_NEAR: Final = "${aws_sqs_queue.near.arn}"
_FAR: Final = "${aws_sqs_queue.far.arn}"

RULE = Rule(
    id="events-target-region",
    title="Targets and sources of events are in the region of what names them",
    severity=Severity.HIGH,
    types=(*_NAMED, MACHINE),
    scope="configuration",
    check=check,
    rationale=(
        "AWS refuses the target, or calls in vain for what is not there: nothing is settled that night, and "
        "the state machine of that name in the right region was never asked."
    ),
    remediation="Name what is in the same region; to another region an event goes from bus to bus.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-10"),
    requirements=("R70", "R79"),
    examples=Examples(
        passing=(
            _rule(_NEAR, dead_letter_config={"arn": _NEAR}),
            _rule("${aws_cloudwatch_event_bus.far.arn}"),
            _rule("arn:aws:sqs:xx-test-1:999988887777:inbox-zq7"),
            _workflow("xx-test-1"),
        ),
        failing=(
            _rule(_FAR),
            _rule(_NEAR, dead_letter_config={"arn": _FAR}),
            _rule("arn:aws:sqs:xx-test-2:999988887777:inbox-zq7"),
            _workflow("xx-test-2"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_lambda_function": {"example": {"timeout": 3}}}}),
        unknown=(Status.UNKNOWN, _rule("${var.target}")),
    ),
)
