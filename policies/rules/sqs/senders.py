"""A queue lets in the services that deliver to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.access.names import resolved
from policies.arn import read_arn
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
    fail,
    unknown,
)
from policies.policy_document import HiddenPolicy, documents
from policies.related.deliveries import Source, shut_out
from policies.related.queues import redrive_target
from policies.resource import Resource

_SUBSCRIPTION, _TARGET, _BUS = (
    "aws_sns_topic_subscription",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_event_bus",
)
_QUEUES: Final[Mapping[str, tuple[str, ...]]] = {
    _SUBSCRIPTION: ("endpoint",),
    _TARGET: ("arn", "dead_letter_config.arn"),
    _BUS: ("dead_letter_config.arn",),
}
"""What delivers to queues, by which attributes. SNS and EventBridge need a policy of the queue; Lambda and
Pipes send with a role (SNS Developer Guide, "Subscribing an Amazon SQS queue"; EventBridge User Guide, "Using
dead-letter queues")."""


def check(queue: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of the queue allows sqs:SendMessage to every topic, rule and bus that delivers to it.

    Each, because a queue has one policy: the one that is applied last replaces the others.
    """
    sources = _sources(configuration).get(queue)
    if not sources:
        yield NOT_APPLICABLE
        return
    related = configuration.naming(queue, "aws_sqs_queue_policy", "queue_url")
    found = [
        (holder, document) for holder in (queue, *related) for document in documents(holder, configuration)
    ]
    if not found:
        services = sorted({source.service for source in sources})
        yield fail(f"it has no policy, so {', '.join(services)} cannot deliver to it")
    for holder, document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{document.attribute}: {document.reason}")
        else:
            yield from shut_out(holder, document, "sqs:SendMessage", sources, configuration)


@recalled
def _sources(configuration: Configuration) -> Mapping[Resource, Mapping[Source, None]]:
    """The topics, rules and buses that deliver to each queue."""
    found: dict[Resource, dict[Source, None]] = defaultdict(dict)
    for kind, attributes in _QUEUES.items():
        for sender in configuration.of(kind):
            named = [sender.get(attribute) for attribute in attributes]
            for value in (*named, redrive_target(sender.get("redrive_policy"))):
                for queue in configuration.named(sender, value):
                    found[queue].update(dict.fromkeys(_acts_for(sender, configuration)))
    return found


def _acts_for(sender: Resource, configuration: Configuration) -> Iterator[Source]:
    """Whose ARN the service gives as aws:SourceArn when it sends."""
    if sender.type == _SUBSCRIPTION:
        for topic in configuration.named(sender, sender.get("topic_arn")) or (sender,):
            yield Source(topic, "sns", str(topic.get("name") or ""))
    elif sender.type == _TARGET:
        for rule in configuration.named(sender, sender.get("rule")) or (sender,):
            yield Source(rule, "events", _of_rule(rule, configuration))
    else:
        yield Source(sender, "events", _named("event-bus/", sender))


def _of_rule(rule: Resource, configuration: Configuration) -> str:
    """The last part of a rule's ARN: on the default bus without the bus (EventBridge User Guide, "Rules")."""
    bus = resolved(str(rule.get("event_bus_name") or "default"), rule, configuration)
    bus = bus.rpartition("/")[2] if read_arn(bus) is not None else bus
    return _named("rule/" if bus == "default" else f"rule/{bus}/", rule)


def _named(kind: str, element: Resource) -> str:
    name = element.get("name")
    return f"{kind}{name}" if name else ""


def _delivered(
    *services: str, policy: str | None = None, source: str = "", **senders: Mapping[str, object]
) -> Terraform:
    statements = [
        {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Principal": {"Service": f"{service}.amazonaws.com"},
            "Condition": {"ArnEquals": {"aws:SourceArn": source}} if source else {},
        }
        for service in services
    ]
    return {
        "resource": {
            "aws_sns_topic": {"alerts": {"name": "alerts-zq7"}},
            "aws_cloudwatch_event_bus": {"pay": {"name": "pay-zq7"}},
            "aws_cloudwatch_event_rule": {
                "failed": {"name": "failed-zq7", "event_bus_name": "${aws_cloudwatch_event_bus.pay.name}"},
                "sweep": {"name": "sweep-zq7"},
            },
            "aws_sqs_queue": {"example": {"name": "inbox-zq7"}, "other": {"name": "other-zq7"}},
            "aws_sqs_queue_policy": {
                "inbox": {
                    "queue_url": "${aws_sqs_queue.example.url}",
                    "policy": policy or policy_text(*statements),
                }
            },
            **{kind: {"sender": values} for kind, values in senders.items()},
        }
    }


_ARN: Final = "${aws_sqs_queue.example.arn}"
_SUBSCRIBED: Final = {"protocol": "sqs", "endpoint": _ARN, "topic_arn": "${aws_sns_topic.alerts.arn}"}
_TOPIC: Final = "arn:aws:sns:xx-test-1:999988887777:alerts-zq7"
_EVENTS: Final = "arn:aws:events:xx-test-1:999988887777:"
_OF_BUS: Final[Mapping[str, object]] = {"rule": "${aws_cloudwatch_event_rule.failed.name}", "arn": _ARN}
_SWEEP: Final = {"rule": "${aws_cloudwatch_event_rule.sweep.name}", "dead_letter_config": [{"arn": _ARN}]}
_FAILED: Final = {
    "endpoint": "${aws_sqs_queue.other.arn}",
    "redrive_policy": f'{{"deadLetterTargetArn": "{_ARN}"}}',
}

RULE = Rule(
    id="sqs-senders",
    title="Queues let in the topics, rules and buses that deliver to them",
    severity=Severity.HIGH,
    types=("aws_sqs_queue",),
    scope="configuration",
    check=check,
    rationale=(
        "SNS and EventBridge drop what a queue refuses, without a word to the sender: a statement for the "
        "topic of one region does not let in that of another. A dead-letter queue that refuses loses the "
        "failures too."
    ),
    remediation=(
        "Allow sqs:SendMessage to Principal {'Service': ...} in the SqsQueuePolicy, with aws:SourceArn of "
        "the topic, rule or bus."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-13", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70", "R71"),
    examples=Examples(
        passing=(
            _delivered("sns", aws_sns_topic_subscription=_SUBSCRIBED),
            _delivered("sns", source=_TOPIC, aws_sns_topic_subscription=_SUBSCRIBED),
            _delivered("events", aws_cloudwatch_event_bus={"dead_letter_config": [{"arn": _ARN}]}),
            _delivered("events", source=f"{_EVENTS}rule/pay-zq7/*", aws_cloudwatch_event_target=_OF_BUS),
            _delivered("events", source=f"{_EVENTS}rule/sweep-zq7", aws_cloudwatch_event_target=_SWEEP),
            _delivered(
                "sns",
                "events",
                aws_sns_topic_subscription=_FAILED,
                aws_cloudwatch_event_target={"arn": _ARN},
            ),
        ),
        failing=(
            _delivered("events", aws_sns_topic_subscription=_SUBSCRIBED),
            _delivered("sns", source=_TOPIC.replace("1:", "2:"), aws_sns_topic_subscription=_SUBSCRIBED),
            _delivered(
                "sns", source=_TOPIC.replace("alerts", "news"), aws_sns_topic_subscription=_SUBSCRIBED
            ),
            _delivered("events", aws_sns_topic_subscription=_FAILED),
            _delivered("sns", aws_cloudwatch_event_target={"dead_letter_config": [{"arn": _ARN}]}),
            _delivered(aws_cloudwatch_event_bus={"dead_letter_config": {"arn": _ARN}}),
            _delivered("events", source=f"{_EVENTS}event-bus/pay-zq7", aws_cloudwatch_event_target=_OF_BUS),
            _delivered("events", source=f"{_EVENTS}rule/failed-zq7", aws_cloudwatch_event_target=_OF_BUS),
            _delivered("events", source=f"{_EVENTS}rule/pay-zq7/*", aws_cloudwatch_event_target=_SWEEP),
        ),
        absent=(Status.NOT_APPLICABLE, _delivered("sns")),
        unknown=(
            Status.UNKNOWN,
            _delivered(policy="${var.policy}", aws_sns_topic_subscription=_SUBSCRIBED),
        ),
    ),
)
