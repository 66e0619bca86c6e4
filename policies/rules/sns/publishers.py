"""A topic lets in the services that publish to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import policy_text
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    unknown,
)
from policies.policy_document import HiddenPolicy, documents
from policies.related.deliveries import Source, shut_out
from policies.resource import Resource
from policies.values import as_list

_METRIC, _COMPOSITE = "aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"
_RULE: Final = "aws_cloudwatch_event_rule"
_ACTIONS: Final = ("alarm_actions", "ok_actions", "insufficient_data_actions")


def check(topic: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of the topic allows sns:Publish to every alarm and rule that names the topic.

    Each, because a topic has one policy: the one that is applied last replaces the others. A topic without
    one has the default, which sns-policy-present refuses.
    """
    sources = _sources(configuration).get(topic, {})
    holders = (topic, *configuration.naming(topic, "aws_sns_topic_policy", "arn"))
    found = [(holder, document) for holder in holders for document in documents(holder, configuration)]
    if not sources or not found:
        yield NOT_APPLICABLE
        return
    for holder, document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{holder.address} cannot be read: {document.reason}")
        else:
            yield from shut_out(holder, document, "sns:Publish", tuple(sources), configuration)


@recalled
def _sources(configuration: Configuration) -> Mapping[Resource, Mapping[Source, None]]:
    """The alarms and rules that publish to each topic."""
    found: dict[Resource, dict[Source, None]] = defaultdict(dict)
    for alarm in configuration.of(_METRIC, _COMPOSITE):
        source = Source(alarm, "cloudwatch", f"alarm:{alarm.get('alarm_name') or ''}")
        for action in (item for name in _ACTIONS for item in as_list(alarm.get(name))):
            for topic in configuration.named(alarm, action):
                found[topic][source] = None
    for target in configuration.of("aws_cloudwatch_event_target"):
        rule = configuration.target(target, target.get("rule"))
        for topic in configuration.named(target, target.get("arn")) if rule is not None else ():
            if rule is not None and rule.type == _RULE:
                found[topic][Source(rule, "events")] = None
    return found


_TOPIC: Final = "${aws_sns_topic.example.arn}"
_HERE: Final = "arn:aws:cloudwatch:xx-test-1:999988887777:alarm:*"


def _published(
    source: object = _HERE, service: str = "cloudwatch", more: Mapping[str, Any] | None = None
) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": _TOPIC,
        "Condition": {"ArnLike": {"aws:SourceArn": source}} if source else {},
    }
    return {
        "resource": {
            "aws_sns_topic": {"example": {"name": "alerts-zq7"}},
            "aws_sns_topic_policy": {"own": {"arn": _TOPIC, "policy": policy_text(statement)}},
            _METRIC: {"cpu": {"alarm_name": "cpu-zq7", "alarm_actions": [_TOPIC]}},
            **(more or {}),
        }
    }


_RULES: Final = {
    _METRIC: {},
    _RULE: {"found": {"name": "found-zq7"}},
    "aws_cloudwatch_event_target": {
        "found": {"rule": "${aws_cloudwatch_event_rule.found.name}", "arn": _TOPIC}
    },
}

RULE = Rule(
    id="sns-publishers",
    title="Topics let in the alarms and rules that publish to them",
    severity=Severity.HIGH,
    types=("aws_sns_topic",),
    scope="configuration",
    check=check,
    rationale=(
        "CloudWatch and EventBridge drop what a topic refuses: the alarm is red on its page, and nobody is "
        "told. A statement for another region or another alarm looks right and lets nothing in."
    ),
    remediation=(
        "Allow sns:Publish to Principal {'Service': 'cloudwatch.amazonaws.com'} (or events) in the "
        "SnsTopicPolicy, with aws:SourceArn of the alarms (or rules) of the region and aws:SourceAccount."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _published(),
            _published(source=None),
            _published("${aws_cloudwatch_metric_alarm.cpu.arn}"),
            _published(["arn:aws:cloudwatch:*:999988887777:alarm:cpu-*", "arn:aws:cloudwatch:::x"]),
            _published("${aws_cloudwatch_event_rule.found.arn}", "events", _RULES),
        ),
        failing=(
            _published(_HERE.replace("xx-test-1", "xx-test-2")),
            _published(_HERE.replace("alarm:*", "alarm:memory-*")),
            _published(service="events"),
            _published("arn:aws:events:xx-test-1:999988887777:rule/*"),
            _published("arn:aws:events:xx-test-2:999988887777:rule/*", "events", _RULES),
            _published(_HERE, "cloudwatch", _RULES),
        ),
        absent=(Status.NOT_APPLICABLE, _published(more={_METRIC: {}})),
        unknown=(Status.UNKNOWN, _published("${var.alarms}")),
    ),
)
