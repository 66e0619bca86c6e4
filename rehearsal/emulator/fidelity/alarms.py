"""An alarm publishes where its topic and the topic's key permit it, and names itself by its ARN, by which
subscriptions filter; ministack asks nobody, and leaves the ARN out.

Sources: the user guide of Amazon CloudWatch, "Using Amazon CloudWatch alarms"; the developer guide of Amazon
SNS, "Managing encryption keys".
"""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any, Final

from ministack.core.arn import parse_arn
from ministack.core.responses import now_iso
from ministack.services import cloudwatch, sns

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


def apply() -> None:
    """Replace how alarms publish."""
    cloudwatch._dispatch_alarm_actions = _publish


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
