"""What fails by itself is told to somebody."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies.configuration import Configuration, recalled
from policies.expressions.json_texts import loads
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
from policies.strict_json import StrictJsonError
from policies.values import as_list, is_known

_RULE: Final = "aws_cloudwatch_event_rule"
_TARGET: Final = "aws_cloudwatch_event_target"
_CODE_DEPLOY: Final = "CODE_DEPLOY"


class _Event(NamedTuple):
    """What a service tells on the default bus where something failed."""

    source: str
    kind: str
    key: str
    value: str


_FAILURES: Final[Mapping[str, _Event]] = {
    "aws_codedeploy_deployment_group": _Event(
        *("aws.codedeploy", "CodeDeploy Deployment State-change Notification", "state", "FAILURE")
    ),
    "aws_dms_replication_task": _Event(
        *("aws.dms", "DMS Replication Task State Change", "eventType", "REPLICATION_TASK_FAILED")
    ),
    "aws_ecs_service": _Event(
        *("aws.ecs", "ECS Deployment State Change", "eventName", "SERVICE_DEPLOYMENT_FAILED")
    ),
    "aws_secretsmanager_secret_rotation": _Event(
        *("aws.secretsmanager", "AWS Service Event via CloudTrail", "eventName", "RotationFailed")
    ),
}
"""CodeDeploy User Guide, "Monitoring deployments with Amazon CloudWatch Events"; DMS User Guide, "Working
with EventBridge events"; ECS Developer Guide, "Service deployment state change events"; Secrets Manager User
Guide, "AWS CloudTrail entries for Secrets Manager": its events need a trail of the account."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rule of the region, on the default bus, matches what AWS tells of its failure and has a target.

    A service whose releases CodeDeploy makes is told of by that.
    """
    controller = resource.get("deployment_controller.type")
    if controller == _CODE_DEPLOY:
        yield NOT_APPLICABLE
        return
    event = _FAILURES[resource.type]
    verdicts = _verdicts(configuration).get((resource.region, event), frozenset())
    if True in verdicts:
        return
    said = f"no rule with a target matches '{event.kind}' where {event.key} is {event.value}"
    is_hidden = None in verdicts or not is_known(controller)
    yield unknown(f"only the plan can tell whether {said}") if is_hidden else fail(said)


@recalled
def _verdicts(configuration: Configuration) -> Mapping[tuple[str | None, _Event], frozenset[bool | None]]:
    """What the rules on the default bus of a region that have a target say of an event."""
    served = {
        rule
        for target in configuration.of(_TARGET)
        for rule in configuration.named(target, target.get("rule"))
    }
    found = defaultdict(set)
    for rule in configuration.of(_RULE):
        if rule in served and rule.get("event_bus_name") in (None, "default"):
            for event in _FAILURES.values():
                found[rule.region, event].add(_matches(rule, event))
    return {asked: frozenset(said) for asked, said in found.items()}


def _matches(rule: Resource, event: _Event) -> bool | None:
    """Whether the rule is on and takes the event; None where only the plan can tell, or it asks for more."""
    text = rule.get("event_pattern")
    if text is None or rule.get("state") == "DISABLED":
        return False
    try:
        pattern = loads(str(text))
    except StrictJsonError:
        return False if is_known(text) else None
    if not isinstance(pattern, Mapping):
        return False
    detail = pattern.get("detail", {})
    own = {"source": event.source, "detail-type": event.kind}
    if not (
        all(value in as_list(pattern.get(key, value)) for key, value in own.items())
        and isinstance(detail, Mapping)
        and event.value in as_list(detail.get(event.key, event.value))
    ):
        return False
    return None if {*pattern, *detail} - {*own, "detail", event.key} else True


def _told(kind: str, pattern: object, target: str = "release", **values: Any) -> Terraform:  # noqa: ANN401
    text = pattern if isinstance(pattern, str) else json.dumps(pattern)
    return {
        "resource": {
            kind: {"example": values},
            _RULE: {"release": {"name": "release-failed-zq7", "event_pattern": text}},
            _TARGET: {
                "release": {
                    "rule": f"${{{_RULE}.{target}.name}}",
                    "arn": "${aws_sns_topic.alerts.arn}",
                }
            },
            "aws_sns_topic": {"alerts": {"name": "alerts-zq7"}},
        }
    }


def _pattern(kind: str, *values: str) -> dict[str, object]:
    event = _FAILURES[kind]
    listed = list(values) or [event.value]
    return {"source": [event.source], "detail-type": [event.kind], "detail": {event.key: listed}}


_SERVICE, _GROUP, _TASK, _ROTATION = (
    *("aws_ecs_service", "aws_codedeploy_deployment_group"),
    *("aws_dms_replication_task", "aws_secretsmanager_secret_rotation"),
)

RULE = Rule(
    id="events-failures-told",
    title="Releases, migrations and rotations that fail are told of",
    severity=Severity.MEDIUM,
    types=tuple(_FAILURES),
    scope="configuration",
    check=check,
    rationale=(
        "What fails by itself, by night, leaves all as it was: the old release answers, the target is as it "
        "was an hour ago, the password is last year's. No metric moves, and nobody looks."
    ),
    remediation=(
        "Add a CloudwatchEventRule on the default bus for the service's event of the failure, with a "
        "CloudwatchEventTarget that is a topic of operators."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R92", "R93"),
    examples=Examples(
        passing=(
            *(_told(kind, _pattern(kind)) for kind in _FAILURES),
            _told(_TASK, {"source": ["aws.dms"]}),
            _told(_ROTATION, _pattern(_ROTATION, "RotationAbandoned", "RotationFailed")),
        ),
        failing=(
            _told(_SERVICE, _pattern(_GROUP)),
            _told(_GROUP, _pattern(_GROUP, "SUCCESS")),
            _told(_TASK, _pattern(_TASK), target="other"),
            _told(_TASK, {**_pattern(_TASK), "source": ["aws.rds"]}),
            {"resource": {_ROTATION: {"example": {}}}},
        ),
        absent=(
            Status.NOT_APPLICABLE,
            _told(_SERVICE, _pattern(_TASK), deployment_controller={"type": _CODE_DEPLOY}),
        ),
        unknown=(Status.UNKNOWN, _told(_TASK, "${var.pattern}")),
    ),
)
