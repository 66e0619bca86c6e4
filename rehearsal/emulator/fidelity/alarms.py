"""An alarm looks at the metric of its own dimensions, publishes where its topic and the topic's key permit
it, names itself by its ARN, by which subscriptions filter, and tells the default bus of each change of its
state; ministack looks at every metric of that name, asks nobody, leaves the ARN out, and tells no bus.

Sources: the user guide of Amazon CloudWatch, "Using Amazon CloudWatch alarms" and "Alarm events and
EventBridge"; the developer guide of Amazon SNS, "Managing encryption keys".
"""

from __future__ import annotations

import json
import logging
import operator
import time
import uuid
from typing import Any, Final

from ministack.core.arn import parse_arn
from ministack.core.responses import now_iso
from ministack.services import cloudwatch, eventbridge, sns

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError

_log = logging.getLogger("ministack")
_ACTIONS: Final = {
    "ALARM": "AlarmActions",
    "OK": "OKActions",
    "INSUFFICIENT_DATA": "InsufficientDataActions",
}
_SAID: Final = ("AlarmName", "AlarmDescription", "AlarmArn", *_ACTIONS.values())
_TRIGGER: Final = (
    "MetricName",
    "Namespace",
    "Period",
    "EvaluationPeriods",
    "ComparisonOperator",
    "Threshold",
)


_COMPARED: Final = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def apply() -> None:
    """Replace what alarms look at, and whom they tell."""
    cloudwatch._evaluate_alarm = _evaluate
    cloudwatch._dispatch_alarm_actions = _tell


def _evaluate(alarm: dict[str, Any]) -> None:
    """As ministack does, and of the alarm's own dimensions."""
    dimensions = {each["Name"]: each["Value"] for each in alarm.get("Dimensions") or ()}
    key = (alarm.get("Namespace"), alarm.get("MetricName"), cloudwatch._dims_key(dimensions))
    since = time.time() - alarm.get("Period", 60) * alarm.get("EvaluationPeriods", 1)
    recent = [point for point in cloudwatch._metrics.get(key) or () if point["Timestamp"] >= since]
    if not recent:
        return
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average")
    value = cloudwatch._stat_value(cloudwatch._calc_stats(recent), statistic, recent)
    if value is None:
        return
    comparison, threshold = alarm["ComparisonOperator"], alarm["Threshold"]
    new, old = "ALARM" if _COMPARED[comparison](value, threshold) else "OK", alarm["StateValue"]
    if new != old:
        reason = f"Threshold Crossed: {statistic} {value} {comparison} {threshold}"
        alarm |= {"StateValue": new, "StateReason": reason, "StateUpdatedTimestamp": int(time.time())}
        cloudwatch._record_history(alarm["AlarmName"], old, new, reason)
        cloudwatch._dispatch_alarm_actions(alarm, old, new, reason)
        cloudwatch._evaluate_parent_alarms(alarm)


def _tell(alarm: dict[str, Any], old: str, new: str, reason: str) -> None:
    detail = {
        "alarmName": alarm["AlarmName"],
        "state": {"value": new, "reason": reason, "timestamp": now_iso()},
        "previousState": {"value": old},
    }
    event = {
        "Source": "aws.cloudwatch",
        "DetailType": "CloudWatch Alarm State Change",
        "Resources": [alarm["AlarmArn"]],
        "Detail": json.dumps(detail),
    }
    eventbridge._put_events({"Entries": [event]}, allow_aws_source=True)
    _publish(alarm, old, new, reason)


def _publish(alarm: dict[str, Any], old: str, new: str, reason: str) -> None:
    if not alarm.get("ActionsEnabled", True):
        return
    arn = alarm["AlarmArn"]
    spec = parse_arn(arn)
    sender = Sender("cloudwatch.amazonaws.com", arn, spec.region, spec.account_id)
    message = {
        **{name: alarm.get(name) for name in _SAID},
        "AWSAccountId": spec.account_id,
        "NewStateValue": new,
        "NewStateReason": reason,
        "StateChangeTime": now_iso(),
        "Region": spec.region,
        "OldStateValue": old,
        "Trigger": {name: alarm.get(name) for name in _TRIGGER},
    }
    for topic in alarm.get(_ACTIONS[new]) or []:
        if ":sns:" not in topic:
            continue
        try:
            deliveries.publishable(topic, sender)
        except UndeliveredError as error:
            _log.warning("CloudWatch: %s got nothing: %s", topic, error)
            continue
        subject = f'{new}: "{alarm["AlarmName"]}" in {spec.region}'[:100]
        sns._fanout(topic, str(uuid.uuid4()), json.dumps(message), subject)
