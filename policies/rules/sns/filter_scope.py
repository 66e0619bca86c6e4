"""A subscription filters alarms by what they have: a body, and no attributes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
)
from policies.resource import Resource
from policies.rules.sns._subscriptions import SUBSCRIPTION
from policies.values import as_list

_ALARMS: Final = ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")
_ACTIONS: Final = ("alarm_actions", "insufficient_data_actions", "ok_actions")
_FILTER: Final = "filter_policy"
_SCOPE: Final = "filter_policy_scope"


def check(subscription: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where alarms tell a topic, the filter of its subscription reads the message's body.

    SNS looks at a message's attributes where nothing is said, and alarms send none (SNS Developer Guide,
    "Amazon SNS subscription filter policy scope").
    """
    topics = configuration.named(subscription, subscription.get("topic_arn"))
    if _told(configuration).isdisjoint(topics) or subscription.get(_FILTER) in (None, "", "{}"):
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(subscription, _SCOPE, ("MessageBody",))


@recalled
def _told(configuration: Configuration) -> frozenset[Resource]:
    """The topics that alarms tell."""
    return frozenset(
        target
        for alarm in configuration.of(*_ALARMS)
        for attribute in _ACTIONS
        for action in as_list(alarm.get(attribute))
        if (target := configuration.target(alarm, action)) is not None
    )


def _subscribed(scope: object, topic: str = "alerts", **values: object) -> Terraform:
    filtered = {_FILTER: json.dumps({"AlarmName": [{"prefix": "pay-"}]}), _SCOPE: scope, **values}
    return {
        "resource": {
            "aws_sns_topic": {"alerts": {"name": "alerts-zq7"}, "payments": {"name": "payments-zq7"}},
            _ALARMS[0]: {"failures": {"alarm_actions": ["${aws_sns_topic.alerts.arn}"]}},
            SUBSCRIPTION: {"example": {"topic_arn": f"${{aws_sns_topic.{topic}.arn}}", **filtered}},
        }
    }


RULE = Rule(
    id="sns-filter-scope",
    title="Subscriptions filter alarms by their body",
    severity=Severity.HIGH,
    types=(SUBSCRIPTION,),
    scope="configuration",
    check=check,
    rationale=(
        "A filter on attributes that no alarm sends lets none through: the desk is subscribed, and hears "
        "nothing."
    ),
    remediation="Set filter_policy_scope to MessageBody.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R71",),
    examples=Examples(
        passing=(_subscribed("MessageBody"),),
        failing=(_subscribed("MessageAttributes"), _subscribed(None)),
        absent=(Status.NOT_APPLICABLE, _subscribed(None, filter_policy=None)),
        unknown=(Status.UNKNOWN, _subscribed("${var.scope}")),
    ),
)
