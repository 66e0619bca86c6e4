"""An alarm on what several others of one region say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_cdktf_provider_aws.cloudwatch_composite_alarm import CloudwatchCompositeAlarm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.blocks.observe.alarm import Alarm
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class CompositeSpec:
    """An alarm that goes off while `on` is in alarm and `off` is not: `id` is its Terraform id and goes into
    its name, `description`: what is wrong then.

    runbook: the heading of the runbooks that says what to do.
    """

    id: str
    description: str
    runbook: str
    on: Alarm
    off: Alarm


@dataclass(frozen=True, slots=True)
class Composite:
    """An alarm that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str


def going_off(alarm_arn: str) -> Mapping[str, Any]:
    """The pattern of the event that says that an alarm goes off, which is on the default bus of its region
    (CloudWatch User Guide, "Alarm events and EventBridge").
    """
    return {
        "source": ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        "resources": [alarm_arn],
        "detail": {"state": {"value": ["ALARM"]}},
    }


def add_composite(place: Place, spec: CompositeSpec, *, topic_arn: str) -> Composite:
    """Add the alarm, which notifies the topic `topic_arn` of its region."""
    alarm = CloudwatchCompositeAlarm(
        place.stack,
        f"alarm_{spec.id}",
        alarm_name=place.names.alarm(spec.id),
        alarm_description=f"{spec.description} Runbook: {place.defaults.runbooks}#{spec.runbook}",
        alarm_rule=f'ALARM("{spec.on.name}") AND NOT ALARM("{spec.off.name}")',
        alarm_actions=[topic_arn],
        provider=place.provider,
    )
    return Composite(f"alarm_{spec.id}", alarm.alarm_name, alarm.arn)
